//! A figure as somebody's saying: whose word, of which date, in quotation marks or not, and whether it is a toll at all or only
//! a part, an addition, a multiple, a sighting or a denial.

use super::Ground;
use super::scope;
use super::speaker::Speaker;
use crate::gather::{self, Question};
use crate::lexicon::{self, Cues};
use crate::text;
use recount_lexicon::fold;
use recount_model::{Claim, Count, Interval, PartialDate, Relation, Report, Stance, VoiceKind};

/// How a figure stands to the answer of its question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is offered as the answer.
    Figure,
    /// A part of another figure, and why.
    Part(String),
    /// A figure of a stretch of time that leaves out the event's day, and how.
    Window(String),
    /// An addition to an earlier figure.
    Increment,
    /// A multiple or share of another figure.
    Multiple,
    /// Somebody rejects it.
    Denial,
}

/// One figure of a question as a saying.
#[derive(Debug, Clone)]
pub(crate) struct Saying<'a> {
    /// Index of the claim.
    pub claim: usize,
    /// Its interval.
    pub interval: &'a Interval,
    pub speaker: Speaker,
    /// The voice asked people who are not named.
    pub asked: bool,
    /// Date of the statement.
    pub date: Option<PartialDate>,
    /// Said before what the same report gives as the present figure.
    pub earlier: bool,
    /// Days from the statement to the printing of its report; 0 where either is unknown.
    pub recalled_days: i64,
    /// Between quotation marks.
    pub quoted: bool,
    /// In the headline.
    pub title: bool,
    pub hedged: bool,
    pub standing: Standing,
}

impl Saying<'_> {
    /// The claim's report.
    pub fn report(&self, ground: &Ground) -> recount_model::ReportIndex {
        ground.claims[self.claim].report
    }
}

/// The saying of a count claim.
pub(crate) fn saying<'a>(
    at: usize,
    question: &Question,
    several: bool,
    ground: &Ground<'a>,
) -> Option<Saying<'a>> {
    let claim = &ground.claims[at];
    let count = claim.count()?;
    let report = ground.reports.get(claim.report.0)?;
    let (speaker, asked) = (ground.speaker(at).clone(), ground.asked(at));
    let published = report.published.map(|p| p.date);
    let around = text::around(claim, report);
    let cues = &lexicon::english().cues;
    let undated = claim.as_of.is_none() || claim.as_of == published;
    let withdrawn = claim.stance == Stance::ReportsChange
        && matches!((claim.as_of, published), (Some(said), Some(now)) if said.last_day().ordinal() < now.ordinal());
    let figure = text::figure_span(claim, report);
    Some(Saying {
        claim: at,
        interval: &count.interval,
        speaker,
        asked,
        date: claim.as_of.or(published),
        recalled_days: match (claim.as_of, published) {
            (Some(said), Some(printed)) => (printed.ordinal() - said.ordinal()).max(0),
            _ => 0,
        },
        earlier: withdrawn || (undated && said_before(&around, cues)),
        quoted: text::is_quoted(&report.text, figure.start),
        title: text::in_title(claim, report),
        hedged: claim.stance == Stance::Hedges,
        standing: standing(at, count, report, question, several, &around, ground),
    })
}

fn standing(
    at: usize,
    count: &Count,
    _report: &Report,
    question: &Question,
    several: bool,
    around: &(String, String),
    ground: &Ground,
) -> Standing {
    let (claim, cues) = (&ground.claims[at], &lexicon::english().cues);
    if claim.stance == Stance::Denies {
        return Standing::Denial;
    }
    let whole = question.population == "people" && question.topic.is_empty();
    // "83 more were injured" after "49 were killed" adds to no figure of the injured.
    let beside_other =
        scope::stands_beside_another_measure(claim, count, ground) || gather::is_by_definition(question);
    match count.relation {
        Relation::Increment if !beside_other => return Standing::Increment,
        Relation::Multiple => return Standing::Multiple,
        Relation::Part if whole && !beside_other => {
            return Standing::Part("its source sets it within another figure".to_string());
        }
        _ => {}
    }
    let written = fold(&count.interval.as_written);
    let no_number =
        count.interval.low.is_none() && count.interval.high.is_none() && count.interval.vague.is_none();
    if no_number || lexicon::has_phrase(&cues.multiple, &written) || ends_in(&cues.multiple, &written) {
        return Standing::Multiple;
    }
    if count.measure.is_harm() {
        let adds = is_increment(around, cues) || is_addition(&written, cues);
        if adds && !beside_other {
            return Standing::Increment;
        }
        if let Some(why) = window(claim, question, ground) {
            return Standing::Window(why);
        }
        if is_sighting(at, ground) {
            return Standing::Part("it is what one witness saw, no toll".to_string());
        }
        if whole && is_part(around, cues) && !beside_other {
            return Standing::Part("its sentence sets it within another figure".to_string());
        }
        if several && has_larger(claim, count, ground) {
            return Standing::Part(
                "it counts some populations of a larger figure in the same report".to_string(),
            );
        }
        if let Some(aside) = scope::aside(at, count, question, ground) {
            return aside;
        }
    }
    Standing::Figure
}

