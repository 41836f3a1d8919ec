//! The main text of a web page by the evidence of its own markup: what it calls its article body, where its sentences stand,
//! which parts are menus, lists of other stories, comments and notices.
//!
//! A page is first copied into a flat [`outline`]: elements and texts in document order, each with its parent and the end of what it
//! holds. All that follows are passes over that list, so that time grows with the page and not with its nesting. [`furniture`] marks
//! what is no text, [`lines`] cuts what is left into lines of one block each, [`region`] chooses the part that holds the text.
//!
//! The ideas are those of trafilatura (A. Barbaresi 2021, doi:10.18653/v1/2021.acl-demo.15): marks in order of trust, then links
//! against text, then another method where little is found. DIFFERENCE: the part with the most prose is taken, not the first.

mod furniture;
mod lines;
mod outline;
mod region;
mod vocabulary;

pub(crate) use outline::Outline;

/// Letters of a class or id that mark what stands beside the text.
pub(crate) fn beside_the_text() -> impl Iterator<Item = &'static str> {
    vocabulary::MARKUP.beside.iter().map(String::as_str)
}

/// The lines of the main text, in order, without the headline `title`; empty when the page has no prose.
pub(crate) fn main_lines(page: &Outline, title: &str) -> Vec<String> {
    let left_out = furniture::left_out(page);
    let lines = lines::of(page, &left_out);
    region::chosen(page, title, &lines)
}
