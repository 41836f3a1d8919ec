//! Methods: named, versioned rules that turn standing testimonies into a figure, with the steps of the arithmetic. The rules
//! are data in `methods/*.toml`; the few kinds of arithmetic they name are here. A new method of a known kind is a file.

use crate::ReconcileError;
use crate::agreement;
use recount_lexicon::fold;
use recount_model::{ClaimIndex, Figure, Independence, Interval, Step, Testimony};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a method file says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Method {
    pub name: String,
    pub version: u32,
    pub about: String,
    kind: String,
    #[serde(default)]
    order: Vec<String>,
    #[serde(default)]
    vague: BTreeMap<String, u64>,
}

/// The embedded methods, the default first.
const FILES: &[(&str, &str)] = &[
    ("hierarchy.toml", include_str!("../../methods/hierarchy.toml")),
    ("majority.toml", include_str!("../../methods/majority.toml")),
    ("range.toml", include_str!("../../methods/range.toml")),
    ("conservative.toml", include_str!("../../methods/conservative.toml")),
];

type Arithmetic = fn(&Method, &[Testimony]) -> (Option<u64>, Vec<Step>);

/// The kinds of arithmetic a method file may name.
const KINDS: &[(&str, Arithmetic)] =
    &[("hierarchy", hierarchy), ("majority", majority), ("range", range), ("conservative", conservative)];

impl Method {
    /// Reads a method file.
    ///
    /// # Errors
    /// When it is not of the form its header describes or names an unknown kind of arithmetic.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, ReconcileError> {
        let broken = |reason: String| ReconcileError::Method { file: file.to_string(), reason };
        let method: Method = toml::from_str(text).map_err(|e| broken(e.to_string()))?;
        match KINDS.iter().any(|(kind, _)| *kind == method.kind) {
            true => Ok(method),
            false => Err(broken(format!("unknown kind '{}'", method.kind))),
        }
    }

    /// The rank of a source class, best first.
    pub fn rank(&self, class: &str) -> usize {
        self.order.iter().position(|c| c == class).unwrap_or(self.order.len())
    }

    /// The testimony with its vague word valued by the method's own table, where it has one.
    fn valued(&self, testimony: &Testimony) -> Testimony {
        let mut valued = testimony.clone();
        let interval = &mut valued.interval;
        let word = interval.vague.as_ref().map_or_else(|| fold(&interval.as_written), |v| fold(&v.0));
        interval.low = self.vague.get(&word).copied().or(interval.low);
        valued
    }

    /// The figure for these testimonies.
    pub fn figure(&self, testimonies: &[Testimony]) -> Figure {
        let valued: Vec<Testimony> = testimonies.iter().map(|t| self.valued(t)).collect();
        let testimonies = valued.as_slice();
        let (low, high, mut steps) = bounds(testimonies);
        let arithmetic = KINDS.iter().find(|(kind, _)| *kind == self.kind).map(|(_, f)| *f);
        let (best, more) = arithmetic.map_or((None, Vec::new()), |f| f(self, testimonies));
        steps.extend(more);
        Figure { method: self.name.clone(), version: self.version, low, best, high, steps }
    }
}

/// Every method, the wanted one first.
///
/// # Errors
/// When no method has the wanted name or a file is broken.
pub(crate) fn all(wanted: Option<&str>) -> Result<Vec<Method>, ReconcileError> {
    let mut methods =
        FILES.iter().map(|(file, text)| Method::from_toml(file, text)).collect::<Result<Vec<_>, _>>()?;
    let wanted = wanted.unwrap_or("hierarchy");
    let Some(at) = methods.iter().position(|m| m.name == wanted) else {
        let known = methods.iter().map(|m| m.name.clone()).collect();
        return Err(ReconcileError::UnknownMethod { name: wanted.to_string(), known });
    };
    let lead = methods.remove(at);
    methods.insert(0, lead);
    Ok(methods)
}

/// The testimonies somebody stands by; where nobody does, the unsourced ones.
fn stood_by(testimonies: &[Testimony]) -> Vec<&Testimony> {
    let of =
        |wanted: Independence| testimonies.iter().filter(|t| t.independent == wanted).collect::<Vec<_>>();
    let voices = of(Independence::Yes);
    if voices.is_empty() { of(Independence::Unknown) } else { voices }
}

fn claims_of<'t>(testimonies: impl IntoIterator<Item = &'t Testimony>) -> Vec<ClaimIndex> {
    testimonies.into_iter().flat_map(|t| t.claims.iter().copied()).collect()
}

fn named(t: &Testimony) -> String {
    format!("{}: {}", t.voice, t.interval)
}

