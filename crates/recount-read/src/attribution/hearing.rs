//! What a source is recognised by, wherever in a report it is looked for.

use super::memory::Memory;
use crate::lexicon::ReadingLexicon;
use crate::names::Names;
use crate::text::Text;

/// A text with its names, who has spoken in it so far, and the words of its language.
#[derive(Clone, Copy)]
pub(super) struct Hearing<'a, 't> {
    pub text: &'a Text<'t>,
    pub names: &'a Names,
    pub memory: &'a Memory,
    pub lexicon: &'a ReadingLexicon,
}
