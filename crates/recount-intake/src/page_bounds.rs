//! Bounds on web pages, because pages are hostile input: parsing costs time in proportion to elements times nesting, and
//! what reads the tree recurses. A scan of the tags refuses what is plainly too much before anything is parsed; the
//! nesting of the parsed tree is then checked exactly.

use crate::Fault;
use std::collections::BTreeMap;

/// Elements that are looked at; large pages of news sites have some five thousand.
pub(crate) const ELEMENT_LIMIT: usize = 50_000;
/// Levels of nesting that are looked at; pages of news sites have some fifty.
pub(crate) const DEPTH_LIMIT: usize = 1_000;

/// Attributes of one element that are looked at; elements of real pages have some twenty.
const ATTRIBUTE_LIMIT: usize = 2_000;

/// Elements that other tags close, or that hold nothing, so that leaving them open does not nest.
const FLAT: [&str; 28] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "option", "tbody", "thead", "tfoot", "colgroup", "rp",
    "rt",
];

/// Scans the tags of a page that has not been parsed. The count of levels is an estimate: a parser mends what is not
/// closed, so twice the limit is let through.
///
/// # Errors
/// [`Fault::TooManyElements`], [`Fault::TooManyAttributes`], [`Fault::TooDeep`].
pub(crate) fn check_tags(page: &str) -> Result<(), Fault> {
    let (mut elements, mut depth) = (0usize, 0usize);
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let closes = rest.starts_with('/');
        let tag = rest.strip_prefix('/').unwrap_or(rest);
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let name = tag[..end].to_ascii_lowercase();
        let attributes = &tag[end..];
        rest = after_tag(attributes);
        let attributes = &attributes[..attributes.len() - rest.len()];
        // Each attribute has white space or a slash before it; those inside values are counted too, generously.
        if attributes.len() > ATTRIBUTE_LIMIT
            && attributes.bytes().filter(|b| b.is_ascii_whitespace() || *b == b'/').count() > ATTRIBUTE_LIMIT
            && attributes.bytes().filter(|b| *b == b'=').count() > ATTRIBUTE_LIMIT / 2
        {
            return Err(Fault::TooManyAttributes { limit: ATTRIBUTE_LIMIT });
        }
        if closes {
            if let Some(count) = open.get_mut(&name).filter(|count| **count > 0) {
                *count -= 1;
                depth -= 1;
            }
            continue;
        }
        elements += 1;
        if name == "script" || name == "style" {
            rest = after_raw_text(rest, &name);
        } else if !FLAT.contains(&name.as_str()) {
            *open.entry(name).or_default() += 1;
            depth += 1;
        }
        if elements > ELEMENT_LIMIT {
            return Err(Fault::TooManyElements { limit: ELEMENT_LIMIT });
        }
        if depth > 2 * DEPTH_LIMIT {
            return Err(Fault::TooDeep { limit: DEPTH_LIMIT });
        }
    }
    Ok(())
}

/// Checks elements given in document order as pairs of a node and its parent.
///
/// # Errors
/// [`Fault::TooDeep`].
pub(crate) fn check_depth<Id: Ord + Copy>(
    elements: impl Iterator<Item = (Id, Option<Id>)>,
) -> Result<(), Fault> {
    let mut depths: BTreeMap<Id, usize> = BTreeMap::new();
    for (id, parent) in elements {
        let depth = parent.and_then(|p| depths.get(&p)).map_or(1, |d| d + 1);
        if depth > DEPTH_LIMIT {
            return Err(Fault::TooDeep { limit: DEPTH_LIMIT });
        }
        depths.insert(id, depth);
    }
    Ok(())
}

/// What follows the `>` that ends a tag; a `>` inside a quoted value ends nothing.
fn after_tag(attributes: &str) -> &str {
    let bytes = attributes.as_bytes();
    let (mut at, mut before) = (0, b' ');
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return &attributes[at + 1..],
            b'"' | b'\'' if before == b'=' => match attributes[at + 1..].find(char::from(byte)) {
                Some(length) => at += length + 1,
                None => return "",
            },
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
        at += 1;
    }
    ""
}

/// What follows the text of a script or style sheet, from its closing tag on.
fn after_raw_text<'p>(text: &'p str, name: &str) -> &'p str {
    let closes = |at: &usize| {
        let tail = text.as_bytes().get(at + 2..at + 2 + name.len());
        tail.is_some_and(|t| t.eq_ignore_ascii_case(name.as_bytes()))
    };
    let end = text.match_indices("</").map(|(at, _)| at).find(closes);
    end.map_or("", |at| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_beyond_bounds_are_refused_before_they_are_parsed() {
        for (page, fits) in [
            ("<div>".repeat(2_000), true),
            ("<div>".repeat(2_001), false),
            ("<div></div>".repeat(10_000), true),
            ("<p>a<br>".repeat(10_000), true),
            ("<br>".repeat(50_001), false),
            ("<div title=\"</div>\">".repeat(2_001), false),
            ("<div></b>".repeat(2_001), false),
            (format!("<script>{}</script>", "if (a<b) x(); ".repeat(60_000)), true),
            ("<script>never closed".to_string(), true),
            ("a < b and <é".to_string(), true),
            (format!("<p {}>", "a=1 ".repeat(2_001)), false),
            (format!("<p title=\"{}\">", "a ".repeat(20_000)), true),
        ] {
            assert_eq!(check_tags(&page).is_ok(), fits, "{}", &page[..page.len().min(40)]);
        }
    }

    #[test]
    fn depth_is_counted_from_parents() {
        let chain = |n: usize| (0..n).map(|i| (i, i.checked_sub(1)));
        assert!(check_depth(chain(DEPTH_LIMIT)).is_ok());
        assert!(check_depth(chain(DEPTH_LIMIT + 1)).is_err());
        assert!(check_depth((0..10_000).map(|i| (i, None))).is_ok());
    }
}
