//! Times: what in a text names a day, a stretch of time, a length or something that recurs, with the value that TimeML's TIMEX3 gives
//! it, anchored to the report's own date and to the times the text has told of before.
//!
//! The words and the patterns of a language stand in `lexicon/LANGUAGE/time.toml`; here is only what they mean. `pieces` reads the words,
//! `pattern` finds the rules that fit, `rules` compute values, `story` keeps where the narrative stands, `stretch` is the calendar. A
//! date that nothing in the text supports has no value.
//!
//! Saurí et al., "TimeML Annotation Guidelines", version 1.2.1 (2006); UzZaman et al., "SemEval-2013 Task 1: TempEval-3".
//!
//! DIFFERENCE: weeks before or after a day ("two weeks ago") are counted in days, and a quarter is the calendar's also where a firm's
//! own year begins in another month: a report seldom says which.

mod frame;
mod lexicon;
mod number;
mod pattern;
mod pieces;
mod rules;
mod story;
mod stretch;
mod value;

pub(crate) use frame::{Time, times_by_sentence};
pub(crate) use lexicon::{TimeFile, TimeLexicon};
pub use value::TimexKind;

use crate::lexicon::ReadingLexicon;
use crate::text::Text;
use pieces::Pieces;
use recount_model::{PartialDate, Report, Span};
use rules::{Make, Scene, produce};
use std::ops::Range;
use story::Story;
use stretch::Unit;
use value::Value;

/// A time expression with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timex {
    /// Bytes of the report's text, half-open.
    pub span: Span,
    /// Its kind.
    pub kind: TimexKind,
    /// Its value as TIMEX3 writes it: `2011-04-08`, `2011-W14`, `P3D`, `PAST_REF`; `None` where nothing supports one.
    pub value: Option<String>,
}

/// The time expressions of a report's readable text, in its order.
///
/// ```
/// use recount_model::Report;
/// use recount_read::{ReadingLexicon, times::timexes};
///
/// let report = Report::of_text("mill.txt", "The mill burned on 3 May 2014 and stood empty for two years.");
/// let found = timexes(&report, ReadingLexicon::english());
/// let values: Vec<_> = found.iter().filter_map(|t| t.value.as_deref()).collect();
/// assert_eq!(values, ["2014-05-03", "P2Y"]);
/// ```
pub fn timexes(report: &Report, lexicon: &ReadingLexicon) -> Vec<Timex> {
    let text = Text::without_trees(report, lexicon);
    let published = report.published.map(|p| p.date);
    let pieces = Pieces::of(&text, &lexicon.times);
    let found = find(&text, &pieces, published, &lexicon.times);
    let shown = |f: Found| Timex { span: f.span, kind: f.value.kind(), value: f.value.timex3() };
    found.into_iter().flatten().map(shown).collect()
}

/// An expression found.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Its bytes, modifiers like "nearly" included.
    span: Span,
    /// Its first piece, modifiers included.
    start: usize,
    /// Its pieces, without modifiers.
    pieces: Range<usize>,
    /// The tokens of these pieces; the first and the last may be only partly its own.
    tokens: Range<usize>,
    make: Make,
    value: Value,
}

/// The expressions of every sentence.
fn find(
    text: &Text<'_>,
    pieces: &Pieces<'_>,
    published: Option<PartialDate>,
    lexicon: &TimeLexicon,
) -> Vec<Vec<Found>> {
    let mut story = Story::new(published);
    let mut out = Vec::with_capacity(text.sentences.len());
    for sentence in &text.sentences {
        let sentence = pieces.of_tokens(&sentence.tokens);
        out.push(find_in(pieces, &sentence, lexicon, &mut story));
    }
    out
}

fn find_in(
    pieces: &Pieces<'_>,
    sentence: &Range<usize>,
    lexicon: &TimeLexicon,
    story: &mut Story,
) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut at = sentence.start;
    let mut floor = sentence.start;
    while at < sentence.end {
        let Some((visible, make, value)) = best(pieces, sentence, lexicon, story, at) else {
            at += 1;
            continue;
        };
        at = visible.end.max(at + 1);
        let Some(value) = value else { continue };
        // "Confirms today": the report's own day is that of its telling, not where the narrative stands.
        if make != Make::DayOffset || value.stretch() != story.holding(Unit::Day) {
            story.note(&value);
        }
        let start = with_modifier(pieces, lexicon, &value, visible.start, floor);
        let (first, last) = (&pieces.all[start], &pieces.all[visible.end - 1]);
        let tokens = pieces.all[visible.start].token..last.token + 1;
        out.push(Found {
            span: first.span.cover(last.span),
            start,
            pieces: visible.clone(),
            tokens,
            make,
            value,
        });
        floor = visible.end;
    }
    out
}

/// The pieces of a match, what made it, and its value; no value where the words only look like a time.
type Match = (Range<usize>, Make, Option<Value>);

/// The match that begins at a piece. One that begins with words of its context gives way to a longer one of the words after them.
fn best(
    pieces: &Pieces<'_>,
    sentence: &Range<usize>,
    lexicon: &TimeLexicon,
    story: &Story,
    at: usize,
) -> Option<Match> {
    let here = longest(pieces, sentence, lexicon, story, at)?;
    if here.0.start > at {
        let inside = longest(pieces, sentence, lexicon, story, here.0.start);
        if let Some(inside) = inside.filter(|m| m.0.end > here.0.end) {
            return Some(inside);
        }
    }
    Some(here)
}

fn longest(
    pieces: &Pieces<'_>,
    sentence: &Range<usize>,
    lexicon: &TimeLexicon,
    story: &Story,
    at: usize,
) -> Option<Match> {
    let candidates = lexicon.paths.at(pieces, at, sentence.end);
    for found in &candidates {
        let rule = &lexicon.rules[found.rule];
        if rule.make == Make::Nothing {
            return Some((found.visible.clone(), rule.make, None));
        }
        let scene = Scene { pieces, lexicon, sentence, story, found };
        let before =
            || rule.unless_before.iter().any(|s| pieces.ends_with(found.visible.start, sentence.start, *s));
        let after =
            || pieces.readings(found.visible.end).iter().any(|r| rule.unless_after.contains(&r.symbol));
        if after() || before() {
            continue;
        }
        if let Some(value) = produce(rule.make, &scene) {
            return Some((found.visible.clone(), rule.make, Some(value)));
        }
    }
    None
}

/// Where an expression begins with the words before it that belong to it: "nearly", "early".
fn with_modifier(
    pieces: &Pieces<'_>,
    lexicon: &TimeLexicon,
    value: &Value,
    start: usize,
    floor: usize,
) -> usize {
    let list =
        if value.kind() == TimexKind::Duration { &lexicon.modifies_length } else { &lexicon.modifies_date };
    let Some(last) = start.checked_sub(1).filter(|l| *l >= floor) else { return start };
    let Some(phrases) = list.get(pieces.lower(last)) else { return start };
    let fits = |words: &&Vec<String>| {
        last >= floor + words.len()
            && words.iter().zip(last - words.len()..).all(|(w, k)| pieces.lower(k) == w)
    };
    phrases.iter().find(fits).map_or(start, |words| last - words.len())
}
