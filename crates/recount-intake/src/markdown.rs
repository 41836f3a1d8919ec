//! Markdown: front matter, headings and reference lines. The text stays as it is, marks included; only blocks are told
//! apart, by rules on lines. A full parser would bring nothing more: emphasis and links inside a paragraph stay in it.

use crate::blocks::{Piece, Sign, Unit, cut, lines, plain};
use recount_model::Span;
use std::collections::BTreeMap;

/// What the front matter of a file states, by key in lower case.
pub(crate) type FrontMatter = BTreeMap<String, String>;

/// The pieces of a Markdown text and its front matter.
pub(crate) fn pieces(text: &str) -> (Vec<Piece>, FrontMatter) {
    let (front, values) = front_matter(text);
    let mut pieces = Vec::new();
    if let Some(span) = front {
        pieces.push(furniture(Unit { span, after_blank: true }));
    }
    let units =
        cut(text, front.map_or(0, |f| f.end), |line| is_heading(line) || is_mark(line) || underline(line));
    for unit in units {
        push_unit(text, unit, &mut pieces);
    }
    (pieces, values)
}

fn furniture(unit: Unit) -> Piece {
    Piece { unit, sign: Sign::Boilerplate, heading: false }
}

fn push_unit(text: &str, unit: Unit, pieces: &mut Vec<Piece>) {
    let words = unit.span.slice(text);
    if is_heading(words) {
        push_heading(text, unit, pieces);
    } else if underline(words) && !unit.after_blank {
        if let Some(above) = pieces.last_mut().filter(|p| p.sign != Sign::Boilerplate) {
            above.heading = true;
        }
        pieces.push(furniture(unit));
    } else if is_mark(words) {
        pieces.push(furniture(unit));
    } else {
        pieces.push(plain(text, unit));
    }
}

/// The marks of a heading become blocks of their own, so that the heading is its words only.
fn push_heading(text: &str, unit: Unit, pieces: &mut Vec<Piece>) {
    let words = unit.span.slice(text);
    let body = words.trim_start_matches('#').trim_start();
    let start = unit.span.end - body.len();
    let end = start + body.trim_end_matches('#').trim_end().len();
    let marks = words.len() - words.trim_start_matches('#').len();
    pieces.push(furniture(Unit { span: Span::new(unit.span.start, unit.span.start + marks), ..unit }));
    let heading =
        Piece { heading: true, ..plain(text, Unit { span: Span::new(start, end), after_blank: false }) };
    pieces.push(heading);
    let tail = text[end..unit.span.end].trim_start();
    if !tail.is_empty() {
        pieces.push(furniture(Unit {
            span: Span::new(unit.span.end - tail.len(), unit.span.end),
            after_blank: false,
        }));
    }
}

/// `# Words`, up to six marks.
fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    let marks = line.len() - rest.len();
    (1..=6).contains(&marks) && rest.starts_with([' ', '\t']) && rest.chars().any(char::is_alphanumeric)
}

/// `====` or `----` under a heading.
fn underline(line: &str) -> bool {
    line.len() >= 3 && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

/// Lines that are no text: `[1]: https://...`, fences, comments.
fn is_mark(line: &str) -> bool {
    let reference = line.starts_with('[')
        && line
            .split_once("]:")
            .is_some_and(|(_, target)| target.trim().contains("://") || target.trim().starts_with('/'));
    reference
        || line.starts_with("```")
        || line.starts_with("~~~")
        || (line.starts_with("<!--") && line.ends_with("-->"))
}

/// The block between `---` lines at the very beginning, when it holds `key: value` lines.
fn front_matter(text: &str) -> (Option<Span>, FrontMatter) {
    let lines = lines(text);
    let mut filled = lines.iter().enumerate().filter(|(_, l)| !l.is_empty());
    let Some((first, start)) = filled.next().filter(|(_, l)| l.slice(text) == "---") else {
        return (None, FrontMatter::new());
    };
    let close = lines.iter().skip(first + 1).take(60).position(|l| matches!(l.slice(text), "---" | "..."));
    let Some(end) = close.and_then(|n| lines.get(first + 1 + n)) else { return (None, FrontMatter::new()) };
    let values: FrontMatter = lines[first + 1..]
        .iter()
        .take_while(|l| l.start < end.start)
        .filter_map(|l| l.slice(text).split_once(':'))
        .map(|(key, value)| {
            (key.trim().to_lowercase(), value.trim().trim_matches(['"', '\'']).trim().to_string())
        })
        .filter(|(_, value)| !value.is_empty())
        .collect();
    if values.is_empty() { (None, values) } else { (Some(start.cover(*end)), values) }
}

#[cfg(test)]
mod tests {
    use crate::read_bytes;

    fn check(text: &str, want: &[&str]) {
        let report = read_bytes("a.md", text.as_bytes()).unwrap().value;
        let got: Vec<String> = report
            .blocks
            .iter()
            .map(|b| format!("{:?} {}", b.role, b.span.slice(&report.text).replace('\n', "/")))
            .collect();
        assert_eq!(got, want);
    }

    #[test]
    fn headings_references_and_links_are_told_from_text() {
        check(
            "# Fire at the mill #\n\n[Home](/) | [News](/news)\n\nSix people died on Monday.\n\n## The cause\nA lamp fell, [the office](https://a.example) said.\n\n[1]: https://a.example\n",
            &[
                "Boilerplate #",
                "Title Fire at the mill",
                "Boilerplate #",
                "Boilerplate [Home](/) | [News](/news)",
                "Body Six people died on Monday.",
                "Boilerplate ##",
                "Heading The cause",
                "Body A lamp fell, [the office](https://a.example) said.",
                "Boilerplate [1]: https://a.example",
            ],
        );
        check(
            "Fire at the mill\n===\n\nSix people died.\n\n---\n\nTwo were hurt.",
            &[
                "Title Fire at the mill",
                "Boilerplate ===",
                "Body Six people died.",
                "Boilerplate ---",
                "Body Two were hurt.",
            ],
        );
    }

    #[test]
    fn front_matter_is_metadata() {
        let text = "---\ntitle: \"Fire at the mill\"\nauthor: Anna Berg\ndate: 2014-05-02\npublisher: Harl Gazette\nurl: https://a.example/x\n---\n\nSix people died.\n";
        let report = read_bytes("a.md", text.as_bytes()).unwrap().value;
        assert_eq!(report.title.as_deref(), Some("Fire at the mill"));
        assert_eq!(report.author.as_deref(), Some("Anna Berg"));
        assert_eq!(report.publisher.as_deref(), Some("Harl Gazette"));
        assert_eq!(report.url.as_deref(), Some("https://a.example/x"));
        assert_eq!(report.published.map(|p| p.date.to_string()).as_deref(), Some("2014-05-02"));
        assert_eq!(report.blocks.len(), 2);
    }
}
