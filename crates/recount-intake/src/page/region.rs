//! The part of a page that holds its main text, and which of its lines belong to it.

use super::lines::Line;
use super::outline::Outline;
use super::vocabulary::{MARKUP, Phrases};
use crate::blocks::{Sign, sign};

/// A part with less prose, in letters, is not believed to be the main text while another has more.
const ENOUGH_LETTERS: usize = 200;

/// The lines of the main text.
pub(super) fn chosen(page: &Outline, title: &str, lines: &[Line]) -> Vec<String> {
    let mut prose = vec![0; page.nodes.len()];
    for line in lines.iter().filter(|l| l.is_prose()) {
        prose[line.block] += line.letters;
    }
    let prose = page.sums(&prose);
    let Some(region) = region(page, &prose) else { return Vec::new() };
    let within = |line: &&Line| (region..page.nodes[region].end).contains(&line.block);
    let inside: Vec<&Line> = lines.iter().filter(within).collect();
    kept(page, title, &inside, &pointers(page, lines))
}

/// For each node whether it stands in a part that holds more links than words of its own and no sentence: a list of other pages.
fn pointers(page: &Outline, lines: &[Line]) -> Vec<bool> {
    let mut of_node = [vec![0; page.nodes.len()], vec![0; page.nodes.len()], vec![0; page.nodes.len()]];
    for line in lines {
        of_node[0][line.block] += line.letters;
        of_node[1][line.block] += line.linked;
        of_node[2][line.block] += if line.is_prose() { line.letters } else { 0 };
    }
    let [letters, linked, prose] = of_node.map(|sums| page.sums(&sums));
    let mut out = vec![false; page.nodes.len()];
    for at in 0..page.nodes.len() {
        let node = &page.nodes[at];
        let part = matches!(node.tag.as_str(), "ul" | "ol" | "dl" | "table" | "div" | "section");
        let mostly = 2 * linked[at] > letters[at] && 5 * prose[at] < letters[at];
        out[at] = part && mostly || (node.parent < at && out[node.parent]);
    }
    out
}

/// The part that holds the main text: of the most trusted marks that name a part with enough prose the part with most of it, the
/// innermost of equals; without such marks the innermost part that holds nearly all prose.
fn region(page: &Outline, prose: &[usize]) -> Option<usize> {
    let all = prose.first().copied().filter(|&n| n > 0)?;
    let enough = ENOUGH_LETTERS.min(all).max(all / 4);
    let marked = |(names, element): &(Phrases, Option<&str>), at: usize| {
        let node = &page.nodes[at];
        let by_element = element.is_some_and(|tag| node.tag == tag);
        let may_hold =
            matches!(node.tag.as_str(), "div" | "section" | "article" | "main" | "td" | "span" | "table");
        may_hold && (by_element || names.name(&node.marks))
    };
    for level in &MARKUP.body {
        let found = (0..page.nodes.len()).filter(|&at| prose[at] >= enough && marked(level, at));
        if let Some(best) = found.max_by_key(|&at| (prose[at], at)) {
            return Some(best);
        }
    }
    (0..page.nodes.len()).filter(|&at| 10 * prose[at] >= 8 * all).max()
}

/// Short lines above the first sentence, in letters, that are no paragraph of their own: dates, names of sections.
const SHORT_ABOVE_LETTERS: usize = 60;
/// Short lines under the last sentence: buttons, tags, names of other pages.
const SHORT_UNDER_LETTERS: usize = 40;

