//! Figures in a sentence: numbers in digits and words, words without a number, and the words around them that make a bound
//! of them. The intervals are those of docs/how-it-decides.md.

mod uncounted;
mod value;

use crate::lexicon::{Bound, ReadingLexicon, Word};
use crate::text::Text;
use recount_model::{Interval, Vague};
use std::ops::Range;
use uncounted::{counts_nothing, labelled};
use value::{Value, value_at};

/// A figure with its qualifiers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NumberPhrase {
    /// The tokens with qualifiers: "at least thirty-four".
    pub tokens: Range<usize>,
    /// The tokens of the number alone: "thirty-four".
    pub core: Range<usize>,
    pub interval: Interval,
    /// Followed by "times as many".
    pub multiple: bool,
}

/// The figures of a range of tokens, in order. `taken` are tokens that belong to times and are no figures.
pub(crate) fn figures(
    text: &Text<'_>,
    range: Range<usize>,
    taken: &[Range<usize>],
    lexicon: &ReadingLexicon,
) -> Vec<NumberPhrase> {
    let mut out: Vec<NumberPhrase> = Vec::new();
    let mut i = range.start;
    while i < range.end {
        if taken.iter().any(|t| t.contains(&i)) {
            i += 1;
            continue;
        }
        let Some(value) = value_at(&text.tokens, i, range.end, lexicon) else {
            i += 1;
            continue;
        };
        let floor = out.last().map_or(range.start, |f| f.tokens.end);
        let (value, core) = widen_to_range(text, value, i, floor, range.end, lexicon);
        if counts_nothing(&text.tokens, &core, value.vague.is_some(), range.end, lexicon) {
            i = core.end;
            continue;
        }
        let figure = qualify(text, value, core, floor, range.end, lexicon);
        i = figure.tokens.end.max(i + 1);
        out.push(figure);
    }
    out
}

/// The distances of a range of tokens: a number, a unit of length and a direction, as in "about 60 km north of the port".
pub(crate) fn distances(text: &Text<'_>, range: Range<usize>, lexicon: &ReadingLexicon) -> Vec<NumberPhrase> {
    let mut out: Vec<NumberPhrase> = Vec::new();
    for i in range.clone() {
        let Some(value) = value_at(&text.tokens, i, range.end, lexicon) else { continue };
        let core = i..i + value.len;
        let unit = lexicon.distances.contains(text.lower(core.end));
        let towards =
            (core.end + 1..(core.end + 3).min(range.end)).any(|k| lexicon.directions.contains(text.lower(k)));
        if unit && towards && out.last().is_none_or(|f| f.core.end <= i) {
            out.push(qualify(text, value, core, range.start, range.end, lexicon));
        }
    }
    out
}

/// "A to B", "A-B", "A or B", "A, maybe B", "between A and B": the second number, when it follows the first at once. A
/// multiplier after the second is the first's too: "four or five hundred".
fn widen_to_range(
    text: &Text<'_>,
    value: Value,
    at: usize,
    floor: usize,
    end: usize,
    lexicon: &ReadingLexicon,
) -> (Value, Range<usize>) {
    let core = at..at + value.len;
    let before = |class: Word| at > floor && text.is(at - 1, class);
    let comma = usize::from(text.lower(core.end) == ",");
    let raises = text.is(core.end + comma, Word::Raises);
    let or = text.is(core.end, Word::Or);
    let guessed = at >= floor + 2 && text.is(at - 2, Word::Anywhere);
    let joins = (text.is(core.end, Word::And) && before(Word::Between))
        || (text.is(core.end, Word::To) && (!before(Word::From) || guessed))
        || or
        || raises
        || matches!(text.lower(core.end), "-" | "\u{2013}" | "\u{2014}");
    let next = core.end + 1 + usize::from(raises) * comma;
    if !joins || value.vague.is_some() || next >= end {
        return (value, core);
    }
    match value_at(&text.tokens, next, end, lexicon) {
        Some(second)
            if second.vague.is_none() && second.low > value.low && !labelled(&text.tokens, at, lexicon) =>
        {
            let last = text.lower(next + second.len - 1);
            let times = lexicon.multipliers.get(last).filter(|m| second.len == 2 && second.low % **m == 0);
            let low = times.map_or(value.low, |m| match value.low.saturating_mul(*m) {
                low if low < second.low && second.low / m < 100 => low,
                _ => value.low,
            });
            // "Killed or 12 injured" joins other things: of a guess the second number is not much above the first.
            if (or || raises) && second.low > low.saturating_mul(2) {
                return (value, core);
            }
            let start = if before(Word::Between) { at - 1 } else { at };
            let range = start..next + second.len;
            (Value { low, high: Some(second.low), vague: None, round: value.round, len: range.len() }, range)
        }
        _ => (value, core),
    }
}

