//! Figures in a sentence: numbers in digits and words, words without a number, and the words around them that make a bound
//! of them. The intervals are those of design.md section 4.

use crate::lexicon::{Bound, ReadingLexicon};
use crate::text::{Text, Token, TokenKind};
use recount_model::{Interval, Vague};
use std::ops::Range;

/// A figure with its qualifiers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    /// The tokens with qualifiers: "at least thirty-four".
    pub tokens: Range<usize>,
    /// The tokens of the number alone: "thirty-four".
    pub core: Range<usize>,
    pub interval: Interval,
    /// Followed by "times as many".
    pub multiple: bool,
}

/// A number before its qualifiers are looked at.
#[derive(Debug, Clone, PartialEq)]
struct Value {
    low: u64,
    high: Option<u64>,
    vague: Option<String>,
    len: usize,
}

/// The figures of a range of tokens, in order. `taken` are tokens that belong to times and are no figures.
pub(crate) fn figures(
    text: &Text<'_>,
    range: Range<usize>,
    taken: &[Range<usize>],
    lexicon: &ReadingLexicon,
) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
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
pub(crate) fn distances(text: &Text<'_>, range: Range<usize>, lexicon: &ReadingLexicon) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
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

/// "A to B", "A-B", "between A and B": the second number, when it follows the first at once.
fn widen_to_range(
    text: &Text<'_>,
    value: Value,
    at: usize,
    floor: usize,
    end: usize,
    lexicon: &ReadingLexicon,
) -> (Value, Range<usize>) {
    let core = at..at + value.len;
    let before = if at > floor { text.lower(at - 1) } else { "" };
    let joint = text.lower(core.end);
    let joins = match joint {
        "and" => before == "between",
        "to" => before != "from",
        "-" | "\u{2013}" | "\u{2014}" => true,
        _ => false,
    };
    if !joins || value.vague.is_some() || core.end + 1 >= end {
        return (value, core);
    }
    match value_at(&text.tokens, core.end + 1, end, lexicon) {
        Some(second)
            if second.vague.is_none() && second.low > value.low && !labelled(&text.tokens, at, lexicon) =>
        {
            let start = if before == "between" { at - 1 } else { at };
            let range = start..core.end + 1 + second.len;
            (Value { low: value.low, high: Some(second.low), vague: None, len: range.len() }, range)
        }
        _ => (value, core),
    }
}

/// The number that begins at token `i`.
fn value_at(tokens: &[Token<'_>], i: usize, end: usize, lexicon: &ReadingLexicon) -> Option<Value> {
    let token = tokens.get(i).filter(|_| i < end)?;
    if let Some((len, &low)) = lexicon.vague.at(tokens, i, end) {
        return Some(vague_value(tokens, i, len, low, end, lexicon));
    }
    match token.kind {
        TokenKind::Number => digits_value(tokens, i, end, lexicon),
        TokenKind::Word => words_value(tokens, i, end, lexicon),
        TokenKind::Sign => None,
    }
}

/// "several", "dozens", and with a multiplier "several hundred".
fn vague_value(
    tokens: &[Token<'_>],
    i: usize,
    len: usize,
    low: u64,
    end: usize,
    lexicon: &ReadingLexicon,
) -> Value {
    let word = tokens[i..i + len].iter().map(|t| t.lower.as_str()).collect::<Vec<_>>().join(" ");
    let multiplier =
        tokens.get(i + len).filter(|_| i + len < end).and_then(|t| lexicon.multipliers.get(&t.lower));
    match multiplier {
        Some(&m) if low < 20 => {
            let word = format!("{word} {}", tokens[i + len].lower);
            Value { low: low.saturating_mul(m), high: None, vague: Some(word), len: len + 1 }
        }
        _ => Value { low, high: None, vague: Some(word), len },
    }
}

/// "2,000", "3.5 million".
fn digits_value(tokens: &[Token<'_>], i: usize, end: usize, lexicon: &ReadingLexicon) -> Option<Value> {
    let digits: String = tokens[i].text.chars().filter(|c| *c != ',').collect();
    if digits.contains(':') || digits.len() > 15 {
        return None;
    }
    let multiplier =
        tokens.get(i + 1).filter(|_| i + 1 < end).and_then(|t| lexicon.multipliers.get(&t.lower));
    let glued = |t: &Token<'_>| t.span.start == tokens[i].span.end;
    match (digits.split_once('.'), multiplier) {
        (None, Some(&m)) if m >= 1000 || tokens[i + 1].lower.len() > 1 => Some(
            Value { low: digits.parse::<u64>().ok()?.checked_mul(m)?, high: None, vague: None, len: 2 }
                .point(),
        ),
        (None, _) => Some(Value { low: digits.parse().ok()?, high: None, vague: None, len: 1 }.point()),
        (Some((whole, part)), Some(&m))
            if part.len() <= 6 && (tokens[i + 1].lower.len() > 1 || glued(&tokens[i + 1])) =>
        {
            let scale = 10u64.pow(part.len() as u32);
            let low = whole
                .parse::<u64>()
                .ok()?
                .checked_mul(m)?
                .checked_add(part.parse::<u64>().ok()?.checked_mul(m)? / scale)?;
            Some(Value { low, high: None, vague: None, len: 2 }.point())
        }
        _ => None,
    }
}

impl Value {
    fn point(self) -> Self {
        Value { high: Some(self.low), ..self }
    }
}

/// "thirty-four", "one hundred and fifty", "a dozen", "half a million".
fn words_value(tokens: &[Token<'_>], i: usize, end: usize, lexicon: &ReadingLexicon) -> Option<Value> {
    let word = |k: usize| tokens.get(k).filter(|_| k < end).map_or("", |t| t.lower.as_str());
    if word(i) == "half" && matches!(word(i + 1), "a" | "an") {
        let m = lexicon.multipliers.get(word(i + 2))?;
        return Some(Value { low: m / 2, high: None, vague: None, len: 3 }.point());
    }
    if matches!(word(i), "a" | "an") {
        lexicon.multipliers.get(word(i + 1)).filter(|_| word(i + 1).len() > 1)?;
    }
    let first = if matches!(word(i), "a" | "an") { 1 } else { simple_number(word(i), lexicon)? };
    let (mut total, mut group, mut len) = (0u64, first, 1);
    loop {
        let next = word(i + len);
        if let Some(&m) = lexicon.multipliers.get(next).filter(|_| next.len() > 1) {
            if m == 100 || m == 12 || m == 20 {
                group = group.checked_mul(m)?;
            } else {
                total = total.checked_add(group.checked_mul(m)?)?;
                group = 0;
            }
            len += 1;
        } else if let Some(n) = simple_number(next, lexicon).filter(|n| adds_to(group, *n) && len > 1) {
            group += n;
            len += 1;
        } else if next == "and"
            && len > 1
            && group % 100 == 0
            && simple_number(word(i + len + 1), lexicon).is_some_and(|n| n < 100)
            && group > 0
        {
            group += simple_number(word(i + len + 1), lexicon)?;
            len += 2;
        } else {
            break;
        }
    }
    Some(Value { low: total.checked_add(group)?, high: None, vague: None, len }.point())
}

fn adds_to(group: u64, n: u64) -> bool {
    (group % 100 == 0 && n < 100) || (group % 10 == 0 && group % 100 != 0 && n < 10)
}

/// A number word, or two joined by a hyphen: "thirty", "thirty-four".
fn simple_number(word: &str, lexicon: &ReadingLexicon) -> Option<u64> {
    match word.split_once('-') {
        None => lexicon.units.get(word).copied(),
        Some((tens, ones)) => {
            let (a, b) = (*lexicon.units.get(tens)?, *lexicon.units.get(ones)?);
            (a >= 20 && b < 10).then_some(a + b)
        }
    }
}

/// Whether the number before token `at` is a label: "Article 27", "$5", "Room 4".
fn labelled(tokens: &[Token<'_>], at: usize, lexicon: &ReadingLexicon) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|b| tokens.get(b)) else { return false };
    lexicon.currencies.contains(&before.lower)
        || (lexicon.labels.contains(&before.lower)
            && (before.is_capital()
                || matches!(before.lower.as_str(), "aged" | "age" | "page" | "no." | "article")))
        || before.text == "#"
}

/// Whether a number counts no people or things: years, ages, percentages, money, distances, durations, labels.
fn counts_nothing(
    tokens: &[Token<'_>],
    core: &Range<usize>,
    vague: bool,
    end: usize,
    lexicon: &ReadingLexicon,
) -> bool {
    let next = tokens.get(core.end).filter(|_| core.end < end);
    let after = next.map_or("", |t| t.lower.as_str());
    let glued_sign = next.is_some_and(|t| t.text == "-" && t.span.start == tokens[core.end - 1].span.end)
        && tokens.get(core.end + 1).is_none_or(|t| t.lower != "plus");
    let age = core.start > 0
        && tokens[core.start - 1].text == ","
        && matches!(after, "," | ".")
        && core.len() == 1
        && tokens[core.start].kind == TokenKind::Number
        && tokens[core.start].text.len() <= 2
        && core.start >= 2
        && tokens[core.start - 2].is_capital()
        && tokens[core.start - 2].kind == TokenKind::Word;
    // "2. In Nyarit ...": the number of a paragraph.
    let enumerates = after == "."
        && end - core.end == 1
        && core.len() == 1
        && (core.start == 0 || tokens[core.start - 1].kind == TokenKind::Sign)
        && tokens[core.start].text.len() <= 2;
    let unit = lexicon.uncounted.contains(after) && !(after == "m" && vague);
    let square = tokens.get(core.end).is_some_and(|t| t.lower == "square");
    labelled(tokens, core.start, lexicon)
        || enumerates
        || is_numbered(tokens, core, next, lexicon)
        || glued_sign
        || age
        || unit
        || square
        || is_year(tokens, core, end, lexicon)
        || matches!(after, "%" | "\u{b0}" | "/")
        || (core.start > 0 && tokens[core.start - 1].text == "/")
}

/// "Shed 4": a short number right after a capitalised noun inside a sentence, with no noun after it.
fn is_numbered(
    tokens: &[Token<'_>],
    core: &Range<usize>,
    next: Option<&Token<'_>>,
    lexicon: &ReadingLexicon,
) -> bool {
    let short =
        core.len() == 1 && tokens[core.start].kind == TokenKind::Number && tokens[core.start].text.len() <= 3;
    if !short || core.start < 2 {
        return false;
    }
    let (noun, before) = (&tokens[core.start - 1], &tokens[core.start - 2]);
    let capital = noun.is_capital()
        && !lexicon.starters.contains(&noun.lower)
        && before.kind == TokenKind::Word
        && !before.is_capital();
    capital && next.is_none_or(|t| t.kind == TokenKind::Sign || lexicon.ends_phrase(&t.lower))
}

/// Four digits from 1900 to 2100 that no counted noun follows.
fn is_year(tokens: &[Token<'_>], core: &Range<usize>, end: usize, lexicon: &ReadingLexicon) -> bool {
    let token = &tokens[core.start];
    let year = token.kind == TokenKind::Number
        && token.text.len() == 4
        && !token.text.contains([',', '.'])
        && token.text.parse::<u32>().is_ok_and(|y| (1900..=2100).contains(&y));
    if !year || core.len() != 1 {
        return false;
    }
    let after = tokens.get(core.end).filter(|t| core.end < end && t.kind == TokenKind::Word);
    let counted = after.is_some_and(|t| {
        lexicon.shared.populations.known_key(&t.lower).is_some()
            || lexicon.harm_adjectives.contains_key(&t.lower)
    });
    let dated = core.start > 0
        && tokens[core.start - 1].is_any(&[
            "in", "since", "of", "by", "until", "during", "from", "the", "early", "late", "mid", "and", "to",
            "to", "-",
        ]);
    !counted || dated
}

/// Looks at the words around the number and makes its interval.
fn qualify(
    text: &Text<'_>,
    value: Value,
    core: Range<usize>,
    floor: usize,
    end: usize,
    lexicon: &ReadingLexicon,
) -> Figure {
    let mut start = core.start;
    let mut stop = core.end;
    let (mut bound, mut about) = (None, value.vague.is_some());
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
    let multiple = text.lower(stop) == "times";
    let (low, high) = (value.low, value.high);
    let (low, high) = match (bound, high) {
        (Some(Bound::AtLeast), Some(h)) if h == low => (Some(low), None),
        (Some(Bound::MoreThan), Some(h)) if h == low => (Some(low.saturating_add(1)), None),
        (Some(Bound::UpTo), Some(h)) => (None, Some(h)),
        (Some(Bound::FewerThan), Some(h)) => (None, Some(h.saturating_sub(1))),
        (_, high) => (Some(low), high),
    };
    let interval = Interval {
        low,
        high,
        point: None,
        approximate: about,
        vague: value.vague.map(Vague),
        basis: None,
        as_written: text.words(start..stop),
    };
    Figure { tokens: start..stop, core, interval, multiple }
}

/// Whether the verb before "up to" is one of motion: "goes up to", "rose up to".
fn moves(text: &Text<'_>, before: usize, floor: usize) -> bool {
    const MOTION: [&str; 14] = [
        "go", "goes", "went", "going", "gone", "rise", "rises", "rose", "risen", "climbs", "climbed",
        "pushed", "pushes", "brings",
    ];
    before > floor && MOTION.contains(&text.lower(before - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::tests::report;
    use crate::text::Text;

    fn check(words: &str, expected: &[(&str, Option<u64>, Option<u64>, bool)]) {
        let report = report(words);
        let text = Text::of(&report);
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
        check("the 3,000-plus men", &[("3,000-plus", Some(3000), None, false)]);
        check("more than 3,000 men", &[("more than 3,000", Some(3001), None, false)]);
        check("as many as 2,000 men", &[("as many as 2,000", None, Some(2000), false)]);
        check("fewer than twenty men", &[("fewer than twenty", None, Some(19), false)]);
        check("some 3,400 members", &[("some 3,400", Some(3400), Some(3400), true)]);
        check(
            "between 5,000 and 10,000 men",
            &[("between 5,000 and 10,000", Some(5000), Some(10000), false)],
        );
        check("10 to 20 villages", &[("10 to 20", Some(10), Some(20), false)]);
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
            "it had \u{201c}so far not exceeded about 150\u{201d}",
            &[("not exceeded about 150", None, Some(150), true)],
        );
        check("he saw maybe around 100 people", &[("maybe around 100", Some(100), Some(100), true)]);
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
        ] {
            check(words, &[]);
        }
    }

    #[test]
    fn a_year_before_a_counted_noun_is_a_number() {
        check("killed 2000 people", &[("2000", Some(2000), Some(2000), false)]);
    }
}
