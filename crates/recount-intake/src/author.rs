//! The author's name out of a byline.

use crate::blocks::{is_person_name, link_text};
use crate::date_line::date_line;
use crate::words::{EN, bare, folded, one_line};

/// The name in `By Anna Berg, Harl` or `From ANNA BERG, Harl`; `None` for bylines that name nobody.
pub(crate) fn author_of(byline: &str) -> Option<String> {
    let plain = one_line(&link_text(byline));
    let (first, rest) = plain.split_once(' ')?;
    if !EN.before_author.contains(&first.to_lowercase()) {
        return None;
    }
    named(rest)
}

/// A name alone on a line.
pub(crate) fn name_alone(line: &str) -> Option<String> {
    let plain = one_line(&link_text(line));
    is_person_name(&plain).then_some(plain)
}

/// A name as metadata states it, without "By" and what follows the name.
pub(crate) fn named(words: &str) -> Option<String> {
    let plain = one_line(&link_text(words));
    let plain = plain.strip_prefix("By ").or_else(|| plain.strip_prefix("by ")).unwrap_or(&plain);
    let name =
        plain.split([',', '|', '•', ';']).map(str::trim).next()?.trim_end_matches([' ', '-', '–', '—', ':']);
    let lower = folded(name);
    let nobody = lower.is_empty() || EN.nobody.contains(&lower);
    let is_name = name.split_whitespace().count() <= 10
        && !name.contains(|c: char| c.is_ascii_digit() || ":/".contains(c));
    let fits = name.chars().count() <= 80 && is_name && date_line(name).is_none();
    (!nobody && fits && !EN.sections.contains(bare(&lower))).then(|| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_name_their_author() {
        for (byline, want) in [
            ("By Anna Berg", Some("Anna Berg")),
            ("by [Anna Berg \\(/berg\\)](/experts/berg)", Some("Anna Berg")),
            ("From ANNA BERG, Harl", Some("ANNA BERG")),
            ("By Anna Berg and Tom Ode, Harl | 3 May 2011", Some("Anna Berg and Tom Ode")),
            ("By staff reporter", None),
            ("By Anna Berg. CREATED Jun 12", None),
            ("By Harl Press on Wed 07/15/2015 09:12am", None),
            ("Apr 19, 2011", None),
        ] {
            assert_eq!(author_of(byline).as_deref(), want, "{byline}");
        }
    }
}
