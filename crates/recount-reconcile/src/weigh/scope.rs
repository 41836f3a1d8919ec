//! Figures that are no toll because they count less than the whole: one family, one hospital's bodies, what one person saw, those
//! who died since, or what the words in brackets say. Each needs a larger figure of the same question beside it; a figure
//! that stands alone is the toll.

use super::Ground;
use super::saying::{Standing, has_larger};
use super::speaker::Speaker;
use crate::gather::{self, Question};
use crate::lexicon::{self, has_phrase};
use crate::text;
use recount_lexicon::fold;
use recount_model::{Claim, Count, EntityKind, Relation};

/// What the words around or after a figure set it apart from, if a larger figure stands beside it.
pub(super) fn aside(at: usize, count: &Count, question: &Question, ground: &Ground) -> Option<Standing> {
    let claim = &ground.claims[at];
    let cues = &lexicon::english().cues;
    let words = fold(&count.population.words);
    let part = |why: &str| Some(Standing::Part(why.to_string()));
    if has_phrase(&lexicon::english().wholes.kin, &words) && ground.is_exceeded(at) {
        return part("it counts one family");
    }
    if is_one_named_by_its_sort(count) && ground.is_exceeded(at) {
        return part("it tells of one person");
    }
    if question.population != "people" || !question.topic.is_empty() {
        return None;
    }
    let sentence = ground.folded_sentence(at);
    if has_phrase(&cues.since, sentence) && has_larger(claim, count, ground) {
        return Some(Standing::Increment);
    }
    if has_phrase(&cues.own_eyes, sentence) && is_one_person(claim, ground) && ground.is_exceeded(at) {
        return part("it is what one person counted, no toll");
    }
    if has_phrase(&cues.one_place, sentence) && ground.is_exceeded(at) {
        return part("it counts those at one place");
    }
    if narrows(&count.population.words) && has_wider_beside(at, count, ground) {
        return part("the words after it count some of a larger figure in the same report");
    }
    None
}

/// Whether another measure's figure stands just before this one and the report gives no other figure of this measure, so that
/// "more", "a further" and "of them" look back to that one.
pub(super) fn stands_beside_another_measure(claim: &Claim, count: &Count, ground: &Ground) -> bool {
    let Some(report) = ground.reports.get(claim.report.0) else { return false };
    let own = text::sentence(&report.text, claim.span);
    let near = text::sentence_before(&report.text, own).map_or(own, |before| before.cover(own));
    let mut other = false;
    for (_, c, o) in ground.neighbours(claim) {
        if o.measure == count.measure && c.span != claim.span && o.relation == Relation::Total {
            return false;
        }
        other |= o.measure.is_harm()
            && o.measure != count.measure
            && near.contains(c.span)
            && c.span.start < claim.span.start
            || (o.measure.is_harm()
                && o.measure != count.measure
                && near.overlaps(c.span)
                && c.span.start <= claim.span.start);
    }
    other
}

/// "A boy", "the policeman": one person told of, not a count of that sort.
fn is_one_named_by_its_sort(count: &Count) -> bool {
    let written = fold(&count.interval.as_written);
    let turns = &lexicon::english().turns;
    let article = written.split_once(' ').is_some_and(|(first, _)| lexicon::has(&turns.article, first));
    let counted = turns.one_counted.iter().any(|w| written.contains(w.as_str()));
    let single = written.split(' ').count() <= 3 && !counted;
    count.interval.single() == Some(1) && article && single
}

/// Whether brackets after a general word say which of the people are meant: "people (buried in one place)".
fn narrows(words: &str) -> bool {
    let Some((head, inside)) = words.split_once(" (") else { return false };
    let generic =
        lexicon::has(&lexicon::english().wholes.generic, &fold(head)) || gather::is_whole(&fold(head));
    let opens = fold(inside);
    let widens = &lexicon::english().turns.does_not_narrow;
    generic && !widens.iter().any(|w| opens.starts_with(w.as_str()))
}

/// Whether the same speaker, or the report in its own voice, gives a larger figure of people in the same report.
fn has_wider_beside(at: usize, count: &Count, ground: &Ground) -> bool {
    let (speaker, own) = (ground.speaker(at), ground.population(at));
    ground.neighbours(&ground.claims[at]).any(|(i, _, o)| {
        o.measure == count.measure
            && o.interval.leading() > count.interval.leading()
            && (gather::is_whole(ground.population(i)) || ground.population(i) == own)
            && (ground.speaker(i) == speaker || matches!(ground.speaker(i), Speaker::Own(_)))
    })
}

/// Whether the figure is the word of a single person who speaks for no body.
fn is_one_person(claim: &Claim, ground: &Ground) -> bool {
    claim.voices.last().and_then(|v| v.entity).is_some_and(|e| {
        ground.resolved.entity(e).kind == EntityKind::Person && ground.resolved.answerable(e) == e
    })
}
