//! What people might have ruled on the sample: every decision and every state once.

use recount_model::*;

/// Rulings on claims of the sample's first report.
pub fn rulings(reports: &[Report], claims: &[Claim]) -> Vec<RulingStanding> {
    let claim = |at: usize| {
        let claim = &claims[at];
        let report = &reports[claim.report.0];
        let (start, end) = CodePoints::new(&report.text).range(claim.span);
        let words = claim.span.slice(&report.text).to_string();
        ClaimAnchor { id: claim.id.clone(), report: report.id, start, end, words, content: "{}".into() }
    };
    let report = reports[0].id;
    let decisions = [
        (Decision::Accept { claim: claim(0) }, RulingState::Stands),
        (Decision::Reject { claim: claim(1) }, RulingState::Undone { by: 9 }),
        (
            Decision::Correct { claim: claim(0), field: "low".into(), value: "3".into() },
            RulingState::ForReview { why: "the field 'low' of a claim cannot be corrected".into() },
        ),
        (
            Decision::Link { claim: claim(1), with: claim(0) },
            RulingState::Carried { to: claims[1].id.clone(), why: "the same content".into() },
        ),
        (
            Decision::Merge { canonical: "Port Authority".into(), spellings: vec!["PA".into()] },
            RulingState::Stands,
        ),
        (Decision::Split { name: "PA".into(), from: "Port Author".into() }, RulingState::Stands),
        (
            Decision::Describe { report, field: "publisher".into(), value: None },
            RulingState::Superseded { by: 8 },
        ),
        (Decision::Withdraw { report }, RulingState::Undone { by: 10 }),
        (Decision::Undo { ruling: 2 }, RulingState::Stands),
    ];
    let standing = |(number, (decision, state))| RulingStanding {
        ruling: Ruling {
            number,
            who: "Anna Berg".into(),
            when: "2026-01-02T03:04:05Z".into(),
            why: "compared with the page".into(),
            decision,
            undone_by: None,
        },
        state,
        gone: Vec::new(),
    };
    (1..).zip(decisions).map(standing).collect()
}
