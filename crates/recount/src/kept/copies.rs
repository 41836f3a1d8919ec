//! Which reports of a dossier print a passage that another prints too. The keys of every passage are kept when its report comes, so
//! looking for the copies of one report asks only for passages that share a key with its own, however many reports there are.

use crate::Error;
use recount_model::{Report, ReportId, Span};
use recount_reconcile::passages::{Candidate, fingerprint, verified};
use recount_store::{PassageKey, Store};
use std::collections::{BTreeMap, BTreeSet};

/// A passage that another report prints too, or nearly so.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedPassage {
    /// The other report.
    pub other: ReportId,
    /// Its name in the dossier.
    pub file: String,
    /// The copied stretch in the report asked about, in bytes of its text.
    pub here: Span,
    /// The copied stretch in the other.
    pub there: Span,
    /// Which part of the shorter passage's words, four in a row, stands in the other, 0 to 1.
    pub share: f64,
    /// Words of the shorter of the two stretches.
    pub words: usize,
}

/// A key that more reports have than this is that of a stock phrase.
const COMMON: usize = 200;

/// Reports that are compared at most: those that share most keys.
const MOST_REPORTS: usize = 50;

/// The passages of a report with their keys, as a dossier keeps them.
pub(crate) fn passages(report: &Report) -> Vec<PassageKey> {
    let prints = fingerprint(report);
    prints
        .iter()
        .flat_map(|print| print.keys.iter().map(|key| PassageKey { key: *key, span: print.span }))
        .collect()
}

/// The passages of a report that others of the dossier print too, by the other's name and the place in the report.
///
/// # Errors
/// When the dossier cannot be read.
pub fn copies_of(store: &Store, id: ReportId) -> Result<Vec<SharedPassage>, Error> {
    let (Some(report), Some(own)) = (store.report(id)?, store.passages(id)?) else { return Ok(Vec::new()) };
    let keys: Vec<u64> = own.iter().map(|passage| passage.key).collect();
    let mut by_key: BTreeMap<u64, Vec<Span>> = BTreeMap::new();
    for passage in &own {
        by_key.entry(passage.key).or_default().push(passage.span);
    }
    let mut shared = Vec::new();
    let others = store.reports_with_passages(&keys, COMMON)?.into_iter().filter(|(other, _)| *other != id);
    for (other, _) in others.take(MOST_REPORTS) {
        let (Some(there), Some(passages)) = (store.report(other)?, store.passages(other)?) else { continue };
        let pairs: BTreeSet<(Span, Span)> = passages
            .iter()
            .flat_map(|passage| {
                by_key.get(&passage.key).into_iter().flatten().map(|own| (*own, passage.span))
            })
            .collect();
        let candidates: Vec<Candidate<'_>> =
            pairs.into_iter().map(|(own, span)| Candidate { own, report: &there, span }).collect();
        shared.extend(verified(&report, &candidates).into_iter().map(|(_, copy)| SharedPassage {
            other,
            file: there.file.clone(),
            here: copy.a,
            there: copy.b,
            share: copy.share,
            words: copy.words,
        }));
    }
    shared.sort_by(|a, b| (&a.file, a.here, a.there).cmp(&(&b.file, b.here, b.there)));
    shared.dedup_by(|a, b| (&a.file, a.here, a.there) == (&b.file, b.here, b.there));
    Ok(shared)
}
