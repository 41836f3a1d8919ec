//! Which figures stand in copies of one text: the sentence around each count, or its paragraph where the sentence is short, held against
//! those of the other counts by [`crate::passages`]. Worked out once for a dossier.

use crate::passages::{Demand, copies_among};
use crate::text;
use recount_lexicon::fold;
use recount_model::{Claim, CopiedPassage, Evidence, Report, ReportIndex, Span};
use std::collections::BTreeMap;

/// Fewest different rows of four words of a stretch that is compared at all.
const FEWEST_SHINGLES: usize = 6;
/// A sentence of so many words has as many rows.
const FEWEST_WORDS: usize = FEWEST_SHINGLES + 3;

/// The texts that counts stand in.
#[derive(Debug, Default)]
pub(crate) struct Copied {
    /// The text of each claim, the same number for copies of one text; `None` for what counts nothing.
    text_of: Vec<Option<usize>>,
    /// Texts that stand in two places or more, with the pairs that show it.
    passages: BTreeMap<usize, Vec<CopiedPassage>>,
}

impl Copied {
    /// Compares the places of all counts.
    pub fn of(claims: &[Claim], reports: &[Report]) -> Self {
        let mut places: BTreeMap<Evidence, Vec<usize>> = BTreeMap::new();
        for (i, claim) in claims.iter().enumerate().filter(|(_, c)| c.count().is_some()) {
            let Some(report) = reports.get(claim.report.0) else { continue };
            let place = Evidence { report: claim.report, span: around(report, claim.span) };
            places.entry(place).or_default().push(i);
        }
        let stretches: Vec<Evidence> = places.keys().copied().collect();
        let mut text: Vec<usize> = (0..stretches.len()).collect();
        let mut passages: BTreeMap<usize, Vec<CopiedPassage>> = BTreeMap::new();
        // Oldest first, so that what a stretch copies has its text already.
        for copy in copies_among(reports, &stretches, FEWEST_SHINGLES, Demand::SAME_FIGURE) {
            text[copy.later] = text[copy.earlier];
            passages.entry(text[copy.earlier]).or_default().push(copy.passage);
        }
        let mut text_of = vec![None; claims.len()];
        for (members, text) in places.values().zip(text) {
            members.iter().for_each(|&i| text_of[i] = Some(text));
        }
        Copied { text_of, passages }
    }

    /// The text that the claim at a place stands in.
    pub fn text_of(&self, claim: usize) -> Option<usize> {
        self.text_of.get(claim).copied().flatten()
    }

    /// Whether two claims stand in copies of one text.
    pub fn is_one_text(&self, a: usize, b: usize) -> bool {
        self.text_of(a).is_some_and(|text| self.text_of(b) == Some(text))
    }

    /// The pair that shows that a report prints a text it has not printed first.
    pub fn shown_by(&self, text: usize, report: ReportIndex) -> Option<CopiedPassage> {
        let pairs = self.passages.get(&text)?;
        pairs.iter().find(|p| p.later.report == report && p.earlier.report != report).copied()
    }

    /// Every text that was copied: the claims of its copies and the pairs that show it.
    pub fn texts(&self) -> impl Iterator<Item = (Vec<usize>, &[CopiedPassage])> {
        let mut claims: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (claim, text) in self.text_of.iter().enumerate() {
            if let Some(text) = text.filter(|text| self.passages.contains_key(text)) {
                claims.entry(text).or_default().push(claim);
            }
        }
        claims.into_iter().map(|(text, claims)| (claims, self.passages[&text].as_slice()))
    }
}

/// The sentence around a claim; its paragraph when the sentence is short.
fn around(report: &Report, span: Span) -> Span {
    let sentence = text::sentence(&report.text, span);
    let words = fold(sentence.slice(&report.text)).split(' ').count();
    if words < FEWEST_WORDS { text::paragraph(&report.text, span) } else { sentence }
}
