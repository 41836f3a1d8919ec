//! What may be written: checked before anything is, since the journal takes nothing back.

use crate::batch::Batch;
use crate::database::rows::key_of;
use crate::entry::{Act, ArrivalEntry, Outcome};
use crate::error::StoreError;
use crate::store::Store;
use recount_lexicon::fold;
use recount_model::{Decision, PartialDate, Report, ReportId, Span};
use std::collections::{BTreeMap, BTreeSet};

fn refused<T>(subject: impl Into<String>, reason: impl Into<String>) -> Result<T, StoreError> {
    Err(StoreError::Refused { subject: subject.into(), reason: reason.into() })
}

/// What a batch brings, as far as later parts of it ask.
#[derive(Default)]
struct Brought<'b> {
    originals: BTreeSet<ReportId>,
    arrived: BTreeSet<ReportId>,
    files: BTreeSet<&'b str>,
    outcomes: BTreeMap<ReportId, &'b Outcome>,
    rulings: BTreeSet<u64>,
    texts: BTreeMap<ReportId, usize>,
}

/// Refuses a batch that contradicts itself or the dossier.
pub(crate) fn admit(store: &Store, batch: &Batch) -> Result<(), StoreError> {
    let mut brought =
        Brought { originals: batch.originals.iter().map(|o| o.id()).collect(), ..Brought::default() };
    let first = store.head()?.number + 1;
    for (number, entry) in (first..).zip(&batch.entries) {
        match &entry.act {
            Act::Created => return refused("entry", "a dossier is made once"),
            Act::Arrival(arrival) => admit_arrival(store, arrival, &mut brought)?,
            Act::Reread { original, outcome } => {
                known(store, *original, &brought)?;
                brought.outcomes.insert(*original, outcome);
            }
            Act::Ruling { decision, .. } => {
                admit_decision(store, decision, &brought)?;
                brought.rulings.insert(number);
            }
        }
    }
    for report in &batch.reports {
        admit_report(store, report, &mut brought)?;
    }
    for reading in &batch.readings {
        let subject = || format!("reading of {} by {}", reading.report, reading.reader);
        let spans = reading.claims.iter().map(|claim| claim.span);
        admit_spans(store, reading.report, spans, &brought, subject)?;
        if serde_json::from_str::<&serde_json::value::RawValue>(&reading.names).is_err() {
            return refused(subject(), "its names are not JSON");
        }
    }
    for (report, passages) in &batch.passages {
        let subject = || format!("passages of {report}");
        admit_spans(store, *report, passages.iter().map(|p| p.span), &brought, subject)?;
    }
    Ok(())
}

fn admit_arrival<'b>(
    store: &Store,
    entry: &'b ArrivalEntry,
    brought: &mut Brought<'b>,
) -> Result<(), StoreError> {
    let file = &entry.arrival.file;
    if file.is_empty() {
        return refused(entry.original.to_string(), "its file has no name");
    }
    if !brought.files.insert(file) || store.has_file(file)? {
        return refused(file, "another arrival has this name");
    }
    let path = store.layout().original(entry.original);
    if !brought.originals.contains(&entry.original) && !path.is_file() {
        return refused(file, "its bytes are neither in the batch nor in the dossier");
    }
    if let Some(replaced) = entry.replaces {
        known(store, replaced, brought)?;
        if replaced == entry.original {
            return refused(file, "it cannot replace itself");
        }
    }
    brought.arrived.insert(entry.original);
    brought.outcomes.insert(entry.original, &entry.outcome);
    Ok(())
}

fn known(store: &Store, id: ReportId, brought: &Brought<'_>) -> Result<(), StoreError> {
    if brought.arrived.contains(&id) || store.found(|c| key_of(c, id))?.is_some() {
        return Ok(());
    }
    refused(id.to_string(), "the dossier has no such item")
}

