//! Sentences as the page quotes them, and the anchors that lead to them.

use crate::passage::{self, Quoted};
use crate::wording;
use recount_model::{Account, ClaimId, ClaimIndex, CodePoints, Span, Stance};

/// An account with what is needed to quote from it.
pub(super) struct Quotes<'a> {
    pub(super) account: &'a Account,
    points: Vec<CodePoints>,
}

/// A sentence with figures marked, and where it stands.
pub(super) struct Quote<'a> {
    /// The first claim's anchor.
    pub(super) anchor: String,
    /// Words, with the anchor of the claim they are marked for, if any.
    pub(super) runs: Vec<(&'a str, Option<String>)>,
    pub(super) cut_before: bool,
    pub(super) cut_after: bool,
    /// Publisher and date.
    pub(super) source: String,
    /// Code point at which the first claim begins.
    pub(super) offset: usize,
    /// Set when the voice says it with a reserve or rejects it.
    pub(super) stance: &'static str,
}

impl<'a> Quotes<'a> {
    pub(super) fn new(account: &'a Account) -> Self {
        Quotes { account, points: account.reports.iter().map(|r| CodePoints::new(&r.text)).collect() }
    }

    /// The sentences of some claims, each once.
    pub(super) fn all(&self, claims: &[ClaimIndex]) -> Vec<Quote<'a>> {
        passage::quoted(self.account, claims).into_iter().filter_map(|q| self.quote(q)).collect()
    }

    fn quote(&self, quoted: Quoted<'a>) -> Option<Quote<'a>> {
        let &first = quoted.claims.first()?;
        let claim = self.account.claim(first);
        Some(Quote {
            anchor: anchor(&claim.id),
            runs: quoted
                .runs
                .into_iter()
                .map(|(words, claim)| (words, claim.map(|c| self.anchor(c))))
                .collect(),
            cut_before: quoted.cut_before,
            cut_after: quoted.cut_after,
            source: format!(
                "{}{}",
                wording::report_line(self.account, claim.report),
                wording::pages(self.account.report(claim.report), claim.span)
            ),
            offset: self.offset(first),
            stance: match claim.stance {
                Stance::Asserts => "",
                Stance::Denies => "denies",
                Stance::Hedges => "with reserve",
                Stance::ReportsChange => "reports a change",
            },
        })
    }

    /// Code point at which a claim begins.
    pub(super) fn offset(&self, index: ClaimIndex) -> usize {
        let claim = self.account.claim(index);
        self.points[claim.report.0].from_byte(claim.span.start)
    }

    /// Code point at which a span of a report begins.
    pub(super) fn point(&self, report: usize, span: Span) -> usize {
        self.points[report].from_byte(span.start)
    }

    /// The anchor of a claim.
    pub(super) fn anchor(&self, index: ClaimIndex) -> String {
        anchor(&self.account.claim(index).id)
    }

    /// The anchor of the first of some claims; empty when there is none.
    pub(super) fn first_anchor(&self, claims: &[ClaimIndex]) -> String {
        claims.first().map_or_else(String::new, |&c| self.anchor(c))
    }
}

/// The name of a claim's anchor. Ids made by the program stand as they are; an id from a file may hold anything, so what could
/// not stand in an address is written as its code.
fn anchor(id: &ClaimId) -> String {
    let mut name = String::from("c-");
    for c in id.0.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => name.push(c),
            other => name.push_str(&format!("~{:x}~", u32::from(other))),
        }
    }
    name
}

/// A question's anchor, by the finding's place in the account.
pub(super) fn question_anchor(finding: usize) -> String {
    format!("q-{finding}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_addresses_whatever_the_id() {
        assert_eq!(anchor(&ClaimId("00ff-1".into())), "c-00ff-1");
        assert_eq!(anchor(&ClaimId("a b\"".into())), "c-a~20~b~22~");
    }
}
