//! Methods: named, versioned rules that turn standing testimonies into a figure, with the steps of the arithmetic. The rules
//! are data in `methods/*.toml`; the few kinds of arithmetic they name are in `rules` and `posterior`. A new method of a known
//! kind is a file.

use super::influence::influences;
use super::{posterior, rules};
use crate::ReconcileError;
use recount_lexicon::fold;
use recount_model::{Amount, Figure, Measure, RangeBasis, Step, Testimony};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a method file says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
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
    /// Whether figures tell what each testimony does to them; measuring does without.
    #[serde(skip, default = "always")]
    pub explains: bool,
    #[serde(default)]
    pub posterior: Option<posterior::Settings>,
}

fn always() -> bool {
    true
}

/// The embedded methods, the default first.
const FILES: &[(&str, &str)] = &[
    ("hierarchy.toml", include_str!("../../methods/hierarchy.toml")),
    ("majority.toml", include_str!("../../methods/majority.toml")),
    ("range.toml", include_str!("../../methods/range.toml")),
    ("conservative.toml", include_str!("../../methods/conservative.toml")),
    ("posterior.toml", include_str!("../../methods/posterior.toml")),
];

/// What a method is asked: the testimonies on one question, and what it may know beside them.
#[derive(Debug, Clone)]
pub(crate) struct Case<'a> {
    pub measure: Measure,
    pub testimonies: Vec<Cow<'a, Testimony>>,
    /// One for each testimony, in the same order.
    pub facts: Vec<Facts>,
}

/// What is known of a testimony beside what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Facts {
    /// Every claim of it is hedged.
    pub hedged: bool,
    /// How many days after the event began it was given.
    pub age_days: Option<i64>,
    /// The largest number that the voice, which examined, counted before and has not taken back.
    pub counted: Option<u64>,
}

impl Case<'_> {
    /// The same question put to the testimonies that `keep` names by their places.
    pub fn only(&self, keep: impl Fn(usize) -> bool) -> Self {
        let kept = |i: &usize| keep(*i);
        let places: Vec<usize> = (0..self.testimonies.len()).filter(kept).collect();
        Case {
            measure: self.measure,
            testimonies: places.iter().map(|&i| self.testimonies[i].clone()).collect(),
            facts: places.iter().map(|&i| self.facts[i]).collect(),
        }
    }
}

/// What a kind of arithmetic makes of a case.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Worked {
    pub amount: Amount,
    pub basis: RangeBasis,
    pub steps: Vec<Step>,
    pub needs: Vec<String>,
    pub prior: Option<Amount>,
    /// What each testimony weighs, and why.
    pub weights: Vec<(f64, String)>,
}

type Arithmetic = fn(&Method, &Case) -> Worked;

/// The kinds of arithmetic a method file may name.
const KINDS: &[(&str, Arithmetic)] = &[
    ("hierarchy", rules::hierarchy),
    ("majority", rules::majority),
    ("range", rules::range),
    ("conservative", rules::conservative),
    ("posterior", posterior::figure),
];

impl Method {
    /// Reads a method file.
    ///
    /// # Errors
    /// When it is not of the form its header describes or names an unknown kind of arithmetic.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, ReconcileError> {
        let broken = |reason: String| ReconcileError::Method { file: file.to_string(), reason };
        let method: Method = toml::from_str(text).map_err(|e| broken(e.to_string()))?;
        if !KINDS.iter().any(|(kind, _)| *kind == method.kind) {
            return Err(broken(format!("unknown kind '{}'", method.kind)));
        }
        match (&method.posterior, method.kind == "posterior") {
            (Some(settings), true) => settings.fault().map_or(Ok(method), |fault| Err(broken(fault))),
            (None, false) => Ok(method),
            (Some(_), false) => {
                Err(broken("the table [posterior] belongs to the kind posterior".to_string()))
            }
            (None, true) => Err(broken("the kind posterior needs a table [posterior]".to_string())),
        }
    }

    /// The rank of a source class, best first.
    pub fn rank(&self, class: &str) -> usize {
        self.order.iter().position(|c| c == class).unwrap_or(self.order.len())
    }

    /// The testimony with its vague word valued by the method's own table, where it has one.
    fn valued<'a>(&self, testimony: &Cow<'a, Testimony>) -> Cow<'a, Testimony> {
        if self.vague.is_empty() {
            return testimony.clone();
        }
        let interval = &testimony.interval;
        let word = interval.vague.as_ref().map_or_else(|| fold(&interval.as_written), |v| fold(&v.0));
        match self.vague.get(&word) {
            Some(&low) if interval.low != Some(low) => {
                let mut valued = testimony.clone().into_owned();
                valued.interval.low = Some(low);
                Cow::Owned(valued)
            }
            _ => testimony.clone(),
        }
    }

    /// What the method's arithmetic makes of a case.
    pub(super) fn work(&self, case: &Case) -> Worked {
        let arithmetic = KINDS.iter().find(|(kind, _)| *kind == self.kind).map(|(_, f)| *f);
        arithmetic.map_or_else(Worked::default, |f| f(self, case))
    }

    /// The figure for these testimonies, with what each of them does to it.
    pub fn figure(&self, case: &Case) -> Figure {
        let testimonies = case.testimonies.iter().map(|t| self.valued(t)).collect();
        let case = Case { testimonies, ..case.clone() };
        let mut worked = self.work(&case);
        let weights = std::mem::take(&mut worked.weights);
        let influences = if self.explains { influences(self, &case, weights) } else { Vec::new() };
        Figure {
            method: self.name.clone(),
            version: self.version,
            basis: worked.basis,
            low: worked.amount.low,
            best: worked.amount.best,
            high: worked.amount.high,
            steps: worked.steps,
            needs: worked.needs,
            prior: worked.prior,
            influences,
        }
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
