//! The answer that a distribution gives: the range that holds so many per cent of it, its middle, or "unresolved" with what would
//! resolve it.
//!
//! The middle is the median: as likely too low as too high, whether one counts or takes logarithms. The most likely single number
//! would be a stated one even where nearly all of the mass lies elsewhere, and the mean follows the tail. The range leaves as
//! much mass below as above it, so each of its ends has a meaning of its own.

use super::grid::{Cell, Grid};
use super::pool::Pool;
use super::settings::Settings;
use super::words::Words;
use crate::weigh::method::{Case, Facts, Method, Worked};
use crate::weigh::rules::{claims_of, grouped};
use recount_model::{Amount, Independence, Interval, RangeBasis, Step, Testimony};

/// The arithmetic of the kind `posterior`.
pub(crate) fn figure(method: &Method, case: &Case) -> Worked {
    let Some((settings, pool)) = pooled(method, case) else { return Worked::default() };
    let shares = pool.shares(&|_| true);
    let answer = Answer::of(&pool, &|_| true, settings);
    let prior = quantities(&pool.grid, &pool.grid.prior, settings);
    let told = case.testimonies.iter().zip(&case.facts).zip(shares.into_iter().zip(pool.after_another()));
    let weights = told.map(|((t, facts), share)| (share.0, why(t, facts, share, case, settings))).collect();
    Worked {
        amount: answer.amount,
        basis: RangeBasis::Posterior { percent: settings.percent },
        steps: steps(&answer, prior, case, settings),
        needs: answer.needs,
        prior: Some(prior),
        weights,
    }
}

/// The figures after the first testimonies, one more each time, and those without each.
pub(crate) fn amounts(method: &Method, case: &Case) -> Option<(Vec<Amount>, Vec<Amount>)> {
    let (settings, pool) = pooled(method, case)?;
    let all = 0..case.testimonies.len();
    let amount = |heard: &dyn Fn(usize) -> bool| Answer::of(&pool, heard, settings).amount;
    let after = all.clone().map(|i| amount(&|j| j <= i)).collect();
    Some((after, all.map(|i| amount(&|j| j != i)).collect()))
}

fn pooled<'m>(method: &'m Method, case: &Case) -> Option<(&'m Settings, Pool)> {
    let settings = method.posterior.as_ref()?;
    Some((settings, Pool::new(case, settings).filter(|p| !p.members.is_empty())?))
}

/// What a distribution says.
struct Answer {
    amount: Amount,
    /// The effective number of independent voices.
    voices: f64,
    /// Why there is no best figure.
    why: &'static str,
    /// What would give one.
    needs: Vec<String>,
}

impl Answer {
    /// The answer where only some testimonies are heard.
    fn of(pool: &Pool, heard: &dyn Fn(usize) -> bool, settings: &Settings) -> Self {
        let shares = pool.shares(heard);
        let voices: f64 = shares.iter().sum();
        let of_kind = |kind: &dyn Fn(&Words) -> bool| -> f64 {
            pool.members.iter().zip(&shares).filter(|(m, _)| kind(&m.evidence.words)).map(|(_, s)| s).sum()
        };
        let told = of_kind(&|words| *words != Words::Nothing);
        if told <= 0.0 {
            let needs = vec!["a figure with a bound that somebody stands by".to_string()];
            return Answer { amount: Amount::default(), voices, why: "nothing bounds the count", needs };
        }
        let masses = pool.distribution(heard);
        let amount = quantities(&pool.grid, &masses, settings);
        // A figure far from the range bounds nothing.
        let (low, high) = (amount.low.unwrap_or(0), amount.high.unwrap_or(u64::MAX));
        let bounded = of_kind(&|words| words.is_bounded() && words.meets(low, high));
        let together = around(amount.best.unwrap_or(0), &pool.grid, &masses, settings);
        let (why, needs) = lack(amount, voices, (bounded, together), settings);
        if voices < settings.unresolved.voices {
            return Answer { amount: Amount::default(), voices, why, needs };
        }
        let best = amount.best.filter(|_| needs.is_empty());
        Answer { amount: Amount { best, ..amount }, voices, why, needs }
    }
}