fn ends_in(list: &[String], folded: &str) -> bool {
    list.iter().any(|p| folded == p || folded.ends_with(&format!(" {p}")))
}

fn starts_in(list: &[String], folded: &str) -> bool {
    list.iter().any(|p| folded == p || folded.starts_with(&format!("{p} ")))
}

/// The last `n` words.
fn last_words(folded: &str, n: usize) -> String {
    let words: Vec<&str> = folded.split(' ').collect();
    words[words.len().saturating_sub(n)..].join(" ")
}

/// The first `n` words.
fn first_words(folded: &str, n: usize) -> String {
    folded.split(' ').take(n).collect::<Vec<_>>().join(" ")
}

fn is_increment((before, after): &(String, String), cues: &Cues) -> bool {
    let next = first_words(after, 2);
    let more = starts_in(&cues.increment_after, after)
        || (ends_in(&cues.increment_after, &next) && !next.starts_with("or "));
    let than = first_words(after, 3).contains("more than") || after.starts_with("or more");
    let total = lexicon::has_phrase(&cues.increment_total, after);
    ends_in(&cues.increment_before, before) || (more && !than) || total
}

/// "three more", "another five": words of addition within the figure's own.
fn is_addition(written: &str, cues: &Cues) -> bool {
    let more = ends_in(&cues.increment_after, written) && !written.ends_with("or more");
    more || starts_in(&cues.increment_before, written)
}

fn is_part((before, after): &(String, String), cues: &Cues) -> bool {
    lexicon::has_phrase(&cues.part_before, &last_words(before, 4)) || starts_in(&cues.part_after, after)
}

/// Whether the words beside a claim's figure set it within another figure.
pub(crate) fn is_set_within(claim: &Claim, report: &Report) -> bool {
    is_part(&text::around(claim, report), &lexicon::english().cues)
}

fn said_before((before, after): &(String, String), cues: &Cues) -> bool {
    lexicon::has_phrase(&cues.earlier, &last_words(before, 8))
        || lexicon::has_phrase(&cues.earlier, &first_words(after, 6))
}

/// Why a figure's window is only a part of the event's: its stretch of time leaves out the day of the event.
fn window(claim: &Claim, question: &Question, ground: &Ground) -> Option<String> {
    let event = ground.events.get(question.event?.0).filter(|e| !e.aggregate)?;
    let (period, day) = (claim.event_period?, event.date?);
    (!period.touches(&day)).then(|| format!("its window, {period}, leaves out {day}"))
}

fn is_sighting(at: usize, ground: &Ground) -> bool {
    let one = ground.claims[at].voices.last().is_some_and(|v| {
        let folded = fold(&v.name);
        let head = folded.split(' ').next().unwrap_or("");
        matches!(v.kind, VoiceKind::Group | VoiceKind::Unnamed)
            && (!head.ends_with('s') || head.ends_with("ss"))
    });
    one && lexicon::has_phrase(&lexicon::english().cues.sighting, ground.folded_sentence(at))
}

/// Whether the report gives a larger figure of all people for the same event and measure.
pub(super) fn has_larger(claim: &Claim, count: &Count, ground: &Ground) -> bool {
    ground.largest_beside(claim, count.measure) > count.interval.leading()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, increment: bool, part: bool) {
        let around = (fold(before), fold(after));
        let cues = &lexicon::english().cues;
        assert_eq!(
            (is_increment(&around, cues), is_part(&around, cues)),
            (increment, part),
            "{before} _ {after}"
        );
    }

    #[test]
    fn additions_and_parts_are_told_by_the_words_beside_the_figure() {
        check("", "more people had died", true, false);
        check("Another", "people died", true, false);
        check("", "dockers died of burns, bringing the death toll to 45", true, false);
        check("bringing the death toll to", "", false, false);
        check("", "or more women", false, false);
        check("At least 22 were killed,", "of them staff", false, true);
        check("as many as 51 dockers were killed, including", "women", false, true);
        check("The fire killed", "people", false, false);
    }
}
