//! A name cut into its parts, in Latin letters: which words are its own, and which are particles, titles, legal forms, numbers.

use super::NameKind;
use super::sound::sound_of;
use super::words::NameWords;

/// What a part of a name is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PartRole {
    /// A word of the name's own.
    Word,
    /// A single letter with or without a full stop.
    Initial,
    /// A number, however written.
    Number(u64),
    /// A word that names nobody: an article, a preposition, "son of".
    Particle,
    /// A title or what stands before a ship's name.
    Title,
    /// A legal form, by its key.
    LegalForm(String),
}

/// A part of a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// The word in Latin letters, lower case.
    pub text: String,
    /// How it sounds, see `sound`.
    pub sound: String,
    /// What it is.
    pub role: PartRole,
    /// How much it counts where it is paired.
    pub weight: f64,
    /// The entry of its meaning, for a generic word of bodies.
    pub generic: Option<usize>,
    /// "Son of" stands before it.
    pub father: bool,
    /// It was written in a script without vowels.
    pub vowelless: bool,
}

/// No name is longer; what follows is not read, so that a comparison has a bound.
const MOST_PARTS: usize = 24;
/// No name is longer, in characters.
const LONGEST_NAME_CHARS: usize = 1_000;
/// No word of a name is longer, in letters.
const LONGEST_WORD_BYTES: usize = 40;

/// A run of letters and digits, and what it was written with.
struct Token {
    text: String,
    vowelless: bool,
    /// A hyphen without spaces stands between it and the token before.
    hyphen_before: bool,
}

/// The words in Latin letters and lower case, cut at everything that is neither letter nor digit.
pub(super) fn latin(words: &str) -> Vec<String> {
    tokens(words).into_iter().map(|t| t.text).collect()
}