/// Whether the evidence is too little for an answer, why, and what it would take.
fn lack(
    amount: Amount,
    voices: f64,
    (bounded, together): (f64, f64),
    settings: &Settings,
) -> (&'static str, Vec<String>) {
    let limits = &settings.unresolved;
    let needs = |phrases: &[&str]| phrases.iter().map(|p| p.to_string()).collect();
    let ends = (amount.low.unwrap_or(0) as f64, amount.high.unwrap_or(u64::MAX) as f64);
    if voices < limits.voices {
        let phrase = "a named voice that vouches for a figure of its own";
        ("no voice of its own vouches for a figure", needs(&[phrase]))
    } else if bounded < limits.bounded {
        let phrase = "a figure with both ends (a number or a range) from a voice of its own";
        ("there are only bounds and vague words", needs(&[phrase]))
    } else if ends.1 + limits.from > limits.width * (ends.0 + limits.from) {
        let needs = match voices < 1.5 {
            true => needs(&["a second independent voice with a figure that has both ends"]),
            false => needs(&["another independent voice that examined and gives a figure with both ends"]),
        };
        ("the range is too wide to lead with one number", needs)
    } else if together < limits.together {
        let phrase = "another independent voice that examined and gives a figure with both ends";
        ("the voices stand for two counts far apart", needs(&[phrase]))
    } else {
        ("", Vec::new())
    }
}

/// The share of the distribution that lies near its middle.
fn around(middle: u64, grid: &Grid, masses: &[f64], settings: &Settings) -> f64 {
    let limits = &settings.unresolved;
    let at = middle as f64 + limits.from;
    let near = |n: f64| (n + limits.from).max(at) <= limits.near * (n + limits.from).min(at);
    grid.cells.iter().zip(masses).filter(|(c, _)| near(c.middle)).map(|(_, m)| m).sum()
}

fn steps(answer: &Answer, prior: Amount, case: &Case, settings: &Settings) -> Vec<Step> {
    let amount = answer.amount;
    let claims = claims_of(case.testimonies.iter().map(|t| &**t));
    let range = |a: Amount| Interval::between(a.low, a.high, "");
    let voices = of_voices(answer.voices);
    let best = match (amount.best, answer.needs.as_slice()) {
        (Some(best), _) => format!("best: {}, the middle of the posterior", grouped(best)),
        (None, needs) => format!("best: none, {}; it would take {}", answer.why, needs.join(", or ")),
    };
    let percent = settings.percent;
    let range_told = match amount.high {
        Some(_) => format!("{percent} % range of the posterior: {}", range(amount)),
        None => "no range, since it would be that of the prior".to_string(),
    };
    vec![
        Step { text: format!("before any voice: {percent} % range {}", range(prior)), claims: Vec::new() },
        Step { text: format!("what is said counts for {voices} independent voices"), claims: claims.clone() },
        Step { text: range_told, claims: claims.clone() },
        Step { text: best, claims },
    ]
}

