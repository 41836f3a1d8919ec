//! Which method answers a table: the one asked for, or one chosen by the shape of the data alone.
//!
//! The shape is what is seen without knowing what the table is of. Whether values are lists ([`super::lists`]) decides the method;
//! whether the names of items tell facets in which sources differ ([`super::facets`]) and whether sources share their mistakes
//! ([`super::copies`]) decide what it works on. Each thing seen is told as a reason, kinds and density too.
//!
//! | shape | method |
//! |---|---|
//! | values are lists that share names | `lists` |
//! | anything else | `urn` |
//!
//! Both draw what is learned of a source towards what is learned of all (of those with names of the same form), so that they are fit for
//! dense tables and for sparse ones; what changes with density is how much each source is told apart.

use super::copies::{self, Dependent, Ground, Known};
use super::facets::{Facets, facets};
use super::lists::Lists;
use super::method::{Learned, METHODS, Method, method};
use super::urn::{self, Urn};
use super::votes::Votes;
use crate::ReconcileError;
use recount_model::{CopyGroup, Evidence, Reason, Table, ValueKind};
use std::collections::BTreeSet;

/// What one asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// The method, by name; `None` chooses by the shape of the data.
    pub method: Option<String>,
    /// Whether copies are looked for and their votes taken out; `None`: where the method is chosen by the shape.
    pub copies: Option<bool>,
}

/// What was chosen, and why.
pub(super) struct Chosen {
    pub method: &'static dyn Method,
    pub votes: Votes,
    /// What the method learned, if it had to be asked on the way.
    pub learned: Option<Learned>,
    pub copies: Vec<CopyGroup>,
    pub reasons: Vec<Reason>,
}

/// Chooses, and groups the table as the choice needs.
pub(super) fn choose(table: &Table, choice: &Choice) -> Result<Chosen, ReconcileError> {
    let asked = choice.method.as_deref().map(|name| {
        method(name).ok_or_else(|| ReconcileError::UnknownMethod {
            name: name.to_string(),
            known: METHODS.iter().map(|m| m.name().to_string()).collect(),
        })
    });
    let asked = asked.transpose()?;
    let mut votes = Votes::new(table);
    let mut reasons = seen(&votes);
    let by_lists = votes.elements.is_some();
    let lead: &'static dyn Method = if by_lists { &Lists } else { &Urn };
    reasons.push(match (asked, &votes.elements) {
        (Some(method), _) => said(format!("{}: the method asked for", method.name())),
        (None, Some(elements)) => said(format!(
            "lists: values of an item share names between '{}', so that a shorter list leaves out rather than contradicts",
            elements.delimiter
        )),
        (None, None) => said("urn: values are single ones; sources are weighed, and false values may be popular"),
    });
    let look = choice.copies.unwrap_or(asked.is_none());
    let mut copies = Vec::new();
    let mut learned = None;
    if look {
        let found = learn_with_copies(table, votes.clone(), lead);
        reasons.extend(of_copies(&found.pairs));
        copies = copies::told(&votes.speaker_sources, &found.pairs);
        match asked {
            Some(method) if method.name() != lead.name() => votes.shares = found.votes.shares,
            _ => {
                if let Some(facets) = &found.facets {
                    reasons.push(said_of(facets));
                }
                votes = found.votes;
                learned = Some(found.learned);
            }
        }
    } else if asked.is_none()
        && let Some(facets) = facets(table, &votes, &vote_shares(&votes))
    {
        reasons.push(said_of(&facets));
        votes.split(&facets);
    }
    Ok(Chosen { method: asked.unwrap_or(lead), votes, learned, copies, reasons })
}

/// What is told of the copies: of groups in which some pair was found, and of those of which all is declared.
fn of_copies(pairs: &[Dependent]) -> Vec<Reason> {
    let found: BTreeSet<u32> = pairs.iter().filter(|d| !d.declared).map(|d| d.pair[0]).collect();
    let (shared, declared): (Vec<_>, Vec<_>) = copies::groups(pairs)
        .into_iter()
        .partition(|group| group.iter().any(|member| found.contains(member)));
    let told = |groups: &[Vec<u32>], what: &str| {
        said(format!(
            "{} sources in {} groups {what}: each group counts as little more than one voice",
            groups.iter().map(Vec::len).sum::<usize>(),
            groups.len()
        ))
    };
    let mut reasons = vec![match shared.as_slice() {
        [] => said("no sources share their mistakes beyond chance"),
        groups => told(groups, "share their mistakes"),
    }];
    if !declared.is_empty() {
        reasons.push(told(&declared, "declare that they cite each other"));
    }
    reasons
}

