//! How often a stated range of the posterior holds the truth: in the world that the method takes for granted, and in worlds that
//! differ from it on purpose.

use super::{Part, figure, median, off, percent, plot};
use recount_model::RangeBasis;
use recount_reconcile::simulated::{Dossier, World};

const PERCENTS: [u8; 4] = [50, 80, 90, 95];

/// What came of a world.
struct Outcome {
    dossiers: usize,
    /// Dossiers for which a range is given.
    ranges: usize,
    /// For each of [`PERCENTS`] how many ranges hold the truth.
    held: [usize; 4],
    /// How often the truth lies below and above the 90 % range.
    outside: (usize, usize),
    /// How far off methods are, with how often they give a number: posterior, hierarchy, majority.
    errors: Vec<(f64, usize)>,
}

/// Worlds by name, with what is different in them.
fn worlds() -> Vec<(&'static str, &'static str, World)> {
    let assumed = World::as_assumed;
    let with = |change: &dyn Fn(&mut World)| {
        let mut world = assumed();
        change(&mut world);
        world
    };
    vec![
        ("as assumed", "voices fare as the method file says", assumed()),
        (
            "worse voices",
            "every class is right less often (by 0.15), and those far off are further off (by half)",
            with(&|w| {
                for s in &mut w.sorts {
                    s.right = (s.right - 0.15_f64).max(0.02);
                    s.far_spread *= 1.5;
                }
            }),
        ),
        (
            "better voices",
            "every class is right more often (by 0.15)",
            with(&|w| w.sorts.iter_mut().for_each(|s| s.right = (s.right + 0.15).min(0.98 - s.near))),
        ),
        ("hidden echoes", "three in ten voices take over another's figure unseen", with(&|w| w.hidden = 0.3)),
        (
            "looser bounds",
            "the truth lies twice as far above \"at least n\", and early counts miss twice as much",
            with(&|w| {
                w.speech.more *= 2.0;
                w.growth.2 *= 2.0;
            }),
        ),
        (
            "large tolls",
            "tolls from 200 to 100,000, every order of magnitude as likely",
            with(&|w| (w.slope, w.tolls) = (0.01, (200, 100_000))),
        ),
        (
            "a party minimises",
            "in every dossier a party gives a small part of the toll and denies the largest figure",
            with(&|w| w.minimises = 1.0),
        ),
    ]
}

pub(super) fn study(dossiers: u64) -> anyhow::Result<Part> {
    let outcomes: Vec<(&str, &str, Outcome)> =
        worlds().into_iter().map(|(name, what, world)| (name, what, outcome(&world, dossiers))).collect();
    let mut text = String::from(
        "## How often a range holds the truth\n\nA 90 % range should hold the truth nine times in ten. Where a voice states the right number, much of the \
         distribution stands on one number, so narrow ranges hold more than they state. The first world is that of the method; the others \
         differ from it on purpose, as real voices will. All of them word and repeat figures as this program understands words and echoes, so the study \
         tells how the method bears wrong assumptions about voices, and not how real voices are.\n\n| world | what is different |\n|---|---|\n",
    );
    for (name, what, _) in &outcomes {
        text.push_str(&format!("| {name} | {what} |\n"));
    }
    text.push_str("\nPer cent of the ranges that hold the truth, of those given:\n\n| world | dossiers | with a range | 50 % | 80 % | 90 % | 95 % | truth below 90 % | above |\n|---|---|---|---|---|---|---|---|---|\n");
    for (name, _, o) in &outcomes {
        let held: Vec<String> = o.held.iter().map(|h| percent(*h, o.ranges)).collect();
        text.push_str(&format!(
            "| {name} | {} | {} | {} | {} | {} |\n",
            o.dossiers,
            o.ranges,
            held.join(" | "),
            percent(o.outside.0, o.ranges),
            percent(o.outside.1, o.ranges)
        ));
    }
    text.push_str("\n![Stated and held](simulation-calibration.svg)\n\nHow far the number to lead with is off (median of the absolute difference of logarithms: 0.1 is about a tenth), and in how many per cent of the dossiers a method gives one. Those are not the same dossiers for every method:\n\n| world | posterior | given | hierarchy | given | majority | given |\n|---|---|---|---|---|---|---|\n");
    for (name, _, o) in &outcomes {
        let cells: Vec<String> =
            o.errors.iter().map(|(e, n)| format!("{e:.3} | {}", percent(*n, o.dossiers))).collect();
        text.push_str(&format!("| {name} | {} |\n", cells.join(" | ")));
    }
    let lines: Vec<(String, Vec<(f64, f64)>)> = outcomes
        .iter()
        .map(|(name, _, o)| {
            let share = |h: usize| 100.0 * h as f64 / o.ranges.max(1) as f64;
            let points = PERCENTS.iter().zip(o.held).map(|(p, h)| (f64::from(*p), share(h))).collect();
            (name.to_string(), points)
        })
        .collect();
    let chart = plot::Chart {
        across: "stated, per cent",
        up: "held the truth, per cent",
        x: (45.0, 100.0),
        y: (45.0, 100.0),
        diagonal: true,
    };
    Ok(Part { text, plots: vec![("simulation-calibration.svg", plot::lines(&chart, &lines)?)] })
}

fn outcome(world: &World, dossiers: u64) -> Outcome {
    let mut o =
        Outcome { dossiers: dossiers as usize, ranges: 0, held: [0; 4], outside: (0, 0), errors: Vec::new() };
    let mut errors: Vec<Vec<f64>> = vec![Vec::new(); 3];
    for seed in 0..dossiers {
        let dossier = Dossier::new(world, seed);
        let figures = dossier.figures(&PERCENTS);
        let truth = dossier.truth;
        let range = |percent: u8| {
            let f = figures.iter().find(|f| f.basis == RangeBasis::Posterior { percent })?;
            f.low.zip(f.high)
        };
        if let Some((low, high)) = range(90) {
            o.ranges += 1;
            o.outside.0 += usize::from(truth < low);
            o.outside.1 += usize::from(truth > high);
        }
        for (held, percent) in o.held.iter_mut().zip(PERCENTS) {
            *held += usize::from(range(percent).is_some_and(|(low, high)| (low..=high).contains(&truth)));
        }
        let posterior = figures.iter().find(|f| f.basis == RangeBasis::Posterior { percent: 90 });
        let best = [posterior, figure(&figures, "hierarchy"), figure(&figures, "majority")];
        for (list, figure) in errors.iter_mut().zip(best) {
            list.extend(figure.and_then(|f| f.best).map(|n| off(n, truth)));
        }
    }
    o.errors = errors.into_iter().map(|list| (median(list.clone()), list.len())).collect();
    o
}
