//! Whether a short phrase looks like the name of a person: two to five words with capitals, with ranks before and small
//! words between.

use crate::words::EN;

/// Whether the whole phrase looks like a person's name.
pub(crate) fn is_person_name(phrase: &str) -> bool {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    name_words(&words) == words.len() && !words.is_empty()
}

/// How many bytes of `text` a person's name at its very beginning takes, ranks included.
pub(crate) fn starts_with_name(text: &str) -> Option<&str> {
    let head: Vec<&str> = text.split_whitespace().take(8).collect();
    // A comma or a dash ends the name.
    let until = head.iter().position(|w| w.ends_with([',', ':', ';']) || is_dash(w));
    let words: Vec<&str> = match until {
        Some(n) if is_dash(head[n]) => head[..n].to_vec(),
        Some(n) => head[..=n].to_vec(),
        None => head,
    };
    let bare: Vec<&str> = words.iter().map(|w| w.trim_end_matches([',', ':', ';'])).collect();
    let taken = name_words(&bare);
    let last = taken.checked_sub(1).and_then(|n| bare.get(n))?;
    let start = text.len() - text.trim_start().len();
    let end = last.as_ptr() as usize + last.len() - text.as_ptr() as usize;
    text.get(start..end)
}

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "|")
}

/// How many leading words make a name: ranks, then two to four capitalised words with particles between. Zero when none.
fn name_words(words: &[&str]) -> usize {
    let ranks =
        words.iter().take_while(|w| EN.ranks.contains(&w.trim_end_matches('.').to_lowercase())).count();
    if words.get(ranks).is_some_and(|w| EN.openers.contains(&w.to_lowercase())) {
        return 0;
    }
    let mut capitals = 0;
    let mut end = ranks;
    for (n, word) in words.iter().enumerate().skip(ranks) {
        if is_capitalised(word) {
            capitals += 1;
            end = n + 1;
        } else if capitals == 0 || !EN.particles.contains(*word) {
            break;
        }
        if capitals == 4 {
            break;
        }
    }
    let enough = capitals >= 2 || (capitals == 1 && ranks > 0);
    if enough { end } else { 0 }
}

/// `Berg`, `al-Bayati`, `O'Neil`, `J.`, `ANNA`; no digits, no punctuation at the end but a full stop of an initial.
fn is_capitalised(word: &str) -> bool {
    let core = word.strip_suffix('.').filter(|w| w.chars().count() <= 2).unwrap_or(word);
    let mut parts = core.split(['-', '\'', '’']);
    let first_upper = parts.any(|part| part.chars().next().is_some_and(char::is_uppercase));
    first_upper && core.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c)) && !core.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_other_phrases() {
        for (phrase, want) in [
            ("Anna Berg", true),
            ("Brig. Gen. Anna Berg", true),
            ("Hamid al-Bayati", true),
            ("Abu Musa bin Tarif", true),
            ("Dr. Berg", true),
            ("Berg", false),
            ("The Harl Gazette", false),
            ("local official", false),
            ("Anna Berg said so", false),
            ("34 People", false),
            ("", false),
        ] {
            assert_eq!(is_person_name(phrase), want, "{phrase}");
        }
    }

    #[test]
    fn a_text_may_begin_with_a_name() {
        for (text, want) in [
            ("Anna Berg is a fellow", Some("Anna Berg")),
            ("Anna Berg, is a fellow", Some("Anna Berg")),
            ("Brig. Gen. Anna Berg - Head of the guard", Some("Brig. Gen. Anna Berg")),
            ("The bridge is closed", None),
            ("", None),
        ] {
            assert_eq!(starts_with_name(text), want, "{text}");
        }
    }
}
