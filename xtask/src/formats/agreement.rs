//! How far two texts agree, word by word in order.

use unicode_normalization::UnicodeNormalization;

/// The words that are compared.
pub fn words(text: &str) -> Vec<String> {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.trim();
        let parted = joined.ends_with("-\n") && line.starts_with(char::is_lowercase);
        if parted && joined.trim_end_matches("-\n").ends_with(char::is_alphabetic) {
            joined.truncate(joined.len() - 2);
        }
        joined.push_str(without_label(line));
        joined.push('\n');
    }
    let folded: String = joined.nfkc().filter_map(folded).collect();
    let without_marks = without_turned_ligatures(&without_note_marks(&folded));
    // Chinese and Japanese have no blanks between words: every character counts as one.
    let is_alone =
        |c: char| matches!(c, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff65}');
    let parted: String = without_marks
        .chars()
        .flat_map(|c| if is_alone(c) { [Some(' '), Some(c), Some(' ')] } else { [Some(c), None, None] })
        .flatten()
        .collect();
    let words = parted.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    words.map(str::to_string).collect()
}

/// A character as it is compared.
fn folded(c: char) -> Option<char> {
    Some(match c {
        '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{200e}' | '\u{200f}' => return None,
        // Marks by which pdftotext tells the direction of each stretch.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => return None,
        // How w3m shows what is raised, and the way back from a note.
        '^' | '\u{21a9}' | '\u{fe0e}' => return None,
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{201a}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' => '"',
        c => c,
    })
}

/// A text whose stretches of Arabic lam and alef are in one order: pdftotext takes ligatures of the two apart the wrong way round.
fn without_turned_ligatures(text: &str) -> String {
    let is_either = |c: &char| matches!(c, 'ل' | 'ا' | 'أ' | 'إ' | 'آ');
    let letters: Vec<char> = text.chars().collect();
    let stretches = letters.chunk_by(|a, b| is_either(a) && is_either(b));
    let ordered = stretches.flat_map(|stretch| {
        let mut stretch = stretch.to_vec();
        if is_either(&stretch[0]) {
            stretch.sort_unstable();
        }
        stretch
    });
    ordered.collect()
}

/// A line without the number or letter that labels the item of a list.
fn without_label(line: &str) -> &str {
    let Some((label, rest)) = line.split_once(char::is_whitespace) else { return line };
    let body = label.trim_end_matches(['.', ')']);
    let is_number = !body.is_empty() && body.len() <= 3 && body.bytes().all(|b| b.is_ascii_digit());
    if is_number && body.len() < label.len() { rest } else { line }
}

/// A text without `[1]`.
fn without_note_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, mark) = rest.split_at(at);
        out.push_str(before);
        let end = mark.find(']').filter(|end| *end > 1 && mark[1..*end].bytes().all(|b| b.is_ascii_digit()));
        let length = end.map_or(1, |end| end + 1);
        if end.is_none() {
            out.push('[');
        }
        rest = &mark[length..];
    }
    out + rest
}

/// The share of words on which two texts agree, 0 to 1.
pub fn share(a: &str, b: &str) -> f64 {
    let (a, b) = (words(a), words(b));
    let longer = a.len().max(b.len());
    if longer == 0 { 1.0 } else { 1.0 - distance(&a, &b) as f64 / longer as f64 }
}

/// Words put in, left out or replaced, at least: the diagonal band that holds the answer, doubled until it does (Ukkonen, "Algorithms for
/// approximate string matching", Information and Control 64, 1985).
fn distance(a: &[String], b: &[String]) -> usize {
    let mut band = 16;
    loop {
        let found = distance_within(a, b, band);
        if found <= band || band > a.len() + b.len() {
            return found;
        }
        band *= 2;
    }
}

/// The distance if it is at most `band`, else a number above it.
fn distance_within(a: &[String], b: &[String], band: usize) -> usize {
    if a.len().abs_diff(b.len()) > band {
        return band + 1;
    }
    let beyond = a.len() + b.len() + 1;
    let mut row: Vec<usize> = (0..=b.len()).map(|j| if j <= band { j } else { beyond }).collect();
    for (i, word) in a.iter().enumerate() {
        let from = i.saturating_sub(band);
        let to = (i + 1 + band).min(b.len());
        let mut diagonal = row[from];
        row[from] = if from == 0 { i + 1 } else { beyond };
        for j in from..to {
            let replaced = diagonal + usize::from(*word != b[j]);
            diagonal = row[j + 1];
            let above = if j < i + band { row[j + 1] } else { beyond };
            row[j + 1] = replaced.min(row[j] + 1).min(above + 1);
        }
    }
    row[b.len()]
}

/// Where two texts part, as lines for a person: the words around, by longest common runs from the front.
pub fn differences(a: &str, b: &str) -> Vec<String> {
    let (a, b) = (words(a), words(b));
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        // The nearest place where three words agree again.
        let agree = |x: usize, y: usize| (0..3).all(|k| a.get(x + k) == b.get(y + k)) && x < a.len();
        let next =
            (1..400).find_map(|n| (0..=n).find(|k| agree(i + k, j + n - k)).map(|k| (i + k, j + n - k)));
        let (x, y) = next.unwrap_or((a.len(), b.len()));
        let some = |words: &[String]| words.iter().take(12).cloned().collect::<Vec<_>>().join(" ");
        lines.push(format!("here <{}> there <{}>", some(&a[i..x]), some(&b[j..y])));
        (i, j) = (x, y);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_agree_by_words_in_order() {
        for (a, b, want) in [
            ("Six people died.", "Six\n people  died.", 1.0),
            ("a hyphen-\nated word", "a hyphenated word", 1.0),
            ("• one\n1. two [1]", "one two", 1.0),
            ("one two three four", "one three four", 0.75),
            ("one two", "three four", 0.0),
            ("", "", 1.0),
            ("", "a", 0.0),
            ("火災、け が人", "火災、\nけが人", 1.0),
            ("1990 was cold", "1990 was cold", 1.0),
            ("على الأقل", "\u{202b}ﻋﻠﻰ األقل\u{202c}", 1.0),
        ] {
            assert!((share(a, b) - want).abs() < 1e-9, "{a} / {b}: {}", share(a, b));
        }
        let many: Vec<String> = (0..500).map(|n| n.to_string()).collect();
        let moved = [&many[40..], &many[..40]].concat();
        assert_eq!(distance(&many, &moved), 80);
        assert_eq!(distance(&many, &many[100..]), 100);
        assert_eq!(differences("a b c d e", "a x c d e"), ["here <b> there <x>"]);
    }
}
