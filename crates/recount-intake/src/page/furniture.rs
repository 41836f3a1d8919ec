//! What of a page is no text of it: scripts, forms, menus, lists of other stories, comments, notices. Decided by the element's name
//! and by its author's own words for it; what holds most of the page's sentences is never left out.

use super::outline::Outline;
use super::vocabulary::MARKUP;
use crate::blocks::{Sign, sign};
use crate::words::one_line;

/// Elements that show no text or only controls and drawings.
const WITHOUT_TEXT: [&str; 34] = [
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "audio",
    "video", "map", "menu", "dialog", "button", "select", "option", "input", "textarea", "fieldset", "label",
    "legend", "datalist", "output", "progress", "math", "applet", "frameset", "head", "rp", "rt", "picture",
    "source", "track",
];

/// Elements for what stands beside the text.
const BESIDE: [&str; 5] = ["nav", "footer", "aside", "figcaption", "form"];

/// A part this long in characters that is not mostly links is kept though its mark is doubtful.
const LONG: usize = 250;

/// A paragraph this short is left out where its mark is doubtful.
const SHORT: usize = 80;

/// For each node whether it is left out, what it holds included.
pub(super) fn left_out(page: &Outline) -> Vec<bool> {
    let nodes = &page.nodes;
    let unseen = |at: usize| nodes[at].hidden || WITHOUT_TEXT.contains(&nodes[at].tag.as_str());
    let mut out = vec![false; nodes.len()];
    for at in 0..nodes.len() {
        let parent = nodes[at].parent;
        out[at] = unseen(at) || (parent < at && out[parent]);
    }
    let text: Vec<usize> =
        nodes.iter().zip(&out).map(|(node, &out)| if out { 0 } else { node.letters }).collect();
    let in_links: Vec<usize> =
        nodes.iter().zip(&text).map(|(node, &text)| if node.linked { text } else { 0 }).collect();
    let prose: Vec<usize> = (0..nodes.len())
        .map(|at| if nodes[at].linked || nodes[at].text.trim().chars().count() < 40 { 0 } else { text[at] })
        .collect();
    let (text, in_links, prose) = (page.sums(&text), page.sums(&in_links), page.sums(&prose));
    let all = prose.first().copied().unwrap_or(0);
    for at in 0..nodes.len() {
        let node = &nodes[at];
        let parent = node.parent;
        if out[at] || (parent < at && out[parent]) {
            out[at] = true;
            continue;
        }
        let whole = matches!(node.tag.as_str(), "" | "html" | "body" | "main" | "article");
        if whole || 2 * prose[at] > all {
            continue;
        }
        let mostly_links = 2 * in_links[at] > text[at];
        // A paragraph is text though it is called "info"; a short one called "byline" is not.
        let long = match node.tag.as_str() {
            "h1" | "h2" | "h3" | "h4" | "blockquote" => 0,
            "p" => SHORT,
            _ => LONG,
        };
        // A row of a table is "header" for what it heads in the table.
        let in_table = matches!(node.tag.as_str(), "tr" | "th" | "td" | "thead" | "tbody");
        let doubtful = !in_table
            && (text[at] < long || long == LONG && mostly_links)
            && prose[at] < 100
            && MARKUP.doubtful.name(&node.marks)
            && !is_byline(page, at);
        out[at] = BESIDE.contains(&node.tag.as_str())
            || node.tag == "figure" && text[at] < LONG
            || node.tag == "sup" && (node.linked || in_links[at] == text[at]) && is_note_mark(page, at)
            || MARKUP.furniture.stand_in(&node.marks, &MARKUP.negating)
            || doubtful;
    }
    out
}

/// Whether a raised link is the mark of a note: a number or a sign, bare or in brackets. It would run into the word before it.
fn is_note_mark(page: &Outline, at: usize) -> bool {
    let held: String =
        page.nodes[at..page.nodes[at].end].iter().take(8).map(|node| node.text.as_str()).collect();
    let mark = held.trim().trim_matches(['[', ']', '(', ')']);
    let is_number = !mark.is_empty() && mark.len() <= 4 && mark.bytes().all(|b| b.is_ascii_digit());
    is_number || mark.chars().count() == 1
}

/// Elements that a byline is made of, at most.
const BYLINE_NODES: usize = 40;

/// Whether an element holds nothing but a byline or a date, which are not read but say who wrote the text and when.
fn is_byline(page: &Outline, at: usize) -> bool {
    let held = &page.nodes[at..page.nodes[at].end];
    held.len() <= BYLINE_NODES && {
        let text: String = held.iter().map(|node| node.text.as_str()).collect();
        sign(&one_line(&text)) == Sign::Byline
    }
}
