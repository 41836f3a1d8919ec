//! Tables of conflicting claims: how many items each method of truth discovery answers right, and which copiers are found.
//!
//! Every method runs on every table of `DATA/fusion`; the one chosen by the shape of the table, with copies taken out, stands first. An
//! answer is right if it is equal to the gold (numbers as numbers), near if it is a number within ten minutes of it and the item is no
//! gate. *A tie counts by the share of its values that are right*: what breaking it by luck would give on the mean; an item without
//! an answer is wrong. `nogold` is flight without the three sources that its gold was taken from. Of copies, pairs of sources in one group are
//! compared with the five groups of flight that agree on every shared value.
//!
//! The gold of the small tables is small, so for them ten halves of it, drawn by a fixed seed, show how far figures are luck.

use super::ground::Ground;
use super::{Figures, Track, at_least};
use crate::measurements::section;
use crate::train::random::Random;
use anyhow::Context;
use clap::Args;
use recount::intake::table::{ColumnNames, TableInput, read_table};
use recount::model::{Answer, Discovery, Table};
use recount::reconcile::truth::{Choice, METHODS, discover};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The name of the chore and of its section in the page of measurements.
pub const NAME: &str = "fusion";

/// The track: the method chosen by the shape of the table.
pub const TRACK: Track = Track {
    name: NAME,
    bounds: &[
        at_least("flight exact", 0.945),
        at_least("flight near", 0.965),
        at_least("flight copies f1", 0.90),
        at_least("nogold exact", 0.905),
        at_least("nogold near", 0.93),
        at_least("nogold copies f1", 0.90),
        at_least("population exact", 0.826),
        at_least("book exact", 0.77),
    ],
    run,
};

/// Arguments of `cargo xtask fusion`.
#[derive(Args)]
pub struct FusionArguments {
    /// The folder of the public material, one folder a track.
    #[arg(long, value_name = "DIR", default_value = "../shared/data")]
    data: PathBuf,
    /// The page to write into.
    #[arg(long, value_name = "FILE", default_value = "docs/measurements.md")]
    output: PathBuf,
}

struct Set {
    name: &'static str,
    claims: &'static str,
    gold: &'static str,
    without: &'static [&'static str],
    /// Groups that are known to copy.
    copies: &'static [&'static [&'static str]],
}

const FLIGHT_COPIES: &[&[&str]] = &[
    &["allegiantair", "flightview", "foxbusiness", "gofox", "panynj"],
    &["airtravelcenter", "flytecomm", "helloflight", "myrateplan"],
    &["businesstravellogue", "flights", "flylouisville"],
    &["flightaware", "wunderground"],
    &["flightstats", "quicktrip"],
];

const SETS: [Set; 4] = [
    Set {
        name: "flight",
        claims: "flight.tsv.gz",
        gold: "flight.gold.tsv",
        without: &[],
        copies: FLIGHT_COPIES,
    },
    Set {
        name: "nogold",
        claims: "flight.tsv.gz",
        gold: "flight.gold.tsv",
        without: &["aa", "ua", "CO"],
        copies: FLIGHT_COPIES,
    },
    Set {
        name: "population",
        claims: "population.tsv",
        gold: "population.gold.tsv",
        without: &[],
        copies: &[],
    },
    Set { name: "book", claims: "book.tsv", gold: "book.gold.tsv", without: &[], copies: &[] },
];

/// What other programs reach on all of the gold, from the README of the material: flight, nogold (exact, near), population, book.
const OTHERS: [(&str, [&str; 4]); 9] = [
    ("vote, ties split", [".841", ".815", ".729", ".610"]),
    ("truthdiscovery 1.0.4 Investment", [".915", ".881", ".829", ".80"]),
    ("truthdiscovery 1.0.4 PooledInvestment", [".941 (.962)", ".898 (.924)", ".589", ".77"]),
    ("truthdiscovery 1.0.4 TruthFinder", [".845", "", ".826", ".62"]),
    ("DAFNA-EA Accu with copy detection", [".930 (.952)", ".810 (.867)", ".826", ".62"]),
    ("DAFNA-EA Depen", ["", "", ".812", ".67"]),
    ("trustfuse CRH", ["", "", ".700", ".68"]),
    ("trustfuse CATD", ["", "", ".746", ""]),
    ("trustfuse GTM", ["", "", ".683", ""]),
];

