//! The reader: from one report to its claims and names.

mod pieces;

use crate::attribution::Attributions;
use crate::frames::{Previous, Scene, extract};
use crate::lexicon::ReadingLexicon;
use crate::names::Names;
use crate::narrative::Narrative;
use crate::text::Text;
use crate::times::times_by_sentence;
use recount_model::{Checked, Claim, NameLink, Reading, Report, ReportIndex};

/// Reads a report with the embedded lexicon of its language; nothing is read in a language that has none.
pub fn read(report: &Report, index: ReportIndex) -> Checked<Reading> {
    match ReadingLexicon::of(&report.language) {
        Some(lexicon) => read_with(report, index, lexicon),
        None => Checked::clean(Reading::default()),
    }
}

/// Reads a report: its claims in text order and the names it mentions. Claims get their ids later
/// ([`recount_model::assign_ids`]), when the whole dossier is known.
pub fn read_with(report: &Report, index: ReportIndex, lexicon: &ReadingLexicon) -> Checked<Reading> {
    let mut pieces = pieces::pieces(report).into_iter();
    let first = pieces.next().unwrap_or_default();
    if pieces.len() == 0 {
        return Checked::clean(read_piece(report, index, lexicon));
    }
    let mut part = report.clone();
    part.blocks = first;
    let mut whole = read_piece(&part, index, lexicon);
    for blocks in pieces {
        part.blocks = blocks;
        let Reading { claims, mentions, links, about } = read_piece(&part, index, lexicon);
        let before = whole.mentions.len();
        whole.claims.extend(claims);
        whole.mentions.extend(mentions);
        whole.links.extend(links.into_iter().map(|l| NameLink { a: l.a + before, b: l.b + before, ..l }));
        whole.about = whole.about.or(about);
    }
    Checked::clean(whole)
}

/// Reads a report whose blocks are few enough to hold their tokens at once.
fn read_piece(report: &Report, index: ReportIndex, lexicon: &ReadingLexicon) -> Reading {
    let text = Text::of(report, lexicon);
    let times = times_by_sentence(report, &text, lexicon);
    let names = Names::of(&text, lexicon);
    let attributions = Attributions::of(&text, &names, lexicon);
    let narrative = Narrative::of(report, &text, &times, &names, &attributions, lexicon);
    let mut claims: Vec<Claim> = Vec::new();
    let mut previous = Previous::default();
    let mut paragraph_start = 0;
    for (number, sentence) in text.sentences.iter().enumerate() {
        let scene = Scene {
            text: &text,
            report: index,
            sentence: number,
            tokens: sentence.tokens.clone(),
            times: &times[number],
            names: &names,
            attributions: &attributions,
            narrative: &narrative,
            lexicon,
        };
        if number == 0 || text.sentences[number - 1].paragraph != sentence.paragraph {
            paragraph_start = sentence.tokens.start;
        }
        extract(&scene, &mut previous, paragraph_start, &mut claims);
    }
    claims.sort_by_key(|c| (c.span, c.content.kind()));
    claims.dedup_by(|a, b| a.span == b.span && a.content == b.content);
    let (mentions, links) = (names.mentions(&text), names.links.clone());
    Reading { claims, mentions, links, about: narrative.about() }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;
    use recount_model::{Content, Relation};

    /// A report whose whole text is body.
    pub(crate) fn report(text: &str) -> Report {
        Report::of_text("a.txt", text)
    }

    fn claims(text: &str) -> Vec<Claim> {
        read(&report(text), ReportIndex(0)).value.claims
    }

    /// The counts of a text, each as "measure population figure" with the relation when it is no total, in text order of the figures.
    pub(crate) fn counts(text: &str) -> Vec<String> {
        let mut counts: Vec<_> = claims(text).into_iter().filter_map(|c| c.count().cloned()).collect();
        counts.sort_by_key(|c| c.figure_span);
        let show = |c: recount_model::Count| {
            let relation = match c.relation {
                Relation::Total => "",
                Relation::Part => " part",
                Relation::Increment => " increment",
                Relation::Multiple => " multiple",
            };
            format!("{} {} {}{relation}", c.measure, c.population.key, c.interval.as_written)
        };
        counts.into_iter().map(show).collect()
    }

    /// The positions of a text: "actor stance option if condition".
    pub(crate) fn positions(text: &str) -> Vec<String> {
        let show = |c: Claim| match c.content {
            Content::Position(p) => {
                let condition = p.condition.map(|c| format!(" if {c}")).unwrap_or_default();
                Some(format!(
                    "{} {} {}{condition}",
                    p.actor,
                    format!("{:?}", p.stance).to_lowercase(),
                    p.option
                ))
            }
            _ => None,
        };
        claims(text).into_iter().filter_map(show).collect()
    }

    /// The statuses of a text: "entity: status change date by authority".
    pub(crate) fn statuses(text: &str) -> Vec<String> {
        let show = |c: Claim| match c.content {
            Content::Status(s) => {
                let date = s.from.or(s.to).map(|d| format!(" {d}")).unwrap_or_default();
                let authority = s.authority.map(|a| format!(" by {a}")).unwrap_or_default();
                Some(format!(
                    "{}: {} {}{date}{authority}",
                    s.entity,
                    s.status,
                    format!("{:?}", s.change).to_lowercase()
                ))
            }
            _ => None,
        };
        claims(text).into_iter().filter_map(show).collect()
    }

    proptest! {
        #[test]
        fn reading_never_panics_and_every_span_slices(text in "([A-Za-z0-9 ,.;:'\"()\u{2019}\u{201c}\u{201d}%$-]|killed|at least|said|dozens of|people|UN|April 8|according to|\u{1f600}|\\n\\n){0,60}") {
            for claim in claims(&text) {
                prop_assert!(text.get(claim.span.start..claim.span.end).is_some());
                if let Some(figure) = claim.count().and_then(|c| c.figure_span) {
                    prop_assert!(claim.span.contains(figure));
                }
            }
        }
    }
}
