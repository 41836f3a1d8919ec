//! The number itself: digits, number words, and words without a number.

use crate::lexicon::{ReadingLexicon, Word};
use crate::text::{Token, TokenKind};
use recount_lexicon::populations::PEOPLE;

/// A number before its qualifiers are looked at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Value {
    pub low: u64,
    pub high: Option<u64>,
    pub vague: Option<String>,
    /// Whether the word itself means it roughly: "une centaine".
    pub round: bool,
    pub len: usize,
}

/// The number that begins at token `i`.
pub(super) fn value_at(
    tokens: &[Token<'_>],
    i: usize,
    end: usize,
    lexicon: &ReadingLexicon,
) -> Option<Value> {
    let token = tokens.get(i).filter(|_| i < end)?;
    if let Some((len, &low)) = lexicon.vague.at(tokens, i, end) {
        return Some(vague_value(tokens, i, len, low, end, lexicon));
    }
    if let Some((len, &n)) = lexicon.round.at(tokens, i, end) {
        return Some(Value { low: n, high: Some(n), vague: None, round: true, len });
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
            Value { low: low.saturating_mul(m), high: None, vague: Some(word), round: false, len: len + 1 }
        }
        _ => Value { low, high: None, vague: Some(word), round: false, len },
    }
}

/// "2,000", "3.5 million".
fn digits_value(tokens: &[Token<'_>], i: usize, end: usize, lexicon: &ReadingLexicon) -> Option<Value> {
    let signs = lexicon.digits;
    let kept = tokens[i].text.chars().filter(|c| *c != signs.group && !c.is_whitespace());
    let digits: String = kept.map(|c| if c == signs.decimal { '.' } else { c }).collect();
    if digits.contains(':') || digits.len() > 15 {
        return None;
    }
    let multiplier =
        tokens.get(i + 1).filter(|_| i + 1 < end).and_then(|t| lexicon.multipliers.get(&t.lower));
    let glued = |t: &Token<'_>| t.span.start == tokens[i].span.end;
    match (digits.split_once('.'), multiplier) {
        (None, Some(&m)) if m >= 1000 || tokens[i + 1].lower.len() > 1 => Some(
            Value {
                low: digits.parse::<u64>().ok()?.checked_mul(m)?,
                high: None,
                vague: None,
                round: false,
                len: 2,
            }
            .point(),
        ),
        (None, _) => {
            Some(Value { low: digits.parse().ok()?, high: None, vague: None, round: false, len: 1 }.point())
        }
        (Some((whole, part)), Some(&m))
            if part.len() <= 6 && (tokens[i + 1].lower.len() > 1 || glued(&tokens[i + 1])) =>
        {
            let scale = 10u64.pow(part.len() as u32);
            let low = whole
                .parse::<u64>()
                .ok()?
                .checked_mul(m)?
                .checked_add(part.parse::<u64>().ok()?.checked_mul(m)? / scale)?;
            Some(Value { low, high: None, vague: None, round: false, len: 2 }.point())
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
    let is = |k: usize, class: Word| k < end && tokens.get(k).is_some_and(|t| t.is(class));
    if is(i, Word::Half) && is(i + 1, Word::A) {
        let m = lexicon.multipliers.get(word(i + 2))?;
        return Some(Value { low: m / 2, high: None, vague: None, round: false, len: 3 }.point());
    }
    let known = simple_number(word(i), lexicon);
    let article = is(i, Word::A) && known.is_none();
    if article {
        lexicon.multipliers.get(word(i + 1)).filter(|_| word(i + 1).len() > 1)?;
    }
    // "Cent vingt": a word that is a number and multiplies too.
    let alone = lexicon.multipliers.get(word(i)).filter(|_| known.is_some());
    let (mut total, mut group, mut len) = match (lexicon.unit_phrases.at(tokens, i, end), alone) {
        (Some((len, &n)), _) => (0u64, n, len),
        (None, Some(&m)) if m >= 1000 => (m, 0, 1),
        (None, Some(&m)) => (0, m, 1),
        (None, None) if article => (0, 1, 1),
        (None, None) => (0, known?, 1),
    };
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
        } else if let Some((more, &n)) =
            lexicon.unit_phrases.at(tokens, i + len, end).filter(|(_, n)| adds_to(group, **n))
        {
            group += n;
            len += more;
        } else if let Some(n) =
            simple_number(next, lexicon).filter(|n| adds_to(group, *n) && (len > 1 || alone.is_some()))
        {
            group += n;
            len += 1;
        } else if is(i + len, Word::And)
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
    // "Une femme" but not "une attaque": an article that is the number one as well counts people only.
    if len == 1 && !article && is(i, Word::A) && !counts_one(tokens, i + 1, end, lexicon) {
        return None;
    }
    Some(Value { low: total.checked_add(group)?, high: None, vague: None, round: false, len }.point())
}

/// Whether the word at `at` names a person or a death.
fn counts_one(tokens: &[Token<'_>], at: usize, end: usize, lexicon: &ReadingLexicon) -> bool {
    let people = |t: &Token<'_>| {
        let populations = &lexicon.shared.populations;
        populations.known_key(&t.lower).is_some_and(|key| populations.within(key, PEOPLE))
    };
    tokens.get(at).filter(|_| at < end).is_some_and(people) || lexicon.harm_nouns.has(tokens, at, end)
}

fn adds_to(group: u64, n: u64) -> bool {
    (group.is_multiple_of(100) && n < 100)
        || (group.is_multiple_of(10) && !group.is_multiple_of(100) && n < 10)
}

/// A number word, or two joined by a hyphen: "thirty", "thirty-four".
fn simple_number(word: &str, lexicon: &ReadingLexicon) -> Option<u64> {
    if let Some(&n) = lexicon.units.get(word) {
        return Some(n);
    }
    match word.split_once('-') {
        None => None,
        Some((tens, ones)) => {
            let (a, b) = (*lexicon.units.get(tens)?, *lexicon.units.get(ones)?);
            (a >= 20 && b < 10).then_some(a + b)
        }
    }
}