fn is_vowelless_script(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// Each sign is a word of its own.
fn is_syllable_script(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
}

fn tokens(words: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut open = false;
    let mut hyphen = false;
    for c in words.chars().take(LONGEST_NAME_CHARS) {
        if matches!(
            c,
            '\'' | '\u{2019}'
                | '\u{2018}'
                | '`'
                | '\u{2bf}'
                | '\u{2be}'
                | '\u{2bc}'
                | '\u{200c}'
                | '\u{200d}'
        ) || unicode_normalization::char::is_combining_mark(c)
        {
            continue;
        }
        if c == '&' {
            out.push(Token { text: "and".to_string(), vowelless: false, hyphen_before: false });
            (open, hyphen) = (false, false);
            continue;
        }
        if !c.is_alphanumeric() {
            hyphen = open && matches!(c, '-' | '\u{2010}' | '\u{2011}');
            open = false;
            continue;
        }
        let latin = deunicode::deunicode_char(c).unwrap_or_default();
        let letters = latin.chars().filter(char::is_ascii_alphanumeric).map(|l| l.to_ascii_lowercase());
        let alone = is_syllable_script(c);
        if !open || alone {
            if out.len() >= 2 * MOST_PARTS {
                break;
            }
            let hyphen_before = std::mem::take(&mut hyphen);
            out.push(Token { text: String::new(), vowelless: is_vowelless_script(c), hyphen_before });
        }
        open = !alone;
        if let Some(token) = out.last_mut() {
            token.text.extend(letters);
            token.text.truncate(LONGEST_WORD_BYTES);
            // The Arabic article is one word with its noun, and its first letter is silent in Latin letters.
            if token.text == "l" && c == '\u{644}' {
                token.text = "al".to_string();
            }
        }
    }
    out.retain(|t| !t.text.is_empty());
    for token in out.iter_mut().filter(|t| t.vowelless) {
        if let Some(rest) = token.text.strip_prefix("al").filter(|rest| rest.len() >= 2) {
            token.text = rest.to_string();
        }
    }
    out
}

/// Whether the words are those of bodies or of persons.
pub(super) fn kind_by_words(left: &str, right: &str, words: &NameWords) -> NameKind {
    let is_body = |name: &str| {
        let parts = of_name(name, NameKind::Body, words);
        parts
            .iter()
            .any(|p| p.generic.is_some() || matches!(p.role, PartRole::LegalForm(_) | PartRole::Number(_)))
    };
    if is_body(left) || is_body(right) { NameKind::Body } else { NameKind::Person }
}

/// Cuts a name into its parts.
pub(super) fn of_name(name: &str, kind: NameKind, words: &NameWords) -> Vec<Part> {
    let person = kind == NameKind::Person;
    let mut tokens = tokens(name);
    if person {
        tokens.iter_mut().for_each(|t| unmask_digits(&mut t.text, words));
        tokens = split_servants(tokens, words);
    } else {
        tokens = join_prefixes(join_single_letters(tokens), words);
    }
    tokens.truncate(MOST_PARTS);
    let forms = if person { vec![None; tokens.len()] } else { legal_forms(&tokens, words) };
    let mut parts: Vec<Part> = Vec::new();
    let mut at = 0;
    let mut father = false;
    while at < tokens.len() {
        if let Some((length, key)) = &forms[at] {
            let text = tokens[at..at + length].iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
            parts.push(part(text, PartRole::LegalForm(key.clone()), 0.1));
            at += length;
            continue;
        }
        let token = &tokens[at];
        let before_word = at + 1 < tokens.len();
        let mut made = if person {
            person_part(token, at, before_word, words)
        } else {
            body_part(token, at, kind, words)
        };
        made.vowelless = token.vowelless;
        if person && words.son_of.contains(&token.text) && at > 0 && before_word {
            (made.role, made.weight) = (PartRole::Particle, 0.1);
            father = true;
        } else if made.role == PartRole::Word {
            made.father = std::mem::take(&mut father);
        }
        parts.push(made);
        at += 1;
    }
    // A name all of whose words are particles or titles is made of them: "Van Den", "The The", "Lord".
    if !parts.iter().any(|p| matches!(p.role, PartRole::Word | PartRole::Initial | PartRole::Number(_))) {
        for part in &mut parts {
            (part.role, part.weight) = (PartRole::Word, 1.0);
        }
    }
    parts
}

fn part(text: String, role: PartRole, weight: f64) -> Part {
    let sound = sound_of(&text);
    Part { text, sound, role, weight, generic: None, father: false, vowelless: false }
}

fn person_part(token: &Token, at: usize, before_word: bool, words: &NameWords) -> Part {
    let text = token.text.clone();
    let is_word = text.bytes().any(|b| b.is_ascii_alphabetic());
    if text.len() == 1 && is_word && !token.vowelless {
        return part(text, PartRole::Initial, 0.35);
    }
    if let Ok(number) = text.parse::<u64>() {
        return part(text, PartRole::Number(number), 0.3);
    }
    if words.titles.contains(&text) && before_word || (words.suffixes.contains(&text) && at > 0) {
        return part(text, PartRole::Title, 0.1);
    }
    if words.particles.contains(&text) {
        return part(text, PartRole::Particle, 0.1);
    }
    if words.servant.contains(&text) && before_word {
        return part(text, PartRole::Particle, 0.25);
    }
    let common = if words.common.contains(&text) { 0.7 } else { 1.0 };
    let length = match text.len() {
        0..=2 => 0.6,
        3 => 0.8,
        _ => 1.0,
    };
    part(text, PartRole::Word, common * length)
}

fn body_part(token: &Token, at: usize, kind: NameKind, words: &NameWords) -> Part {
    let text = token.text.clone();
    if let Some(number) = number_of(&text, at, words) {
        return part(text, PartRole::Number(number), 0.6);
    }
    if kind == NameKind::Vessel && at == 0 && words.vessels.contains(&text) {
        return part(text, PartRole::Title, 0.05);
    }
    if words.small_words.contains(&text) && (text.len() > 1 || at > 0) {
        return part(text, PartRole::Particle, 0.05);
    }
    if kind != NameKind::Vessel
        && let Some(&entry) = words.generic.get(&text)
    {
        return Part { generic: Some(entry), ..part(text, PartRole::Word, 0.4) };
    }
    let weight = match text.len() {
        0..=2 => 0.6,
        3 => 0.7,
        4 => 0.85,
        5..=8 => 1.0,
        _ => 1.2,
    };
    part(text, PartRole::Word, weight)
}

/// Digits, number words, ordinals and Roman numerals from II to XXXIX that do not begin a name.
fn number_of(text: &str, at: usize, words: &NameWords) -> Option<u64> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|e| text.strip_suffix(e)).unwrap_or(text);
    digits
        .parse::<u64>()
        .ok()
        .or_else(|| words.numbers.get(text).copied())
        .or_else(|| (at > 0).then(|| roman(text))?)
}