/// The smallest lower and the largest upper bound that somebody stands by; no upper bound when one of them is open above.
fn bounds(testimonies: &[Testimony]) -> (Option<u64>, Option<u64>, Vec<Step>) {
    let standing = stood_by(testimonies);
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
    let open: Vec<&&Testimony> = standing.iter().filter(|t| t.interval.high.is_none()).collect();
    let high = if open.is_empty() { standing.iter().filter_map(|t| t.interval.high).max() } else { None };
    let largest = standing.iter().max_by_key(|t| t.interval.high);
    steps.push(match (open.first(), largest) {
        (Some(t), _) => Step {
            text: format!("high: open, a testimony has no upper bound ({})", named(t)),
            claims: claims_of(open.iter().map(|t| **t)),
        },
        (None, Some(t)) => Step {
            text: format!("high: the largest upper bound that somebody stands by ({})", named(t)),
            claims: t.claims.clone(),
        },
        (None, None) => Step { text: "high: open".to_string(), claims: Vec::new() },
    });
    let aside = testimonies.iter().filter(|t| !standing.iter().any(|s| std::ptr::eq(*s, *t)));
    let aside: Vec<&Testimony> = aside.collect();
    if !aside.is_empty() {
        let text = format!(
            "kept beside the range: {} without a voice of its own",
            count(aside.len(), "figure", "figures")
        );
        steps.push(Step { text, claims: claims_of(aside) });
    }
    (low, high, steps)
}

/// A number with a comma between groups of three digits.
fn grouped(n: u64) -> String {
    Interval::exactly(n, "").to_string()
}

fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("one {one}") } else { format!("{n} {many}") }
}

/// The number or bound of the highest class, if its testimonies are compatible.
fn hierarchy(method: &Method, testimonies: &[Testimony]) -> (Option<u64>, Vec<Step>) {
    let standing = stood_by(testimonies);
    let Some(rank) = standing.iter().map(|t| method.rank(&t.class)).min() else { return (None, Vec::new()) };
    let top: Vec<&Testimony> = standing.iter().filter(|t| method.rank(&t.class) == rank).copied().collect();
    let class = top.first().map_or("", |t| t.class.as_str());
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
        steps.push(Step {
            text: "best: none, the testimonies of that class are not compatible".to_string(),
            claims,
        });
        return (None, steps);
    }
    if top.len() > 1 && top.iter().any(|t| !t.denied_by.is_empty()) {
        steps.push(Step { text: "best: none, a figure of that class is denied".to_string(), claims });
        return (None, steps);
    }
    let (best, why) = most_telling(&top);
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

/// The range most independent voices cover: one sweep over the ends of their intervals.
fn majority(_: &Method, testimonies: &[Testimony]) -> (Option<u64>, Vec<Step>) {
    let standing = stood_by(testimonies);
    let ends = |t: &Testimony| (t.interval.low.unwrap_or(0), t.interval.high.unwrap_or(u64::MAX));
    let mut cuts: Vec<u64> = standing.iter().flat_map(|t| [ends(t).0, ends(t).1]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let cover = |n: u64| standing.iter().filter(|t| ends(t).0 <= n && n <= ends(t).1).count();
    let Some(most) = cuts.iter().map(|&n| cover(n)).max() else { return (None, Vec::new()) };
    let covered: Vec<u64> = cuts.iter().copied().filter(|&n| cover(n) == most).collect();
    let (Some(&low), Some(&high)) = (covered.first(), covered.last()) else { return (None, Vec::new()) };
    // The covered ends form one range when every end between them is covered as often.
    let one = cuts.iter().filter(|&&n| low <= n && n <= high).all(|&n| cover(n) == most)
        && standing.iter().filter(|t| ends(t).0 <= low && high <= ends(t).1).count() == most;
    let claims = claims_of(standing.iter().filter(|t| ends(t).0 <= high && low <= ends(t).1).copied());
    let of = count(most, "voice covers", "voices cover");
    if !one {
        return (None, vec![Step { text: format!("best: none, {of} each of several ranges"), claims }]);
    }
    let words = Interval::between(Some(low), (high != u64::MAX).then_some(high), "").to_string();
    let vague = standing
        .iter()
        .filter(|t| ends(t).0 <= low && high <= ends(t).1)
        .all(|t| agreement::is_vague(&t.interval));
    let best = ((low == high || high == u64::MAX) && !vague && low > 0)
        .then_some(low)
        .or((low == 0 && high == 0).then_some(0));
    let lead = best.map_or("best: none, a range".to_string(), |n| format!("best: {}", grouped(n)));
    (best, vec![Step { text: format!("{lead}; {of} {words}, more than any other range"), claims }])
}

fn range(_: &Method, testimonies: &[Testimony]) -> (Option<u64>, Vec<Step>) {
    let claims = claims_of(stood_by(testimonies));
    (None, vec![Step { text: "best: none, this method gives the range only".to_string(), claims }])
}

/// The smallest lower bound.
fn conservative(_: &Method, testimonies: &[Testimony]) -> (Option<u64>, Vec<Step>) {
    let standing = stood_by(testimonies);
    let lowest = standing.iter().filter_map(|t| Some((t.interval.low?, *t))).min_by_key(|(n, _)| *n);
    match lowest {
        Some((n, t)) => (
            Some(n),
            vec![Step {
                text: format!("best: {}, the lowest figure somebody stands by ({})", grouped(n), named(t)),
                claims: t.claims.clone(),
            }],
        ),
        None => (
            None,
            vec![Step {
                text: "best: none, no testimony states a lower bound".to_string(),
                claims: claims_of(standing),
            }],
        ),
    }
}
