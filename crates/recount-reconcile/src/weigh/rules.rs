//! The arithmetic of the methods that choose among what is stated: hierarchy, majority, range, conservative. Their low and high are
//! the smallest lower and the largest upper bound that somebody stands by.

use super::method::{Case, Method, Worked};
use crate::agreement;
use recount_model::{Amount, ClaimIndex, Independence, Interval, RangeBasis, Step, Testimony};

/// Which testimonies somebody stands by; where nobody does, the unsourced ones. By their places.
fn standing_places(case: &Case) -> Vec<usize> {
    let of = |wanted: Independence| {
        let places = case.testimonies.iter().enumerate().filter(|(_, t)| t.independent == wanted);
        places.map(|(i, _)| i).collect::<Vec<_>>()
    };
    let voices = of(Independence::Yes);
    if voices.is_empty() { of(Independence::Unknown) } else { voices }
}

fn stood_by<'c>(case: &'c Case) -> Vec<&'c Testimony> {
    standing_places(case).into_iter().map(|i| &*case.testimonies[i]).collect()
}

/// What each testimony weighs: a whole voice for those somebody stands by, with the method's reason; nothing for the others.
fn weights(case: &Case, standing: impl Fn(&Testimony) -> (f64, String)) -> Vec<(f64, String)> {
    let places = standing_places(case);
    let aside = |t: &Testimony| match t.independent {
        Independence::No => "another figure of a body that stands by one already",
        _ => "no voice of its own; kept beside the range",
    };
    let all = case.testimonies.iter().enumerate();
    all.map(|(i, t)| match places.binary_search(&i) {
        Ok(_) => standing(t),
        Err(_) => (0.0, aside(t).to_string()),
    })
    .collect()
}

pub(super) fn claims_of<'t>(testimonies: impl IntoIterator<Item = &'t Testimony>) -> Vec<ClaimIndex> {
    testimonies.into_iter().flat_map(|t| t.claims.iter().copied()).collect()
}

fn named(t: &Testimony) -> String {
    format!("{}: {}", t.voice, t.interval)
}

/// A number with a comma between groups of three digits.
pub(super) fn grouped(n: u64) -> String {
    Interval::exactly(n, "").to_string()
}

fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("one {one}") } else { format!("{n} {many}") }
}

/// The range that somebody stands by, with this number to lead with, and what led to it.
fn with_range(case: &Case, best: Option<u64>, more: Vec<Step>, weights: Vec<(f64, String)>) -> Worked {
    let (low, high, mut steps) = bounds(case);
    steps.extend(more);
    let amount = Amount { low, best, high };
    Worked { amount, basis: RangeBasis::Stated, steps, weights, ..Worked::default() }
}

/// The smallest lower and the largest upper bound that somebody stands by; no upper bound when one of them is open above.
fn bounds(case: &Case) -> (Option<u64>, Option<u64>, Vec<Step>) {
    let standing = stood_by(case);
    let mut steps = Vec::new();
    if standing.is_empty() {
        return (None, None, steps);
    }
    let lowest = standing.iter().filter(|t| t.interval.low.is_some()).min_by_key(|t| t.interval.low);
    let low = lowest.and_then(|t| t.interval.low);
    steps.push(match lowest {
        Some(t) => Step {
            text: format!("low: the smallest lower bound that somebody stands by ({})", named(t)),
            claims: t.claims.clone(),
        },
        None => Step {
            text: "low: open, no testimony states a lower bound".to_string(),
            claims: claims_of(standing.iter().copied()),
        },
    });
    let open: Vec<&Testimony> = standing.iter().filter(|t| t.interval.high.is_none()).copied().collect();
    let high = if open.is_empty() { standing.iter().filter_map(|t| t.interval.high).max() } else { None };
    let largest = standing.iter().max_by_key(|t| t.interval.high);
    steps.push(match (open.first(), largest) {
        (Some(t), _) => Step {
            text: format!("high: open, a testimony has no upper bound ({})", named(t)),
            claims: claims_of(open.iter().copied()),
        },
        (None, Some(t)) => Step {
            text: format!("high: the largest upper bound that somebody stands by ({})", named(t)),
            claims: t.claims.clone(),
        },
        (None, None) => Step { text: "high: open".to_string(), claims: Vec::new() },
    });
    let places = standing_places(case);
    let aside: Vec<&Testimony> = case
        .testimonies
        .iter()
        .enumerate()
        .filter(|(i, _)| places.binary_search(i).is_err())
        .map(|(_, t)| &**t)
        .collect();
    if !aside.is_empty() {
        let text = format!(
            "kept beside the range: {} without a voice of its own",
            count(aside.len(), "figure", "figures")
        );
        steps.push(Step { text, claims: claims_of(aside) });
    }
    (low, high, steps)
}

