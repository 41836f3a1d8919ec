//! Changed stories: a voice that first says or denies something of an event and then gives a figure for it. A revision from a
//! statement to a figure needs the words of a report that somebody changed what they say.

use super::Ground;
use super::speaker::Speaker;
use crate::lexicon::{self, has_phrase};
use recount_lexicon::fold;
use recount_model::{Claim, ClaimIndex, Content, Interval, Revision, RevisionKind, Stance, Version};

/// Farthest distance in bytes between a statement, the words of change and the figure.
const REACH_BYTES: usize = 600;

/// The statement a voice made before it gave this figure, as a revision.
pub(crate) fn changed(
    voice: &str,
    speaker: &Speaker,
    standing: &Interval,
    claims: &[usize],
    ground: &Ground,
) -> Option<Revision> {
    if !speaker.is_voice() {
        return None;
    }
    claims.iter().find_map(|&figure| {
        let claim = &ground.claims[figure];
        let around = around(claim, ground);
        let before = around.clone().map(|i| (i, &ground.claims[i])).filter(|(_, c)| c.event == claim.event);
        let counts = |c: &Claim| {
            around.clone().map(|i| &ground.claims[i]).any(|o| o.count().is_some() && o.span.overlaps(c.span))
        };
        let statement = before
            .filter(|(i, c)| is_statement(c) && !counts(c) && near(c, claim) && ground.speaker(*i) == speaker)
            .find(|(i, _)| says_change(*i, figure, ground));
        let (at, statement) = statement?;
        let report = ground.reports.get(claim.report.0)?;
        let denied = if statement.stance == Stance::Denies { "denied: " } else { "" };
        let words = statement.span.slice(&report.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let denied = if has_negation(&words) { "" } else { denied };
        Some(Revision {
            voice: voice.to_string(),
            kind: RevisionKind::ChangedStory,
            from: Version::Statement(format!("{denied}{words}")),
            to: Version::Figure(standing.clone()),
            from_as_of: statement.as_of,
            to_as_of: claim.as_of,
            claims: vec![ClaimIndex(at), ClaimIndex(figure)],
        })
    })
}

/// The claims of the same report that begin within reach of a claim. Claims are in report and text order.
fn around(claim: &Claim, ground: &Ground) -> std::ops::Range<usize> {
    let place = |c: &Claim| (c.report, c.span.start);
    let from = (claim.report, claim.span.start.saturating_sub(2 * REACH_BYTES));
    let to = (claim.report, claim.span.end + REACH_BYTES);
    ground.claims.partition_point(|c| place(c) < from)..ground.claims.partition_point(|c| place(c) <= to)
}

fn is_statement(claim: &Claim) -> bool {
    matches!(claim.content, Content::Statement { .. })
        && matches!(claim.stance, Stance::Denies | Stance::Asserts)
}

fn near(a: &Claim, b: &Claim) -> bool {
    b.span.start.saturating_sub(a.span.end).max(a.span.start.saturating_sub(b.span.end)) <= REACH_BYTES
}

fn has_negation(words: &str) -> bool {
    let folded = format!(" {} ", fold(words));
    [" no ", " not ", " never ", " nobody ", " none ", " nothing "].iter().any(|w| folded.contains(w))
}

/// Whether the report says that the speaker changed the story: in a claim of change near the two, or in words of change in the
/// figure's sentence and of "at first" in the statement's.
fn says_change(statement_at: usize, at: usize, ground: &Ground) -> bool {
    let (statement, figure) = (&ground.claims[statement_at], &ground.claims[at]);
    let Some(report) = ground.reports.get(figure.report.0) else { return false };
    let contrary = statement.stance == Stance::Denies || has_negation(statement.span.slice(&report.text));
    let reported = around(figure, ground).map(|i| (i, &ground.claims[i])).any(|(i, c)| {
        c.stance == Stance::ReportsChange
            && c.count().is_none()
            && speaks_of(i, at, ground)
            && near(c, figure)
            && near(c, statement)
    });
    let cues = &lexicon::english().cues;
    let words = has_phrase(&cues.change, ground.folded_sentence(at))
        && has_phrase(&cues.earlier, ground.folded_sentence(statement_at));
    contrary && (reported || words)
}

/// Whether a claim of change is about the speaker of the figure: in that voice, or told by the report of somebody else.
fn speaks_of(change: usize, figure: usize, ground: &Ground) -> bool {
    let of_the_report = |i: usize| ground.claims[i].voices.is_empty();
    let told = of_the_report(change) && !of_the_report(figure);
    told || ground.speaker(change) == ground.speaker(figure) && !of_the_report(change)
}