/// A number of voices, to a tenth.
fn of_voices(voices: f64) -> String {
    let tenths = (voices * 10.0).round() as u64;
    if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

/// Why a testimony weighs what it does.
fn why(
    t: &Testimony,
    facts: &Facts,
    (share, same_number): (f64, bool),
    case: &Case,
    settings: &Settings,
) -> String {
    let mut facts_told = Vec::new();
    if let Some(r) = settings.reliability(&t.class) {
        let sound = ((r.right + r.near) * 100.0).round();
        facts_told.push(format!("{}: right or near with {sound} %", t.class));
    }
    facts_told.push(match Words::of(&t.interval, settings) {
        Words::AtLeast(_) => "a lower bound".to_string(),
        Words::AtMost(_) => "an upper bound".to_string(),
        Words::Nothing => "no bound, so it says nothing here".to_string(),
        Words::Within { vague: true, .. } => "a vague word".to_string(),
        Words::Within { .. } if t.interval.approximate => "an approximate figure".to_string(),
        Words::Within { .. } if t.interval.single().is_none() => "a range".to_string(),
        Words::Within { .. } => "a number".to_string(),
    });
    if settings.part(case.measure, facts.age_days) >= EARLY {
        facts_told.push(match facts.age_days {
            Some(days) if days <= 0 => "given on the day, when tolls still grow".to_string(),
            Some(1) => "given a day after, when tolls still grow".to_string(),
            Some(days) => format!("given {days} days after, when tolls still grow"),
            None => "nobody knows how early it was given".to_string(),
        });
    }
    facts_told.extend(facts.hedged.then(|| "hedged".to_string()));
    facts_told.extend((!t.denied_by.is_empty()).then(|| "denied by another".to_string()));
    facts_told.extend(match t.independent {
        Independence::Yes if same_number => {
            Some("gives another voice's number, so may have it from there".to_string())
        }
        Independence::Yes => None,
        Independence::No => Some("another figure of a body that stands by one already".to_string()),
        Independence::Unknown if share == 0.0 => {
            Some("equal to another of unknown origin, counted once".to_string())
        }
        Independence::Unknown => Some("origin unknown".to_string()),
    });
    facts_told.join("; ")
}

/// From this chance on of being a part it is told that a figure is early.
const EARLY: f64 = 0.1;

/// Range and middle of a distribution.
fn quantities(grid: &Grid, masses: &[f64], settings: &Settings) -> Amount {
    let outside = (1.0 - f64::from(settings.percent) / 100.0) / 2.0;
    let at = |share: f64| quantile(&grid.cells, masses, share);
    let (low, middle, high) = (at(outside), at(0.5), at(1.0 - outside));
    let low = if low.1 { low.0 } else { round_down(low.0, settings.digits) };
    let high = if high.1 { high.0 } else { round_up(high.0, settings.digits) };
    let best = if middle.1 { middle.0 } else { round_near(middle.0, settings.digits) };
    Amount { low: Some(low), best: Some(best.clamp(low, high)), high: Some(high) }
}

/// The smallest count that has at least this share of the mass at or below it, and whether a cell holds it alone.
fn quantile(cells: &[Cell], masses: &[f64], share: f64) -> (u64, bool) {
    let mut below = 0.0;
    for (cell, &mass) in cells.iter().zip(masses) {
        if below + mass >= share {
            let length = cell.high - cell.low;
            let within = ((share - below) / mass).clamp(0.0, 1.0);
            return (cell.low + ((length as f64 * within) as u64).min(length), length == 0);
        }
        below += mass;
    }
    cells.last().map_or((0, true), |c| (c.high, c.low == c.high))
}

/// The power of ten that a number of more than so many digits is rounded to.
fn unit(n: u64, digits: u32) -> u64 {
    let length = n.checked_ilog10().unwrap_or(0) + 1;
    10_u64.pow(length.saturating_sub(digits).min(19))
}

fn round_down(n: u64, digits: u32) -> u64 {
    n - n % unit(n, digits)
}

fn round_up(n: u64, digits: u32) -> u64 {
    let unit = unit(n, digits);
    n.checked_next_multiple_of(unit).unwrap_or(u64::MAX)
}

fn round_near(n: u64, digits: u32) -> u64 {
    let unit = unit(n, digits);
    round_down(n.saturating_add(unit / 2), digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_rounded_outward() {
        assert_eq!((round_down(1_239_999, 3), round_up(1_230_001, 3)), (1_230_000, 1_240_000));
        assert_eq!((round_down(999, 3), round_up(1001, 3), round_near(1996, 3)), (999, 1010, 2000));
        assert_eq!((round_up(u64::MAX, 3), round_down(0, 3)), (u64::MAX, 0));
    }

    #[test]
    fn voices_are_told_to_a_tenth() {
        assert_eq!(
            (of_voices(2.0), of_voices(1.26), of_voices(0.3)),
            ("2".into(), "1.3".into(), "0.3".into())
        );
    }
}