/// The number or bound of the highest class, if its testimonies are compatible.
pub(super) fn hierarchy(method: &Method, case: &Case) -> Worked {
    let standing = stood_by(case);
    let Some(rank) = standing.iter().map(|t| method.rank(&t.class)).min() else {
        return with_range(case, None, Vec::new(), weights(case, |_| (0.0, String::new())));
    };
    let top: Vec<&Testimony> = standing.iter().filter(|t| method.rank(&t.class) == rank).copied().collect();
    let class = top.first().map_or("", |t| t.class.as_str());
    let weights = weights(case, |t| match method.rank(&t.class) == rank {
        true => (1.0, format!("of the highest class that speaks: {class}")),
        false => (0.0, format!("{} stands behind {class}", t.class)),
    });
    let (best, more) = leading(class, &top);
    with_range(case, best, more, weights)
}

/// The figure of the highest class, and how it came about.
fn leading(class: &str, top: &[&Testimony]) -> (Option<u64>, Vec<Step>) {
    let claims = claims_of(top.iter().copied());
    let voices = top.iter().map(|t| named(t)).collect::<Vec<_>>().join("; ");
    let mut steps = vec![Step {
        text: format!("highest class with a testimony: {class} ({voices})"),
        claims: claims.clone(),
    }];
    let apart = top
        .iter()
        .enumerate()
        .any(|(i, a)| top[i + 1..].iter().any(|b| !agreement::compatible(&a.interval, &b.interval)));
    if apart {
        let text = "best: none, the testimonies of that class are not compatible".to_string();
        steps.push(Step { text, claims });
        return (None, steps);
    }
    if top.len() > 1 && top.iter().any(|t| !t.denied_by.is_empty()) {
        steps.push(Step { text: "best: none, a figure of that class is denied".to_string(), claims });
        return (None, steps);
    }
    let (best, why) = most_telling(top);
    steps.push(Step { text: why, claims });
    (best, steps)
}

/// The number to lead with among compatible testimonies: one that is stated, else the bound that says most.
fn most_telling(top: &[&Testimony]) -> (Option<u64>, String) {
    let clear: Vec<&Interval> = top.iter().map(|t| &t.interval).filter(|i| !agreement::is_vague(i)).collect();
    if let Some(point) = clear.iter().find_map(|i| i.point) {
        return (Some(point), format!("best: {}, the point the source states", grouped(point)));
    }
    // Of several that are compatible: an exact one, the one most reports give, the smallest.
    let stated = top.iter().filter(|t| !agreement::is_vague(&t.interval));
    let exact = stated
        .filter_map(|t| {
            Some((t.interval.approximate, std::cmp::Reverse(t.reports.len()), t.interval.single()?))
        })
        .min();
    if let Some((_, _, n)) = exact {
        return (Some(n), format!("best: {}, the number stated", grouped(n)));
    }
    if let Some(n) = clear.iter().filter(|i| i.high.is_none()).filter_map(|i| i.low).max() {
        return (Some(n), format!("best: {}, the highest lower bound stated", grouped(n)));
    }
    if clear.iter().any(|i| i.low.is_some()) {
        return (None, "best: none, a range has no number to lead with".to_string());
    }
    match clear.iter().filter_map(|i| i.high).min() {
        Some(n) => (Some(n), format!("best: {}, the lowest upper bound stated", grouped(n))),
        None => (None, "best: none, vague words give no number to lead with".to_string()),
    }
}

/// Both ends of an interval, open ones as far as numbers go.
fn ends(t: &Testimony) -> (u64, u64) {
    (t.interval.low.unwrap_or(0), t.interval.high.unwrap_or(u64::MAX))
}

