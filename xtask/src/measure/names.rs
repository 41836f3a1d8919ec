//! Pairs of names: whether two spellings are one name, against pairs marked by hand.

use super::ground::Ground;
use super::{Figures, Track, at_least};
use anyhow::Context;
use recount_lexicon::names::{NameKind, compare};

/// The track.
pub const TRACK: Track = Track { name: "names", bounds: &[at_least("match f1", 0.80)], run };

fn run(ground: &Ground) -> anyhow::Result<Option<Figures>> {
    let Some(gold) = ground.gold("names", "dev", "csv") else { return Ok(None) };
    let mut pairs = csv::Reader::from_path(&gold).with_context(|| gold.display().to_string())?;
    let columns = pairs.headers()?.clone();
    let column = |name: &str| columns.iter().position(|c| c == name);
    let places = [column("schema"), column("name1"), column("name2")];
    let mut lines = csv::Writer::from_writer(Vec::new());
    lines.write_record(["schema", "name1", "name2", "score"])?;
    for pair in pairs.records() {
        let pair = pair?;
        let [schema, left, right] = places.map(|place| place.and_then(|p| pair.get(p)).unwrap_or_default());
        let score = compare(left, right, kind_of(schema)).score;
        lines.write_record([schema, left, right, &format!("{score:.4}")])?;
    }
    let predictions = ground.write("names.csv", &String::from_utf8(lines.into_inner()?)?)?;
    ground.score("names", &gold, &predictions).map(Some)
}

/// The kinds of the pairs' own vocabulary (FollowTheMoney).
fn kind_of(schema: &str) -> NameKind {
    match schema {
        "Person" => NameKind::Person,
        "Vessel" => NameKind::Vessel,
        "LegalEntity" => NameKind::Unknown,
        _ => NameKind::Body,
    }
}