/// A table with its gold.
struct Material {
    table: Table,
    gold: Vec<(String, String)>,
}

impl Set {
    fn read(&self, folder: &Path) -> anyhow::Result<Material> {
        let file = folder.join(self.claims);
        let mut table = read_table(TableInput::named(&file), &ColumnNames::default(), &|_| {})
            .with_context(|| file.display().to_string())?
            .value;
        let dropped: Vec<u32> = self.without.iter().filter_map(|name| table.sources.find(name)).collect();
        let kept: Vec<usize> =
            (0..table.len()).filter(|&row| !dropped.contains(&table.source[row])).collect();
        if kept.len() < table.len() {
            for column in [&mut table.source, &mut table.item, &mut table.value] {
                *column = kept.iter().map(|&row| column[row]).collect();
            }
        }
        let file = folder.join(self.gold);
        let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let pair =
            |line: &str| line.split_once('\t').map(|(item, value)| (item.to_string(), value.to_string()));
        Ok(Material { table, gold: text.lines().skip(1).filter_map(pair).collect() })
    }
}

/// How right an answer is, exactly and nearly: 0 to 1.
fn right(table: &Table, discovery: &Discovery, item: &str, wanted: &str) -> (f64, f64) {
    let judged = |said: &str| {
        let numbers = said.parse::<f64>().ok().zip(wanted.parse::<f64>().ok());
        let exact = said == wanted || numbers.is_some_and(|(a, b)| a == b);
        let near = numbers.is_some_and(|(a, b)| {
            let apart = (a - b).abs() % 1440.0;
            apart.min(1440.0 - apart) <= 10.0 && !item.contains("gate")
        });
        (f64::from(u8::from(exact)), f64::from(u8::from(exact || near)))
    };
    let Some(number) = table.items.find(item) else { return (0.0, 0.0) };
    match &discovery.outcomes[number as usize].answer {
        Answer::Value(value) => judged(table.values.name(*value)),
        Answer::Values(values) => judged(values.first().map_or("", |&value| table.values.name(value))),
        Answer::Tie(values) => {
            let all = values.iter().map(|&value| judged(table.values.name(value)));
            let (exact, near) = all.fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            let count = values.len().max(1) as f64;
            (exact / count, near / count)
        }
        Answer::Number(number) => judged(&number.to_string()),
        Answer::Unresolved => (0.0, 0.0),
    }
}

/// What one method reaches on one table.
struct Reached {
    /// For each item of the gold, exactly and nearly.
    each: Vec<(f64, f64)>,
    copies: Option<f64>,
}

impl Reached {
    fn of(set: &Set, material: &Material, method: Option<&str>) -> anyhow::Result<Reached> {
        let choice = Choice { method: method.map(str::to_string), copies: None };
        let Material { table, gold } = material;
        let discovery = discover(table, &choice)?;
        let each = gold.iter().map(|(item, wanted)| right(table, &discovery, item, wanted)).collect();
        let found: Vec<Vec<&str>> = discovery
            .copies
            .iter()
            .map(|group| group.members.iter().map(|&member| table.sources.name(member)).collect())
            .collect();
        let copies = (!set.copies.is_empty() && method.is_none()).then(|| {
            let (wanted, found) = (pairs(set.copies), pairs(&found));
            2.0 * wanted.intersection(&found).count() as f64 / (wanted.len() + found.len()).max(1) as f64
        });
        Ok(Reached { each, copies })
    }

    fn mean(&self, of: impl Fn(&(f64, f64)) -> f64) -> f64 {
        self.each.iter().map(of).sum::<f64>() / self.each.len().max(1) as f64
    }

    /// The exact figure on each of ten halves of the gold.
    fn halves(&self) -> Vec<f64> {
        let mut dice = Random(4);
        let half = |_| {
            let mut places: Vec<usize> = (0..self.each.len()).collect();
            for i in (1..places.len()).rev() {
                places.swap(i, dice.below(i + 1));
            }
            places.truncate(places.len() / 2);
            places.iter().map(|&place| self.each[place].0).sum::<f64>() / places.len().max(1) as f64
        };
        (0..10).map(half).collect()
    }
}