fn admit_decision(store: &Store, decision: &Decision, brought: &Brought<'_>) -> Result<(), StoreError> {
    for claim in decision.claims() {
        known(store, claim.report, brought)?;
    }
    match decision {
        Decision::Withdraw { report } => known(store, *report, brought),
        Decision::Describe { report, field, value } => {
            known(store, *report, brought)?;
            admit_described(store, *report, brought)?;
            if !Decision::DESCRIBED.contains(&field.as_str()) {
                return refused(field, format!("is none of {}", Decision::DESCRIBED.join(", ")));
            }
            match value {
                Some(date) if field == "published" => match date.parse::<PartialDate>() {
                    Ok(_) => Ok(()),
                    Err(error) => refused("published", error.to_string()),
                },
                _ => Ok(()),
            }
        }
        Decision::Merge { canonical, spellings } => {
            if spellings.is_empty() {
                return refused(canonical, "a name is joined with another one");
            }
            let names: Vec<&str> =
                std::iter::once(canonical).chain(spellings).map(|name| name.trim()).collect();
            admit_names(&names, |a, b| a == b)
        }
        Decision::Split { name, from } => admit_names(&[name.trim(), from.trim()], |a, b| fold(a) == fold(b)),
        Decision::Undo { ruling } => {
            if brought.rulings.contains(ruling) || store.ruling(*ruling)?.is_some() {
                return Ok(());
            }
            refused(format!("ruling {ruling}"), "there is no ruling of this number")
        }
        _ => Ok(()),
    }
}

/// Refuses to say of what is no report, and never is one, who published it when.
fn admit_described(store: &Store, id: ReportId, brought: &Brought<'_>) -> Result<(), StoreError> {
    let kept = store.original(id)?;
    let outcome = brought.outcomes.get(&id).copied().or(kept.as_ref().map(|original| &original.outcome));
    let file = kept.as_ref().map_or(id.to_string(), |original| original.file.clone());
    match outcome {
        Some(Outcome::Read { .. }) | None => Ok(()),
        Some(Outcome::Unread { .. }) => {
            refused(file, "could not be read; it can be described once it is a report")
        }
        Some(_) => refused(file, "is no report that could be described: it holds others, or claims"),
    }
}

/// Refuses blank names, and a first one that is among the others: to join it with itself does nothing, to part it from itself means nothing.
fn admit_names(names: &[&str], same: impl Fn(&str, &str) -> bool) -> Result<(), StoreError> {
    if names.iter().any(|name| name.is_empty()) {
        return refused("a name", "is blank");
    }
    match names.split_first() {
        Some((first, others)) if others.iter().any(|other| same(first, other)) => {
            refused(*first, "is one name: only two different ones are joined or parted")
        }
        _ => Ok(()),
    }
}

fn admit_report<'b>(store: &Store, report: &'b Report, brought: &mut Brought<'b>) -> Result<(), StoreError> {
    known(store, report.id, brought)?;
    let hash = ReportId::of(report.text.as_bytes()).0;
    let recorded = match brought.outcomes.get(&report.id) {
        Some(Outcome::Read { text_sha256, .. }) => Some(*text_sha256),
        Some(_) => None,
        None => store.text_hash(report.id)?,
    };
    match recorded {
        Some(recorded) if recorded == hash => {}
        Some(_) => return refused(&report.file, "its text is not the one that the journal records"),
        None => return refused(&report.file, "the journal records it as unread"),
    }
    let mut end = 0;
    for block in &report.blocks {
        if block.span.start < end || !fits(&report.text, block.span) {
            return refused(&report.file, "its blocks do not lie in its text in order");
        }
        end = block.span.end;
    }
    if !report.pages.iter().flat_map(|p| &p.pieces).all(|piece| fits(&report.text, piece.span)) {
        return refused(&report.file, "its pages do not lie in its text");
    }
    brought.texts.insert(report.id, report.text.len());
    Ok(())
}

/// Whether a span lies in a text, on character boundaries.
pub(crate) fn fits(text: &str, span: Span) -> bool {
    span.start <= span.end && text.is_char_boundary(span.start) && text.is_char_boundary(span.end)
}

/// Spans must end within the text; that they lie on character boundaries is for the check to find.
fn admit_spans(
    store: &Store,
    report: ReportId,
    mut spans: impl Iterator<Item = Span>,
    brought: &Brought<'_>,
    subject: impl Fn() -> String,
) -> Result<(), StoreError> {
    let length = match brought.texts.get(&report) {
        Some(length) => Some(*length),
        None => store.text_length(report)?,
    };
    let Some(length) = length else { return refused(subject(), "the dossier has no such report") };
    if spans.any(|span| span.start > span.end || span.end > length) {
        return refused(subject(), "a place lies outside of the text");
    }
    Ok(())
}