/// The range most independent voices cover: one sweep over the ends of their intervals.
pub(super) fn majority(_: &Method, case: &Case) -> Worked {
    let standing = stood_by(case);
    let mut cuts: Vec<u64> = standing.iter().flat_map(|t| [ends(t).0, ends(t).1]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut starts: Vec<u64> = standing.iter().map(|t| ends(t).0).collect();
    let mut stops: Vec<u64> = standing.iter().map(|t| ends(t).1).collect();
    starts.sort_unstable();
    stops.sort_unstable();
    // Those that begin here or before, without those that ended before. Ends the wrong way round cover nothing.
    let cover = |n: u64| {
        let (begun, ended) = (starts.partition_point(|&s| s <= n), stops.partition_point(|&s| s < n));
        begun.saturating_sub(ended)
    };
    let Some(most) = cuts.iter().map(|&n| cover(n)).max() else {
        return with_range(case, None, Vec::new(), weights(case, |_| (0.0, String::new())));
    };
    let covered: Vec<u64> = cuts.iter().copied().filter(|&n| cover(n) == most).collect();
    let (low, high) = (covered.first().copied().unwrap_or(0), covered.last().copied().unwrap_or(0));
    let holds = |t: &Testimony| ends(t).0 <= low && high <= ends(t).1;
    // The covered ends form one range when every end between them is covered as often.
    let one = cuts.iter().filter(|&&n| low <= n && n <= high).all(|&n| cover(n) == most)
        && standing.iter().filter(|t| holds(t)).count() == most;
    let claims = claims_of(standing.iter().filter(|t| ends(t).0 <= high && low <= ends(t).1).copied());
    let of = count(most, "voice covers", "voices cover");
    if !one {
        let text = format!("best: none, {of} each of several ranges");
        let weights = weights(case, |_| (1.0, "one voice; none of several ranges has more".to_string()));
        return with_range(case, None, vec![Step { text, claims }], weights);
    }
    let words = Interval::between(Some(low), (high != u64::MAX).then_some(high), "").to_string();
    let vague = standing.iter().filter(|t| holds(t)).all(|t| agreement::is_vague(&t.interval));
    let best = ((low == high || high == u64::MAX) && !vague && low > 0)
        .then_some(low)
        .or((low == 0 && high == 0).then_some(0));
    let lead = best.map_or("best: none, a range".to_string(), |n| format!("best: {}", grouped(n)));
    let text = format!("{lead}; {of} {words}, more than any other range");
    let weights = weights(case, |t| match holds(t) {
        true => (1.0, format!("one of those that cover {words}")),
        false => (0.0, format!("does not cover {words}")),
    });
    with_range(case, best, vec![Step { text, claims }], weights)
}

pub(super) fn range(_: &Method, case: &Case) -> Worked {
    let (low, high, _) = bounds(case);
    let weights = weights(case, |t| match (t.interval.low == low, t.interval.high == high) {
        (true, true) => (1.0, "gives both ends of the range".to_string()),
        (true, false) => (1.0, "gives the lower end".to_string()),
        (false, true) => (1.0, "gives the upper end".to_string()),
        (false, false) => (1.0, "within the range of the others".to_string()),
    });
    let claims = claims_of(stood_by(case));
    let text = "best: none, this method gives the range only".to_string();
    with_range(case, None, vec![Step { text, claims }], weights)
}

/// The smallest lower bound.
pub(super) fn conservative(_: &Method, case: &Case) -> Worked {
    let standing = stood_by(case);
    let lowest = standing.iter().filter_map(|t| Some((t.interval.low?, *t))).min_by_key(|(n, _)| *n);
    let least = lowest.map(|(n, _)| n);
    let weights = weights(case, |t| match t.interval.low {
        None => (0.0, "states no lower bound".to_string()),
        low if low == least => (1.0, "the lowest figure".to_string()),
        _ => (0.0, "above the lowest figure".to_string()),
    });
    let step = match lowest {
        Some((n, t)) => Step {
            text: format!("best: {}, the lowest figure somebody stands by ({})", grouped(n), named(t)),
            claims: t.claims.clone(),
        },
        None => Step {
            text: "best: none, no testimony states a lower bound".to_string(),
            claims: claims_of(standing),
        },
    };
    with_range(case, least, vec![step], weights)
}