/// The lines that belong. Pointers elsewhere do not, nor what stands in a list of them, nor the headline said again, nor short lines
/// above the first and under the last sentence, nor a heading that nothing follows.
fn kept(page: &Outline, title: &str, lines: &[&Line], pointers: &[bool]) -> Vec<String> {
    let tag = |line: &Line| page.nodes[line.block].tag.as_str();
    let heading = |line: &Line| matches!(tag(line), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let listed = |line: &Line| matches!(tag(line), "li" | "td" | "th" | "dd" | "dt" | "pre" | "blockquote");
    let first = lines.iter().position(|l| l.is_prose()).unwrap_or(0);
    let last = lines.iter().rposition(|l| l.is_prose()).unwrap_or(lines.len());
    let belongs = |(i, line): (usize, &&Line)| {
        let plain = !heading(line) && !listed(line) && tag(line) != "p";
        // A byline is not read either, but says who wrote the text and when.
        let above =
            i < first && line.letters < SHORT_ABOVE_LETTERS && plain && sign(&line.text) != Sign::Byline;
        let under = i > last && line.letters < SHORT_UNDER_LETTERS && !listed(line);
        let title_again = i <= first && same_words(&line.text, title);
        line.letters > 0 && !line.is_link() && !pointers[line.block] && !above && !under && !title_again
    };
    let mut keep: Vec<bool> = lines.iter().enumerate().map(belongs).collect();
    // From the end: a heading waits for a line under it. A line that is left out takes the heading above it along.
    let mut under = false;
    for (i, line) in lines.iter().enumerate().rev() {
        keep[i] = keep[i] && (under || !heading(line));
        under = keep[i];
    }
    lines.iter().zip(keep).filter(|(_, keep)| *keep).map(|(line, _)| line.text.clone()).collect()
}

fn same_words(a: &str, b: &str) -> bool {
    let letters =
        |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(a) == letters(b)
}

#[cfg(test)]
mod tests {
    use crate::page::{Outline, main_lines};
    use dom_smoothie::Readability;

    fn lines_of(body: &str) -> Vec<String> {
        let page = format!("<html><head><title>x</title></head><body>{body}</body></html>");
        let reader = Readability::new(page, None, None).unwrap();
        main_lines(&Outline::of(&reader), "Fire at the mill")
    }

    const FIRST: &str =
        "Six people died when the old mill of Harl burned down on Thursday night, the fire office said.";
    const SECOND: &str =
        "The office said that a lamp had fallen in the store, and that four of the dead had slept above it.";

    /// Whether a part of a page, put between two paragraphs of its text, is kept.
    fn check(part: &str, kept: &[&str]) {
        let page = format!("<div class='entry-content'><p>{FIRST}</p>{part}<p>{SECOND}</p></div>");
        let mut want = vec![FIRST];
        want.extend(kept);
        want.push(SECOND);
        assert_eq!(lines_of(&page), want, "{part}");
    }

    #[test]
    fn what_stands_between_paragraphs_is_kept_if_it_is_text() {
        check("<h2>The dead</h2>", &["The dead"]);
        check("<ul><li>two millers</li><li>four guests</li></ul>", &["two millers", "four guests"]);
        check("<dl><dt>Dead</dt><dd>six</dd></dl>", &["Dead", "six"]);
        check("<table><tr><td>Dead</td><td>six</td></tr></table>", &["Dead", "six"]);
        check(
            "<p>Six died.<sup><a href=#1>[1]</a></sup> Two lived<a href=#2><sup>2</sup></a>, on 10 m<sup>2</sup>.</p>",
            &["Six died. Two lived, on 10 m2."],
        );
        check("<table><tr class='header'><th>Dead</th></tr><tr><td>six</td></tr></table>", &["Dead", "six"]);
        check("<blockquote>It burned like straw.</blockquote>", &["It burned like straw."]);
        check("Loose words of the <b>page</b> itself", &["Loose words of the page itself"]);
        check(
            "<p>See the <a href=/r>report</a> of the fire office.</p>",
            &["See the report of the fire office."],
        );
        // Lists of other pages, whatever the language.
        check(
            "<h3>Mehr</h3><ul><li><a href=/a>Der Brand</a></li><li><a href=/b>Die M\u{fc}hle</a></li></ul>",
            &[],
        );
        check("<div><a href=/a>Storm at sea</a> | <a href=/b>Snow</a> now</div>", &[]);
        check(
            "<div class='related-posts'><p>The storm of last year took nine lives in Harl, we wrote.</p></div>",
            &[],
        );
        check("<div id='commentSection'><p>I saw it burn.</p></div>", &[]);
        check("<ol class='commentlist'><li>I saw it burn.</li></ol>", &[]);
        check("<figure><img src=a><figcaption>The mill.</figcaption></figure>", &[]);
        check("<p style='DISPLAY : none'>Nine people died.</p>", &[]);
        check("<p class='byline'>Anna Berg und die Redaktion</p>", &[]);
        check("<p class='byline'>By Anna Berg</p>", &["By Anna Berg"]);
        check(
            "<p class='info'>The fire office gave these figures on Friday, and it said on Saturday that they may well rise again.</p>",
            &[
                "The fire office gave these figures on Friday, and it said on Saturday that they may well rise again.",
            ],
        );
        check("<form><p>Your name and your address, please.</p></form>", &[]);
        check("<script>six()</script><style>p{}</style>", &[]);
        check("<div class='no-sidebar'>Loose words of the page</div>", &["Loose words of the page"]);
    }

    #[test]
    fn the_page_around_its_text_is_left_out() {
        let text = format!("<h1>Fire at the Mill</h1><p>{FIRST}</p><p>{SECOND}</p>");
        for page in [
            format!(
                "<div class='content'><span>Harl and the south</span>{text}<div>Print</div><h2>More</h2></div>"
            ),
            format!(
                "<div><a href=/>Home</a> <a href=/n>News</a></div><article>{text}</article><p>All rights are kept by us.</p>"
            ),
            format!(
                "<form id=aspnet><div id='main'>{text}</div><div>Our readers like to read our pages daily.</div></form>"
            ),
            text.clone(),
        ] {
            assert_eq!(lines_of(&page), [FIRST, SECOND], "{page}");
        }
        let signed = format!(
            "<div class='content'><h1>Fire at the mill</h1><div>By Anna Berg</div><p>{FIRST}</p></div>"
        );
        assert_eq!(lines_of(&signed), ["By Anna Berg", FIRST]);
        assert!(lines_of("<p><a href=/a>Home</a></p>").is_empty());
        assert!(lines_of("").is_empty());
    }
}
