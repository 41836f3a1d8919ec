//! What it costs to take bounds for values: the same dossiers weighed as they are, and with "at least n" and "up to n" read as n.

use super::{Part, figure, percent, plot};
use recount_model::Interval;
use recount_reconcile::simulated::{Dossier, World};

/// How many figures are lower bounds, as shares.
const SHARES: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

/// Of a number of dossiers: ranges given, ranges that hold the truth, ranges the truth lies above.
#[derive(Default)]
struct Held {
    ranges: usize,
    held: usize,
    above: usize,
}

pub(super) fn study(dossiers: u64) -> anyhow::Result<Part> {
    let results: Vec<(f64, Held, Held)> = SHARES.iter().map(|&share| compared(share, dossiers)).collect();
    let mut text = String::from(
        "## What it costs to take bounds for values\n\nThe world of the method, with more and more of the figures worded \"at least n\". Per cent of the 90 % ranges of the \
         posterior that hold the truth, and that the truth lies above: with bounds as bounds, and with n in their place.\n\n\
         | lower bounds | as bounds: hold | truth above | as values: hold | truth above |\n|---|---|---|---|---|\n",
    );
    for (share, bounds, values) in &results {
        text.push_str(&format!(
            "| {:.0} % | {} | {} | {} | {} |\n",
            share * 100.0,
            percent(bounds.held, bounds.ranges),
            percent(bounds.above, bounds.ranges),
            percent(values.held, values.ranges),
            percent(values.above, values.ranges)
        ));
    }
    text.push_str("\n![Bounds as bounds and as values](simulation-bounds.svg)\n");
    let line = |name: &str, of: fn(&(f64, Held, Held)) -> &Held| {
        let point =
            |r: &(f64, Held, Held)| (r.0 * 100.0, 100.0 * of(r).held as f64 / of(r).ranges.max(1) as f64);
        (name.to_string(), results.iter().map(point).collect::<Vec<_>>())
    };
    let chart = plot::Chart {
        across: "figures that are lower bounds, per cent",
        up: "90 % ranges that hold the truth, per cent",
        x: (0.0, 100.0),
        y: (40.0, 100.0),
        diagonal: false,
    };
    let lines = [line("bounds as bounds", |r| &r.1), line("bounds as values", |r| &r.2)];
    Ok(Part { text, plots: vec![("simulation-bounds.svg", plot::lines(&chart, &lines)?)] })
}

fn compared(share: f64, dossiers: u64) -> (f64, Held, Held) {
    let mut world = World::as_assumed();
    (world.speech.at_least, world.speech.at_most) = (share, 0.0);
    let left = 1.0 - share;
    (world.speech.about, world.speech.range, world.speech.vague) = (0.12 * left, 0.05 * left, 0.05 * left);
    world.voices = (2, 5);
    let (mut bounds, mut values) = (Held::default(), Held::default());
    for seed in 0..dossiers {
        let dossier = Dossier::new(&world, seed);
        count(&dossier, &mut bounds);
        count(&as_values(&dossier), &mut values);
    }
    (share, bounds, values)
}

fn count(dossier: &Dossier, held: &mut Held) {
    let figures = dossier.figures(&[90]);
    let Some((low, high)) = figure(&figures, "posterior").and_then(|f| f.low.zip(f.high)) else { return };
    held.ranges += 1;
    held.held += usize::from((low..=high).contains(&dossier.truth));
    held.above += usize::from(dossier.truth > high);
}

fn as_values(dossier: &Dossier) -> Dossier {
    let mut dossier = dossier.clone();
    for said in &mut dossier.said {
        let i = &said.interval;
        let value = match (i.low, i.high, &i.vague) {
            (Some(n), None, None) | (None, Some(n), None) => n,
            _ => continue,
        };
        said.interval = Interval::exactly(value, &value.to_string());
    }
    dossier
}
