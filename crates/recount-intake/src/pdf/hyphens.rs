//! Words that were cut at the end of a line. A soft hyphen always goes; a written one goes when the document cuts words at line
//! ends at all and nothing in it shows the word to be written with a hyphen.

use super::lines::Line;
use std::collections::BTreeSet;

/// What a document shows of how it writes words.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    /// Words that stand within lines, in lower case, with and without hyphens in them.
    words: BTreeSet<String>,
    /// Whether words are cut at the ends of lines.
    cuts: bool,
}

/// Hyphens that are written.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{ad}'];

impl Spellings {
    /// Reads them off the lines.
    pub fn of<'l>(lines: impl Iterator<Item = &'l Line>) -> Spellings {
        let mut words = BTreeSet::new();
        let (mut ends, mut count, mut broken) = (0usize, 0usize, 0usize);
        for line in lines {
            let (last, inner) = match line.words.split_last() {
                Some((last, inner)) => (last.text.as_str(), inner),
                None => continue,
            };
            count += 1;
            ends += usize::from(cut_part(last).is_some());
            broken += usize::from(last.ends_with('\u{ad}'));
            let inner = inner.iter().map(|word| word.text.as_str());
            for word in inner.chain(cut_part(last).is_none().then_some(last)) {
                let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                if !bare.is_empty() {
                    words.insert(bare);
                }
            }
        }
        // Text that is not cut at line ends has a hyphen there once in a hundred lines or more, where a compound is parted.
        Spellings { words, cuts: broken > 0 || (ends >= 2 && 30 * ends > count) }
    }

    /// How much of a word that ends a line is written before the word that begins the next, when the two are one: all of it, or
    /// all but its hyphen.
    pub fn head<'w>(&self, end: &'w str, next: &str) -> Option<&'w str> {
        let part = cut_part(end)?;
        let soft = end.ends_with('\u{ad}');
        let follows = next.chars().next()?;
        if !follows.is_alphanumeric() {
            return None;
        }
        if soft {
            return Some(part);
        }
        let with = || format!("{part}-{next}");
        let without = || format!("{part}{next}");
        let bare = |word: String| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let compound =
            part.contains(HYPHENS) || !follows.is_lowercase() || part.ends_with(|c: char| c.is_numeric());
        if self.words.contains(&bare(without())) {
            return Some(part);
        }
        if compound || !self.cuts || self.words.contains(&bare(with())) {
            return Some(end);
        }
        // Both halves are words of the document, and the whole is not.
        let half = |word: &str| {
            let word = bare(word.to_string());
            word.chars().count() > 3 && self.words.contains(&word)
        };
        Some(if half(part) && half(next) { end } else { part })
    }
}

/// The part of a word before the hyphen it ends with; none when it ends with none, or with a dash.
fn cut_part(word: &str) -> Option<&str> {
    let part = word.strip_suffix(HYPHENS)?;
    part.ends_with(char::is_alphanumeric).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_words_are_joined_as_the_document_writes_them() {
        let words = ["information", "well-known", "harbour", "master"];
        let mut spellings =
            Spellings { words: words.iter().map(|word| word.to_string()).collect(), cuts: true };
        for (end, next, want) in [
            ("infor-", "mation,", Some("information,")),
            ("well-", "known", Some("well-known")),
            ("har-", "bours", Some("harbours")),
            ("harbour-", "master", Some("harbour-master")),
            ("Anna-", "Berg", Some("Anna-Berg")),
            ("20-", "year", Some("20-year")),
            ("man-of-", "war", Some("man-of-war")),
            ("well\u{ad}", "known", Some("wellknown")),
            ("said", "that", None),
            ("said -", "that", None),
            ("-", "that", None),
            ("two-", "(or", None),
        ] {
            let joined = spellings.head(end, next).map(|head| format!("{head}{next}"));
            assert_eq!(joined.as_deref(), want, "{end} {next}");
        }
        spellings.cuts = false;
        assert_eq!(spellings.head("har-", "bours"), Some("har-"));
        assert_eq!(spellings.head("infor-", "mation"), Some("infor"));
    }
}
