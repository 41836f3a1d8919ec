//! What happens to each method when one wrong figure is repeated, up to ten times: by reports in their own voice, which weighing
//! takes for the echoes they are, and by named bodies that took it over unseen, which nobody can tell from counts of their own.

use super::{Part, figure, off, plot};
use recount_model::Interval;
use recount_reconcile::simulated::{Dossier, Said, World};
use std::collections::BTreeMap;

/// Methods of the program, then what one gets without weighing: the number most claims give, and the mean of the claims.
const ROWS: [&str; 6] =
    ["posterior", "hierarchy", "majority", "conservative", "most claims", "mean of claims"];

/// How far off each row is on average, and in what share of the dossiers it gives a number.
type Results = [(f64, f64); 6];

pub(super) fn study(dossiers: u64) -> anyhow::Result<Part> {
    let mut text = String::from(
        "## What an echo does\n\nThree voices with figures that are right or near, one of which examined, and a fourth whose figure is three times the truth. That one is repeated, \
         in the open (reports in their own voice) or unseen (named bodies). The mean of the absolute difference of logarithms, 0 where \
         right and 1.1 where the wrong figure wins; beside it how often the method gives a number.\n\n",
    );
    let mut plots = Vec::new();
    for (how, hidden, file) in
        [("in the open", false, "simulation-echo-open.svg"), ("unseen", true, "simulation-echo-unseen.svg")]
    {
        let steps: Vec<usize> = (0..=10).collect();
        let results: Vec<Results> = steps.iter().map(|&n| repeated(n, hidden, dossiers)).collect();
        text.push_str(&format!("Repeated {how}:\n\n| method | {} |\n", titles(&steps)));
        text.push_str(&format!("|---|{}\n", "---|".repeat(steps.len())));
        for (row, name) in ROWS.iter().enumerate() {
            let cells: Vec<String> = results
                .iter()
                .map(|r| match r[row] {
                    (_, 0.0) => "none".to_string(),
                    (error, given) => format!("{error:.2} ({:.0} %)", given * 100.0),
                })
                .collect();
            text.push_str(&format!("| {name} | {} |\n", cells.join(" | ")));
        }
        text.push_str(&format!("\n![Error and echoes, {how}]({file})\n\n"));
        let lines: Vec<(String, Vec<(f64, f64)>)> = ROWS
            .iter()
            .enumerate()
            .map(|(row, name)| {
                let given = steps.iter().zip(&results).filter(|(_, r)| r[row].1 > 0.0);
                (name.to_string(), given.map(|(&n, r)| (n as f64, r[row].0)).collect())
            })
            .collect();
        let chart = plot::Chart {
            across: "echoes of one wrong figure",
            up: "error (logarithm)",
            x: (0.0, 10.0),
            y: (0.0, 1.3),
            diagonal: false,
        };
        plots.push((file, plot::lines(&chart, &lines)?));
    }
    Ok(Part { text, plots })
}

fn titles(steps: &[usize]) -> String {
    steps.iter().map(|n| n.to_string()).collect::<Vec<_>>().join(" | ")
}

fn repeated(times: usize, hidden: bool, dossiers: u64) -> Results {
    let mut sums = [(0.0, 0usize); 6];
    for seed in 0..dossiers {
        let dossier = dossier(seed, times, hidden);
        let figures = dossier.figures(&[90]);
        let of = |method: &str| figure(&figures, method).and_then(|f| f.best);
        let numbers: Vec<u64> = dossier.said.iter().filter_map(|s| s.interval.leading()).collect();
        let mean = numbers.iter().sum::<u64>() / numbers.len().max(1) as u64;
        let best = [of(ROWS[0]), of(ROWS[1]), of(ROWS[2]), of(ROWS[3]), most_frequent(&numbers), Some(mean)];
        for (sum, best) in sums.iter_mut().zip(best) {
            if let Some(n) = best {
                sum.0 += off(n, dossier.truth);
                sum.1 += 1;
            }
        }
    }
    sums.map(|(sum, n)| (sum / n.max(1) as f64, n as f64 / dossiers.max(1) as f64))
}

/// The number that most claims give, the smaller of two that as many do.
fn most_frequent(numbers: &[u64]) -> Option<u64> {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    numbers.iter().for_each(|n| *counts.entry(*n).or_default() += 1);
    counts.into_iter().max_by_key(|(n, count)| (*count, std::cmp::Reverse(*n))).map(|(n, _)| n)
}

/// Three voices near the truth of a drawn dossier, one that is wrong, and its echoes.
fn dossier(seed: u64, times: usize, hidden: bool) -> Dossier {
    let truth = Dossier::new(&World { tolls: (20, 5000), ..World::as_assumed() }, seed).truth;
    let said = |voice: Option<&str>, day: i64, n: u64| Said {
        voice: voice.map(str::to_string),
        class: match voice {
            Some("Alder Watch") => "examined",
            Some(_) => "named",
            None => "unsourced",
        },
        day,
        interval: Interval::exactly(n, &n.to_string()),
        hedged: false,
        denies: None,
    };
    // One is right, one a little low, one a little high, by an amount that goes with the seed.
    let some = 1 + (truth as f64 * 0.01 * (1 + seed % 9) as f64) as u64;
    let mut all = vec![
        said(Some("Alder Watch"), 20, truth),
        said(Some("Birch Union"), 21, truth.saturating_sub(some)),
        said(Some("Cedar Office"), 22, truth + some),
        said(Some("Dunlin Institute"), 20, truth * 3),
    ];
    for i in 0..times {
        let name = ECHOES[i % ECHOES.len()];
        all.push(said(hidden.then_some(name), 23 + i as i64, truth * 3));
    }
    Dossier { truth, said: all }
}

/// Bodies that repeat.
const ECHOES: [&str; 10] = [
    "Elm Registry",
    "Fennel Council",
    "Gorse Bureau",
    "Heron Society",
    "Iris Trust",
    "Juniper Agency",
    "Kestrel Forum",
    "Larch Committee",
    "Myrtle Fund",
    "Nettle Board",
];
