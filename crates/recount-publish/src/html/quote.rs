//! Sentences as the page quotes them, and the anchors that lead to them.

use crate::{passage, wording};
use recount_model::{Account, ClaimId, ClaimIndex, CodePoints, Span};

/// An account with what is needed to quote from it.
pub(super) struct Quotes<'a> {
    pub(super) account: &'a Account,
    points: Vec<CodePoints>,
}

/// A sentence with its figure marked, and where it stands.
pub(super) struct Quote<'a> {
    pub(super) anchor: String,
    pub(super) before: String,
    pub(super) marked: &'a str,
    pub(super) after: String,
    /// Publisher and date.
    pub(super) source: String,
    /// Code point at which the claim begins.
    pub(super) offset: usize,
    /// Set when the voice says it with a reserve or rejects it.
    pub(super) stance: &'static str,
}

impl<'a> Quotes<'a> {
    pub(super) fn new(account: &'a Account) -> Self {
        Quotes { account, points: account.reports.iter().map(|r| CodePoints::new(&r.text)).collect() }
    }

    pub(super) fn one(&self, index: ClaimIndex) -> Quote<'a> {
        let claim = self.account.claim(index);
        let quoted = passage::quoted(self.account, index);
        Quote {
            anchor: anchor(&claim.id),
            before: format!("{}{}", if quoted.cut_before { "… " } else { "" }, quoted.before),
            marked: quoted.marked,
            after: format!("{}{}", quoted.after, if quoted.cut_after { " …" } else { "" }),
            source: wording::report_line(self.account, claim.report),
            offset: self.offset(index),
            stance: match claim.stance {
                recount_model::Stance::Asserts => "",
                recount_model::Stance::Denies => "denies",
                recount_model::Stance::Hedges => "with reserve",
                recount_model::Stance::ReportsChange => "reports a change",
            },
        }
    }

    pub(super) fn all(&self, claims: &[ClaimIndex]) -> Vec<Quote<'a>> {
        claims.iter().map(|&c| self.one(c)).collect()
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
