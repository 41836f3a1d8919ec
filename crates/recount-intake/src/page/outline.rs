//! A web page as a flat list: elements and texts in document order.

use dom_smoothie::Readability;
use std::collections::BTreeMap;

/// An element or a text.
#[derive(Debug)]
pub(crate) struct Node {
    /// The element around it; its own place for the first.
    pub parent: usize,
    /// One past the last node it holds.
    pub end: usize,
    /// Name of the element in lower case; empty for a text.
    pub tag: String,
    /// What its author calls it: `class`, `id`, `role` and `itemprop`, cut into words, each value after a line break.
    pub marks: String,
    /// Not shown by its own attributes.
    pub hidden: bool,
    /// Whether it is a link or stands in one.
    pub linked: bool,
    /// The text of a text.
    pub text: String,
    /// Letters and digits of its text.
    pub letters: usize,
}

/// A page.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// In document order; a node's parent stands before it.
    pub nodes: Vec<Node>,
}

impl Outline {
    /// Copies the document of a reader, which has checked its size and depth.
    pub fn of(reader: &Readability) -> Outline {
        let mut place = BTreeMap::new();
        let mut nodes: Vec<Node> = Vec::new();
        for node in reader.doc.root().descendants_it() {
            let parent = node.parent().and_then(|p| place.get(&p.id).copied()).unwrap_or(nodes.len());
            let at = nodes.len();
            let in_link = nodes.get(parent).is_some_and(|around| around.linked);
            if node.is_text() {
                let text = node.text().to_string();
                nodes.push(Node {
                    parent,
                    end: at + 1,
                    tag: String::new(),
                    marks: String::new(),
                    hidden: false,
                    linked: in_link,
                    letters: text.chars().filter(|c| c.is_alphanumeric()).count(),
                    text,
                });
            } else if node.is_element() {
                let value = |name: &str| node.attr(name).unwrap_or_default().to_string();
                let marks = ["class", "id", "role", "itemprop"].map(|name| words_of_mark(&value(name)));
                let style: String = value("style").chars().filter(|c| !c.is_whitespace()).collect();
                let style = style.to_ascii_lowercase();
                let hidden = node.attr("hidden").is_some()
                    || style.contains("display:none")
                    || style.contains("visibility:hidden");
                let tag = node.node_name().unwrap_or_default().to_ascii_lowercase();
                place.insert(node.id, at);
                nodes.push(Node {
                    parent,
                    end: at + 1,
                    linked: in_link || tag == "a",
                    tag,
                    marks: marks.concat(),
                    hidden,
                    text: String::new(),
                    letters: 0,
                });
            }
        }
        for at in (0..nodes.len()).rev() {
            let (parent, end) = (nodes[at].parent, nodes[at].end);
            if parent < at {
                nodes[parent].end = nodes[parent].end.max(end);
            }
        }
        Outline { nodes }
    }

    /// What each node holds in sum, of what is given for each.
    pub fn sums(&self, of_node: &[usize]) -> Vec<usize> {
        let mut sums = of_node.to_vec();
        for at in (0..self.nodes.len()).rev() {
            let parent = self.nodes[at].parent;
            if parent < at {
                sums[parent] += sums[at];
            }
        }
        sums
    }
}

/// Longer values are no marks.
const LONGEST_MARK: usize = 400;

/// `relatedPosts-list wide` as ` related posts list \n wide \n`: the words of each value in lower case, cut at signs and capitals.
fn words_of_mark(values: &str) -> String {
    let mut out = String::new();
    for value in values.split_ascii_whitespace().take(40) {
        let mut lower_before = false;
        out.push(' ');
        for c in value.chars().take(LONGEST_MARK) {
            if !c.is_alphanumeric() {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
                lower_before = false;
                continue;
            }
            if c.is_uppercase() && lower_before {
                out.push(' ');
            }
            lower_before = c.is_lowercase() || c.is_numeric();
            out.extend(c.to_lowercase());
        }
        if !out.ends_with(' ') {
            out.push(' ');
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_cut_into_words() {
        assert_eq!(words_of_mark("relatedPosts-list wide"), " related posts list \n wide \n");
        assert_eq!(words_of_mark("__x"), " x \n");
        assert_eq!(words_of_mark(""), "");
    }
}