fn roman(text: &str) -> Option<u64> {
    let (tens, rest) = match text.bytes().take_while(|&b| b == b'x').count() {
        n if n <= 3 => (n as u64, &text[n..]),
        _ => return None,
    };
    let ones =
        ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"].iter().position(|r| *r == rest)? as u64;
    (text.len() >= 2).then_some(10 * tens + ones)
}

/// "S1em" for "Siem": digits within a word of letters are read as the letters they look like.
fn unmask_digits(text: &mut String, words: &NameWords) {
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    if letters >= 2 && letters < text.len() {
        *text = text.chars().map(|c| words.lookalikes.get(&c).copied().unwrap_or(c)).collect();
    }
}

/// "Abdulaziz" as "Abdul Aziz". "Abdullah" is a name by itself.
fn split_servants(tokens: Vec<Token>, words: &NameWords) -> Vec<Token> {
    let mut out = Vec::with_capacity(tokens.len());
    for token in tokens {
        let cut = words.servant_prefix.iter().find_map(|p| {
            let rest = token.text.strip_prefix(p.as_str())?;
            (rest.len() >= 3 && !rest.starts_with("la") && !rest.starts_with("le")).then_some(p.len())
        });
        match cut {
            Some(at) => {
                let rest = token.text[at..].to_string();
                out.push(Token { text: token.text[..at].to_string(), ..token });
                out.push(Token { text: rest, vowelless: false, hyphen_before: false });
            }
            None => out.push(token),
        }
    }
    out
}

/// "A. B. C.", "S.A." and "M/V" in the name of a body: single letters in a row are one word.
fn join_single_letters(tokens: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut run = false;
    for token in tokens {
        let single = token.text.len() == 1 && token.text.bytes().all(|b| b.is_ascii_alphabetic());
        match out.last_mut() {
            Some(last) if single && run => last.text.push_str(&token.text),
            _ => out.push(token),
        }
        run = single;
    }
    out
}

/// "Co-operation" as "cooperation".
fn join_prefixes(tokens: Vec<Token>, words: &NameWords) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        match out.last_mut() {
            Some(last) if token.hyphen_before && words.hyphen_prefixes.contains(&last.text) => {
                last.text.push_str(&token.text);
            }
            _ => out.push(token),
        }
    }
    out
}

/// Where a legal form begins, its length in tokens and its key: the longest form at each place, never the whole name, and one
/// of few letters only at an end of the name.
fn legal_forms(tokens: &[Token], words: &NameWords) -> Vec<Option<(usize, String)>> {
    const LONGEST_FORM_WORDS: usize = 6;
    let mut out = vec![None; tokens.len()];
    let mut at = 0;
    let mut covered = 0;
    while at < tokens.len() {
        let found = (1..=LONGEST_FORM_WORDS.min(tokens.len() - at)).rev().find_map(|length| {
            let phrase: Vec<String> = tokens[at..at + length].iter().map(|t| t.text.clone()).collect();
            let short = phrase.iter().map(String::len).sum::<usize>() <= 2;
            let at_an_end =
                at == 0 || at + length == tokens.len() || out.iter().skip(at).all(Option::is_some);
            let key = words.legal_forms.get(&phrase)?;
            (covered + length < tokens.len() && (!short || at_an_end)).then(|| (length, key.clone()))
        });
        let length = found.as_ref().map_or(1, |(length, _)| *length);
        covered += if found.is_some() { length } else { 0 };
        out[at] = found;
        at += length;
    }
    out
}
