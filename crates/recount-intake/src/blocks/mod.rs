//! The parts of a text and what each is. First the text is cut into [`Unit`](cut::Unit)s, paragraphs or single lines
//! ([`cut`]); then each is looked at alone ([`signs`]); then its place decides: above the body, between, below
//! ([`place`]). Nothing is dropped: what is not the report is marked and stays where it is.

mod cut;
mod names;
mod place;
mod signs;

pub(crate) use cut::{Unit, cut, lines};
pub(crate) use names::{is_person_name, starts_with_name};
pub(crate) use place::{Piece, Placed, place, plain};
pub(crate) use signs::{Sign, is_prose, link_text, sign};
