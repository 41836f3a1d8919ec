//! The trained network as the bytes of a model file; `recount_read::syntax` describes the format and reads it.

use super::layers::Weights;
use super::network::Network;
use recount_read::syntax::FRAME;

/// The greatest byte a weight becomes.
const GREATEST: f32 = 127.0;

/// The model file of a network and the lines of a lemmatizer.
pub fn model_file(network: &Network, lemmas: &str) -> Vec<u8> {
    let sizes = network.sizes;
    let mut out = Vec::new();
    let numbers = [sizes.table, sizes.embed, sizes.hidden, sizes.parser, lemmas.len()];
    out.extend(numbers.into_iter().flat_map(|n| (n as u32).to_le_bytes()));
    embeddings(&network.embeddings.w, sizes.embed, &mut out);
    for layer in [
        &network.window,
        &network.first,
        &network.second,
        &network.tagger,
        &network.slots,
        &network.actions,
        &network.relations,
    ] {
        matrix(layer, &mut out);
    }
    floats(&network.special.w, &mut out);
    scaled_bytes(&network.state.w, &mut out);
    out.extend(lemmas.as_bytes());
    FRAME.file(&out)
}

fn greatest(values: impl Iterator<Item = f32>) -> f32 {
    values.fold(0.0, |greatest, v| v.abs().max(greatest))
}

fn byte(value: f32) -> u8 {
    value.round().clamp(-GREATEST, GREATEST) as i8 as u8
}

fn floats(values: &[f32], out: &mut Vec<u8>) {
    out.extend(values.iter().flat_map(|v| v.to_le_bytes()));
}

/// Each row as bytes with a scale of its own, itself a byte.
fn embeddings(weights: &[f32], embed: usize, out: &mut Vec<u8>) {
    let unit = greatest(weights.iter().copied()).max(f32::MIN_POSITIVE) / GREATEST / 255.0;
    out.extend(unit.to_le_bytes());
    let scale = |row: &[f32]| (greatest(row.iter().copied()) / GREATEST / unit).ceil().clamp(1.0, 255.0);
    out.extend(weights.chunks_exact(embed).map(|row| scale(row) as u8));
    for row in weights.chunks_exact(embed) {
        let step = scale(row) * unit;
        out.extend(row.iter().map(|w| byte(w / step)));
    }
}

/// A layer output by output, each with its scale.
fn matrix((weights, bias): &(Weights, Weights), out: &mut Vec<u8>) {
    let outputs = bias.w.len();
    let of = |output: usize| weights.w.iter().skip(output).step_by(outputs).copied();
    let scales: Vec<f32> = (0..outputs).map(|o| greatest(of(o)).max(f32::MIN_POSITIVE) / GREATEST).collect();
    floats(&scales, out);
    floats(&bias.w, out);
    for (output, scale) in scales.iter().enumerate() {
        out.extend(of(output).map(|w| byte(w / scale)));
    }
}

fn scaled_bytes(values: &[f32], out: &mut Vec<u8>) {
    let scale = greatest(values.iter().copied()).max(f32::MIN_POSITIVE) / GREATEST;
    out.extend(scale.to_le_bytes());
    out.extend(values.iter().map(|v| byte(v / scale)));
}