/// Unordered pairs within groups.
fn pairs<'a>(groups: &[impl AsRef<[&'a str]>]) -> BTreeSet<(&'a str, &'a str)> {
    let mut out = BTreeSet::new();
    for group in groups {
        for a in group.as_ref() {
            out.extend(group.as_ref().iter().filter(|b| a < *b).map(|b| (*a, *b)));
        }
    }
    out
}

fn run(ground: &Ground) -> anyhow::Result<Option<Figures>> {
    let folder = ground.data.join(NAME);
    if ground.split != "dev" || !folder.is_dir() {
        return Ok(None);
    }
    let mut figures = Figures::new();
    for set in &SETS {
        let reached = Reached::of(set, &set.read(&folder)?, None)?;
        figures.push((format!("{} exact", set.name), reached.mean(|r| r.0)));
        figures.push((format!("{} near", set.name), reached.mean(|r| r.1)));
        figures.extend(reached.copies.map(|f1| (format!("{} copies f1", set.name), f1)));
    }
    Ok(Some(figures))
}

/// Runs every method on every table and writes the section of the page.
///
/// # Errors
/// When the material cannot be read or the page not be written.
pub fn write(arguments: &FusionArguments) -> anyhow::Result<()> {
    let methods: Vec<Option<&str>> =
        std::iter::once(None).chain(METHODS.iter().map(|m| Some(m.name()))).collect();
    let mut columns: Vec<Vec<Reached>> = Vec::new();
    for set in &SETS {
        eprintln!("{} ...", set.name);
        let material = set.read(&arguments.data.join(NAME))?;
        columns.push(
            methods
                .iter()
                .map(|method| Reached::of(set, &material, *method))
                .collect::<anyhow::Result<_>>()?,
        );
    }
    let body = page(&methods, &columns);
    section::write(&arguments.output, NAME, &body)?;
    print!("{body}");
    Ok(())
}

fn page(methods: &[Option<&str>], columns: &[Vec<Reached>]) -> String {
    let mut out = String::from(
        "## What truth discovery finds\n\nShare of the gold items answered right; of flight in brackets right within ten minutes. A tie counts by the \
         share of its values that are right. The other programs' figures are from the README of the material, on all of the gold, of which \
         ours see the part that is given.\n\n| method | flight | without its gold's sources | population | book |\n|---|---:|---:|---:|---:|\n",
    );
    let named = |method: &Option<&str>| {
        method.map_or("**by default, copies taken out**".to_string(), |name| format!("`{name}`"))
    };
    for (row, method) in methods.iter().enumerate() {
        let _ = write!(out, "| {} |", named(method));
        for (set, column) in SETS.iter().zip(columns) {
            let reached = &column[row];
            let _ = write!(out, " {:.3}", reached.mean(|r| r.0));
            if !set.copies.is_empty() {
                let _ = write!(out, " ({:.3})", reached.mean(|r| r.1));
            }
            out.push_str(" |");
        }
        out.push('\n');
    }
    for (name, figures) in OTHERS {
        let _ = writeln!(out, "| {name} | {} |", figures.join(" | "));
    }
    out.push_str("\nGroups of copiers, F1 of pairs:");
    for (set, column) in SETS.iter().zip(columns) {
        if let Some(f1) = column[0].copies {
            let _ = write!(out, " {} {f1:.3};", set.name);
        }
    }
    out.push_str(" the groups known are those that agree on every shared value.\n\n");
    out.push_str("Ten halves of the gold, seeded: the mean, and the least that a method is above the vote in any half.\n\n");
    out.push_str("| method | population | above vote | book | above vote |\n|---|---:|---:|---:|---:|\n");
    for (row, method) in methods.iter().enumerate() {
        let _ = write!(out, "| {} |", named(method));
        for column in &columns[2..] {
            let vote = methods
                .iter()
                .position(|m| *m == Some("vote"))
                .map_or_else(Vec::new, |place| column[place].halves());
            let own = column[row].halves();
            let mean = own.iter().sum::<f64>() / own.len() as f64;
            let least = own.iter().zip(&vote).map(|(own, vote)| own - vote).fold(f64::INFINITY, f64::min);
            let _ = write!(out, " {mean:.3} | {least:+.3} |");
        }
        out.push('\n');
    }
    out
}
