//! The text of a page cut into lines: one for each block that a browser would begin anew.

use super::outline::Outline;

/// A line of text.
#[derive(Debug)]
pub(super) struct Line {
    /// The words, one space between them.
    pub text: String,
    /// The nearest block around its first text.
    pub block: usize,
    /// Letters and digits.
    pub letters: usize,
    /// Those of them inside links.
    pub linked: usize,
}

impl Line {
    /// Whether it reads as a sentence of the page's own and not as a pointer elsewhere.
    pub fn is_prose(&self) -> bool {
        let ends = self.text.trim_end_matches(['"', '\u{201d}', '\u{201c}', '\u{bb}', ')', ' ']);
        let sentence = ends.ends_with(['.', '!', '?', '\u{2026}', ':', '\u{3002}']);
        let long = self.letters >= 80 || (sentence && self.letters >= 25);
        long && 2 * self.linked < self.letters
    }

    /// Whether all of it points elsewhere.
    pub fn is_link(&self) -> bool {
        self.letters > 0 && 10 * self.linked >= 9 * self.letters
    }
}

/// Elements that stand within a line.
const INLINE: [&str; 36] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "mark", "meter", "nobr", "q", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// The lines of what is not left out.
pub(super) fn of(page: &Outline, left_out: &[bool]) -> Vec<Line> {
    let nodes = &page.nodes;
    // The nearest block of each node, itself included.
    let mut block = vec![0; nodes.len()];
    let mut lines: Vec<Line> = Vec::new();
    let mut open: Option<Line> = None;
    let mut last_block = usize::MAX;
    for at in 0..nodes.len() {
        let (parent, node) = (nodes[at].parent, &nodes[at]);
        let inline = node.tag.is_empty() || INLINE.contains(&node.tag.as_str());
        block[at] = if inline && parent < at { block[parent] } else { at };
        if left_out[at] {
            continue;
        }
        // A block begins, or a text follows on a block that has ended.
        if !inline || (node.tag.is_empty() && block[at] != last_block) {
            lines.extend(open.take().and_then(closed));
        }
        if node.tag.is_empty() {
            let line = open.get_or_insert_with(|| Line {
                text: String::new(),
                block: block[at],
                letters: 0,
                linked: 0,
            });
            line.text.push_str(&node.text);
            line.letters += node.letters;
            line.linked += if node.linked { node.letters } else { 0 };
            last_block = block[at];
        }
    }
    lines.extend(open.and_then(closed));
    lines
}

fn closed(line: Line) -> Option<Line> {
    let text = crate::words::one_line(&line.text);
    (!text.is_empty()).then_some(Line { text, ..line })
}