fn said_of(facets: &Facets) -> Reason {
    said(format!("sources are weighed in {} facets: by {}", facets.count, facets.by))
}

/// What is seen of the table before anything is chosen.
fn seen(votes: &Votes) -> Vec<Reason> {
    let spoken = (0..votes.items()).filter(|&item| !votes.claims_on(item).is_empty()).count().max(1);
    let speaking = (0..votes.speaker_count()).filter(|&s| !votes.claims_by(s).is_empty()).count().max(1);
    let numeric = votes.kinds.iter().filter(|kind| **kind == ValueKind::Number).count();
    let claims = votes.claims() as f64;
    let mut reasons = vec![said(format!(
        "{} claims: {:.1} to an item, {:.1} to a source; {numeric} items of numbers, {} of categories",
        votes.claims(),
        claims / spoken as f64,
        claims / speaking as f64,
        votes.items() - numeric
    ))];
    if votes.without_number > 0 {
        reasons.push(said(format!(
            "{} rows give no number for an item of numbers: left out",
            votes.without_number
        )));
    }
    if votes.superseded > 0 {
        reasons.push(said(format!(
            "{} rows say again, or were superseded by, what the same source says of the item: left out",
            votes.superseded
        )));
    }
    reasons
}

/// Truth and copies found together.
struct Found {
    votes: Votes,
    learned: Learned,
    facets: Option<Facets>,
    pairs: Vec<Dependent>,
}

fn learn_with_copies(table: &Table, mut votes: Votes, lead: &'static dyn Method) -> Found {
    let sources = votes.speaker_sources.len();
    let mut rank_of_source = vec![0u32; sources];
    for (rank, &source) in votes.speaker_sources.iter().enumerate() {
        rank_of_source[source as usize] = rank as u32;
    }
    let mut rank_of: Vec<u32> = (0..sources as u32).collect();
    let declared = copies::declared(table, &votes, &rank_of_source);
    let mut mirrors = Ground::new(&votes, &rank_of, sources).mirrors();
    mirrors.extend(declared.iter().cloned());
    votes.shares = copies::shares(&votes, &rank_of, &mirrors);
    let facets = facets(table, &votes, &vote_shares(&votes));
    if let Some(facets) = &facets {
        votes.split(facets);
        rank_of = votes.speaker_sources.iter().map(|&source| rank_of_source[source as usize]).collect();
    }
    let (_, beliefs) = learn(lead, &votes, None);
    let accuracies = urn::accuracies(&votes, &beliefs);
    let known = Known { beliefs: &beliefs, accuracies: &accuracies, facets: facets.as_ref() };
    let mut pairs = Ground::new(&votes, &rank_of, sources).dependents(&known);
    copies::add_declared(&mut pairs, declared);
    votes.shares = copies::shares(&votes, &rank_of, &pairs);
    let (learned, _) = learn(lead, &votes, Some(accuracies));
    Found { votes, learned, facets, pairs }
}

/// What the leading method learns, and believes of each candidate; from accuracies of the speakers, where they are known.
fn learn(lead: &'static dyn Method, votes: &Votes, accuracies: Option<Vec<f64>>) -> (Learned, Vec<f64>) {
    if lead.name() == Urn.name() {
        return urn::learn_from(votes, accuracies.unwrap_or_else(|| urn::first_accuracies(votes)));
    }
    let learned = lead.learn(votes);
    let beliefs = votes.per_item(|item, own| lead.judge(votes, &learned, item, own));
    (learned, beliefs)
}

/// The share of each candidate in the vote on its item.
fn vote_shares(votes: &Votes) -> Vec<f64> {
    votes.per_item(|item, own| {
        for (share, candidate) in own.iter_mut().zip(votes.candidates_of(item)) {
            *share = votes.support(candidate, |_| 1.0);
        }
        let all: f64 = own.iter().sum();
        own.iter_mut().for_each(|share| *share /= all.max(f64::MIN_POSITIVE));
    })
}

/// A reason in words alone.
fn said(label: impl Into<String>) -> Reason {
    Reason::new(label, Vec::<Evidence>::new())
}
