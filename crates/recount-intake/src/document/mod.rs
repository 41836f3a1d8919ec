//! Documents of word processors to text: Word's .docx ([`word`]), OpenDocument's .odt and .fodt ([`open_document`]) and RTF ([`rtf`]).
//! Each reader gives paragraphs with what their style says they are; here they become one text and its [`Piece`]s, so that the same words
//! give the same text as from a web page. Layout, pictures, headers and footers, comments, what was deleted with changes tracked, and what
//! is hidden are left out.
//!
//! Properties of a document (title, creator, dates) say who last had it in a program, and templates and converters fill them: they date
//! nothing and name no author. A title among them only tells which of the first paragraphs is the headline.

mod flow;
mod open_document;
mod package;
mod rtf;
mod style;
mod symbol;
mod word;
mod xml;

use crate::blocks::{Piece, Sign, cut, plain};
use crate::words::{folded, one_line};
pub(crate) use open_document::{read_flat as read_flat_open_document, read_packed as read_open_document};
pub(crate) use package::{Content, Package, is_package};
pub(crate) use rtf::read as read_rtf;
pub(crate) use style::Style;
pub(crate) use word::read as read_word;

/// A paragraph: lines of it are told apart where the author broke them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub words: String,
    pub style: Style,
}

/// What a reader gives.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub paragraphs: Vec<Paragraph>,
    /// The title among its properties.
    pub title: Option<String>,
    /// Whether the file ends before the document does.
    pub cut_short: bool,
}

/// A report's text and its pieces.
pub(crate) struct Composed {
    /// Paragraphs, an empty line between.
    pub text: String,
    pub pieces: Vec<Piece>,
    /// Whether the first piece is the headline.
    pub titled: bool,
}

/// How many paragraphs a headline may stand below.
const ABOVE_TITLE: usize = 10;
/// The longest heading, in characters: some give a whole text the style of one.
const HEADING_CHARS: usize = 300;

/// Puts the paragraphs together.
pub(crate) fn compose(document: Document) -> Composed {
    let mut paragraphs: Vec<Paragraph> = document.paragraphs.into_iter().filter_map(tidy).collect();
    let title = mark_title(&mut paragraphs, document.title.as_deref());
    let mut text = String::new();
    let mut ends = Vec::with_capacity(paragraphs.len());
    for paragraph in &paragraphs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&paragraph.words);
        ends.push(text.len());
    }
    let pieces = cut(&text, 0, |_| false).into_iter().map(|unit| {
        let at = ends.partition_point(|end| *end < unit.span.end).min(ends.len().saturating_sub(1));
        let piece = plain(&text, unit);
        let is_above = title.is_some_and(|title| at < title);
        match paragraphs[at].style {
            Style::Furniture => Piece { sign: Sign::Boilerplate, ..piece },
            Style::Title | Style::Heading => Piece { heading: true, ..piece },
            Style::Body if is_above && piece.sign == Sign::Plain => Piece { sign: Sign::Section, ..piece },
            Style::Body => piece,
        }
    });
    let pieces: Vec<Piece> = pieces.collect();
    Composed { text, pieces, titled: title == Some(0) }
}

/// White space folded, line by line; `None` when nothing is left.
fn tidy(paragraph: Paragraph) -> Option<Paragraph> {
    let lines: Vec<String> =
        paragraph.words.split('\n').map(one_line).filter(|line| !line.is_empty()).collect();
    let words = lines.join("\n");
    let is_long = words.chars().nth(HEADING_CHARS).is_some();
    let style = match paragraph.style {
        Style::Title | Style::Heading if is_long => Style::Body,
        style => style,
    };
    (!words.is_empty()).then_some(Paragraph { words, style })
}

/// The headline's place: the first paragraph with the style of titles, else the one that repeats the title among the document's
/// properties, if it stands near the top. No other paragraph keeps the style of titles.
fn mark_title(paragraphs: &mut [Paragraph], stated: Option<&str>) -> Option<usize> {
    let head = paragraphs.len().min(ABOVE_TITLE);
    let by_style = paragraphs[..head].iter().position(|p| p.style == Style::Title);
    let by_words = || {
        let stated = folded(stated?);
        paragraphs[..head].iter().position(|p| !stated.is_empty() && folded(&p.words) == stated)
    };
    let title = by_style.or_else(by_words).filter(|_| paragraphs.len() > 1);
    for (at, paragraph) in paragraphs.iter_mut().enumerate() {
        if title == Some(at) {
            paragraph.style = Style::Title;
        } else if paragraph.style == Style::Title {
            paragraph.style = Style::Heading;
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paragraphs: &[(&str, Style)], stated: Option<&str>, text: &str, heads: &[&str], titled: bool) {
        let paragraphs =
            paragraphs.iter().map(|(words, style)| Paragraph { words: words.to_string(), style: *style });
        let document = Document {
            paragraphs: paragraphs.collect(),
            title: stated.map(str::to_string),
            cut_short: false,
        };
        let composed = compose(document);
        assert_eq!(composed.text, text);
        let headings = composed.pieces.iter().filter(|p| p.heading);
        assert_eq!(headings.map(|p| p.unit.span.slice(text)).collect::<Vec<_>>(), heads);
        assert_eq!(composed.titled, titled);
    }

    #[test]
    fn paragraphs_become_a_text_whose_headline_is_known() {
        use Style::*;
        check(
            &[("Fire \t at the mill", Title), ("", Body), (" Six died.\nTwo were hurt. ", Body)],
            None,
            "Fire at the mill\n\nSix died.\nTwo were hurt.",
            &["Fire at the mill"],
            true,
        );
        check(
            &[
                ("Press release", Body),
                ("Fire at the mill", Body),
                ("Six died.", Body),
                ("The cause", Heading),
            ],
            Some("FIRE AT THE MILL"),
            "Press release\n\nFire at the mill\n\nSix died.\n\nThe cause",
            &["Fire at the mill", "The cause"],
            false,
        );
        // A template's title is none of the text's.
        check(&[("Fire", Body), ("Six died.", Body)], Some("Letter 2003"), "Fire\n\nSix died.", &[], false);
    }
}
