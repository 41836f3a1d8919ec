//! What the style of a paragraph says it is. Word and OpenDocument keep styles by id, each resting on another; built-in ones have English
//! names whatever the language of the program, except that OpenDocument writes a space in a name as `_20_`.

use std::collections::BTreeMap;

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Style {
    /// Running text.
    #[default]
    Body,
    /// The headline.
    Title,
    /// A heading inside the text.
    Heading,
    /// A line of a table of contents or of an index.
    Furniture,
}

/// One style as the document defines it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Definition {
    pub name: String,
    /// The style it rests on.
    pub parent: Option<String>,
    /// Its level in the outline of the document, when it has one.
    pub outlined: bool,
    /// Whether it hides text, when it says so.
    pub hides: Option<bool>,
}

/// The styles of a document by id.
pub(super) type Definitions = BTreeMap<String, Definition>;

/// The longest chain of styles that is followed; real ones have four links.
const CHAIN: usize = 20;

/// What a style says in the end, by itself or by what it rests on.
pub(super) fn resolved(id: &str, definitions: &Definitions) -> (Style, bool) {
    let mut style = by_name(id);
    let mut hides = None;
    let mut next = Some(id);
    for _ in 0..CHAIN {
        let Some(definition) = next.and_then(|id| definitions.get(id)) else { break };
        if style == Style::Body {
            style = by_name(&definition.name);
        }
        if style == Style::Body && definition.outlined {
            style = Style::Heading;
        }
        hides = hides.or(definition.hides);
        next = definition.parent.as_deref();
    }
    (style, hides.unwrap_or(false))
}

/// What a built-in style's name or id says.
pub(super) fn by_name(name: &str) -> Style {
    let name: String =
        name.replace("_20_", " ").to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let numbered = |stem: &str| {
        name.strip_prefix(stem)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    if name == "title" {
        Style::Title
    } else if numbered("heading") || matches!(name.as_str(), "subtitle" | "heading" | "appendix") {
        Style::Heading
    } else if numbered("toc")
        || numbered("contents")
        || numbered("index")
        || matches!(name.as_str(), "tocheading" | "contentsheading" | "tableoffigures")
    {
        Style::Furniture
    } else {
        Style::Body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_a_paragraph_is() {
        for (name, want) in [
            ("Title", Style::Title),
            ("heading 1", Style::Heading),
            ("Heading_20_2", Style::Heading),
            ("Heading1", Style::Heading),
            ("toc 3", Style::Furniture),
            ("Contents_20_1", Style::Furniture),
            ("Heading Base", Style::Body),
            ("Normal", Style::Body),
            ("Indexed", Style::Body),
        ] {
            assert_eq!(by_name(name), want, "{name}");
        }
    }

    #[test]
    fn a_style_says_what_the_one_under_it_says() {
        let style = |name: &str, parent: Option<&str>| Definition {
            name: name.to_string(),
            parent: parent.map(str::to_string),
            ..Definition::default()
        };
        let mut styles = Definitions::new();
        styles.insert("P1".into(), style("", Some("berschrift1")));
        styles.insert("berschrift1".into(), style("heading 1", Some("Standard")));
        styles.insert("Standard".into(), Definition { hides: Some(true), ..style("Normal", Some("P1")) });
        assert_eq!(resolved("P1", &styles), (Style::Heading, true));
        assert_eq!(resolved("Standard", &styles), (Style::Heading, true));
        assert_eq!(resolved("none", &styles), (Style::Body, false));
        assert_eq!(resolved("Heading2", &styles), (Style::Heading, false));
    }
}