/// Looks at the words around the number and makes its interval.
fn qualify(
    text: &Text<'_>,
    value: Value,
    core: Range<usize>,
    floor: usize,
    end: usize,
    lexicon: &ReadingLexicon,
) -> NumberPhrase {
    let mut start = core.start;
    let mut stop = core.end;
    let (mut bound, mut about) = (None, value.vague.is_some() || value.round);
    let mut note = |b: Bound| match b {
        Bound::About => about = true,
        other => bound = bound.or(Some(other)),
    };
    for _ in 0..3 {
        let quote = usize::from(start > floor && text.tokens[start - 1].is_quote() && start > floor + 1);
        match lexicon.before.ending(&text.tokens, start - quote, floor) {
            // "the toll goes up to 42" moves; it bounds nothing.
            Some((len, Bound::UpTo)) if moves(text, start - quote - len, floor) => break,
            Some((len, &b)) => {
                note(b);
                start -= len + quote;
            }
            None => break,
        }
    }
    let hyphen = usize::from(matches!(text.lower(stop), "-" | "\u{2013}"));
    if let Some((len, &b)) = lexicon.after.at(&text.tokens, stop + hyphen, end) {
        note(b);
        stop += len + hyphen;
    }
    let multiple = text.is(stop, Word::Times);
    let (low, high) = (value.low, value.high);
    let (low, high) = match (bound, high) {
        (Some(Bound::AtLeast), Some(h)) if h == low => (Some(low), None),
        (Some(Bound::MoreThan), Some(h)) if h == low => (Some(low.saturating_add(1)), None),
        (Some(Bound::UpTo), Some(h)) => (None, Some(h)),
        // "No more than a few": the word has no number that could be the bound.
        (Some(Bound::UpTo | Bound::FewerThan), None) => (None, None),
        (Some(Bound::FewerThan), Some(h)) => (None, Some(h.saturating_sub(1))),
        (_, high) => (Some(low), high),
    };
    let interval = Interval {
        low,
        high,
        beyond: matches!(bound, Some(Bound::MoreThan | Bound::FewerThan)) && low.is_some() != high.is_some(),
        point: None,
        approximate: about,
        vague: value.vague.map(Vague),
        basis: None,
        as_written: text.words(start..stop),
    };
    NumberPhrase { tokens: start..stop, core, interval, multiple }
}

/// Whether the verb before "up to" is one of motion: "goes up to", "rose up to".
fn moves(text: &Text<'_>, before: usize, floor: usize) -> bool {
    before > floor && text.is(before - 1, Word::Motion)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::tests::report;
    use crate::text::Text;

    fn check(words: &str, expected: &[(&str, Option<u64>, Option<u64>, bool)]) {
        let report = report(words);
        let text = Text::of(&report, ReadingLexicon::english());
        let found = figures(&text, 0..text.tokens.len(), &[], ReadingLexicon::english());
        let found: Vec<_> = found
            .iter()
            .map(|f| {
                (f.interval.as_written.as_str(), f.interval.low, f.interval.high, f.interval.approximate)
            })
            .collect();
        assert_eq!(found, expected, "{words}");
    }

    #[test]
    fn every_row_of_the_interval_table() {
        check("34 people", &[("34", Some(34), Some(34), false)]);
        check("at least thirty-four people", &[("at least thirty-four", Some(34), None, false)]);
        check("seven or more women", &[("seven or more", Some(7), None, false)]);
        check("no more than a few people", &[("no more than a few", None, None, true)]);
        check("up to several thousand people", &[("up to several thousand", None, None, true)]);
        check("the 3,000-plus men", &[("3,000-plus", Some(3000), None, false)]);
        check("more than 3,000 men", &[("more than 3,000", Some(3001), None, false)]);
        check("as many as 2,000 men", &[("as many as 2,000", None, Some(2000), false)]);
        check("fewer than twenty men", &[("fewer than twenty", None, Some(19), false)]);
        check("some 3,400 members", &[("some 3,400", Some(3400), Some(3400), true)]);
        check("between 4,000 and 9,000 men", &[("between 4,000 and 9,000", Some(4000), Some(9000), false)]);
        check("10 to 20 villages", &[("10 to 20", Some(10), Some(20), false)]);
        check("nine or ten men", &[("nine or ten", Some(9), Some(10), false)]);
        check("four or five hundred men", &[("four or five hundred", Some(400), Some(500), false)]);
        check("three to five thousand", &[("three to five thousand", Some(3000), Some(5000), false)]);
        check("anywhere from 6 to 18 men", &[("6 to 18", Some(6), Some(18), false)]);
        check("six, maybe seven bodies", &[("six, maybe seven", Some(6), Some(7), false)]);
        check("two or 300 men", &[("two", Some(2), Some(2), false), ("300", Some(300), Some(300), false)]);
        check("it cannot exceed 75", &[("cannot exceed 75", None, Some(75), false)]);
        check("several men", &[("several", Some(3), None, true)]);
        check("several thousand men", &[("several thousand", Some(3000), None, true)]);
        check("dozens of men", &[("dozens", Some(24), None, true)]);
        check("tens of thousands fled", &[("tens of thousands", Some(20000), None, true)]);
        check(
            "a dozen men and half a million others",
            &[
                ("a dozen", Some(12), Some(12), false),
                ("half a million", Some(500_000), Some(500_000), false),
            ],
        );
        check("1.5 million people", &[("1.5 million", Some(1_500_000), Some(1_500_000), false)]);
        check("one hundred and fifty men", &[("one hundred and fifty", Some(150), Some(150), false)]);
        check(
            "it \u{201c}has not exceeded about 90\u{201d}",
            &[("not exceeded about 90", None, Some(90), true)],
        );
        check("there were maybe around 60 boats", &[("maybe around 60", Some(60), Some(60), true)]);
    }

    #[test]
    fn numbers_that_count_nothing_are_left_alone() {
        for words in [
            "in 2011 it began",
            "Article 27",
            "$5 an hour",
            "34 percent",
            "60 kilometres north",
            "the 89th brigade",
            "at 2:15 a.m.",
            "for two months",
            "Ali Reza, 34, a driver",
            "a 34-year-old",
            "a five-day delay",
            "an AC-130 gunship",
            "as was told.[34]",
            "one in five villagers",
            "at ten past two",
            "at four fifty-two",
            "aged from sixteen to sixty",
            "boys between the ages of 9 and 14",
            "they heard it on channel 16",
        ] {
            check(words, &[]);
        }
    }

    #[test]
    fn a_year_before_a_counted_noun_is_a_number() {
        check("killed 2000 people", &[("2000", Some(2000), Some(2000), false)]);
    }
}
