//! Paragraphs as they are put together while a document is walked through. A text box or a note stands inside a sentence in the file and
//! never does on paper: what is in it waits until the paragraph around it is over, or, for a note, until the document is.

use super::{Paragraph, Style};
use crate::format::SIZE_LIMIT_BYTES;

/// What is being written into: the running text, or something that stands inside one of its paragraphs.
#[derive(Debug, Default)]
struct Level {
    open: Option<Paragraph>,
    /// What stood inside the open paragraph.
    inside: Vec<Paragraph>,
    done: Vec<Paragraph>,
    kind: Kind,
}

/// What stands inside a paragraph.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Paragraphs that began inside another; over when that one goes on.
    #[default]
    Inner,
    /// A box whose end will be told.
    Box,
    /// A note whose end will be told.
    Note,
}

/// Boxes inside boxes that are told apart; deeper ones are read as if they stood one after another, so that no paragraph is moved often.
const LEVELS: usize = 40;

/// Paragraphs in the making.
#[derive(Debug)]
pub(super) struct Flow {
    levels: Vec<Level>,
    /// Boxes and notes that were entered beyond the deepest level.
    beyond: usize,
    notes: Vec<Paragraph>,
    size_bytes: usize,
}

impl Flow {
    pub fn new() -> Flow {
        Flow { levels: vec![Level::default()], beyond: 0, notes: Vec::new(), size_bytes: 0 }
    }

    fn level(&mut self) -> &mut Level {
        if self.levels.is_empty() {
            self.levels.push(Level::default());
        }
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    /// Begins a paragraph; one inside another belongs to a box.
    pub fn begin(&mut self, style: Style) {
        if self.level().open.is_some() {
            if self.levels.len() < LEVELS {
                self.levels.push(Level::default());
            } else {
                self.end();
            }
        }
        self.level().open = Some(Paragraph { words: String::new(), style });
    }

    /// Settles what the open paragraph is.
    pub fn set_style(&mut self, style: Style) {
        if let Some(open) = &mut self.level().open {
            open.style = style;
        }
    }

    /// Adds words to the open paragraph, which begins with them if there is none.
    pub fn push(&mut self, words: &str) {
        self.back_to_open();
        self.size_bytes += words.len();
        if self.is_too_long() {
            return;
        }
        let open = self.level().open.get_or_insert_with(Paragraph::default);
        open.words.extend(words.chars().filter(|c| !is_unseen(*c)));
    }

    /// Ends the open paragraph; without one nothing happens.
    pub fn end(&mut self) {
        self.back_to_open();
        let level = self.level();
        if let Some(paragraph) = level.open.take() {
            level.done.push(paragraph);
            level.done.append(&mut level.inside);
        }
    }

    /// Whether a paragraph is open in the innermost text.
    pub fn is_open(&mut self) -> bool {
        self.level().open.is_some()
    }

    /// Drops the open paragraph, which nobody sees.
    pub fn drop_open(&mut self) {
        self.back_to_open();
        self.level().open = None;
    }

    /// Begins a text inside a paragraph: a box, or a note, which goes to the end of the document.
    pub fn enter(&mut self, is_note: bool) {
        if self.levels.len() >= LEVELS {
            self.end();
            self.beyond += 1;
            return;
        }
        let kind = if is_note { Kind::Note } else { Kind::Box };
        self.levels.push(Level { kind, ..Level::default() });
    }

    /// Ends what [`Flow::enter`] began.
    pub fn leave(&mut self) {
        self.end();
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        while self.levels.len() > 1 {
            let told = self.level().kind != Kind::Inner;
            self.close_level();
            if told {
                return;
            }
        }
    }

    /// A paragraph goes on after the boxes inside it.
    fn back_to_open(&mut self) {
        while self.levels.len() > 1 {
            let level = self.level();
            if level.open.is_some() || level.kind != Kind::Inner {
                return;
            }
            self.close_level();
        }
    }

    fn close_level(&mut self) {
        let Some(mut level) = self.levels.pop() else { return };
        level.done.extend(level.open.take());
        level.done.append(&mut level.inside);
        if level.kind == Kind::Note {
            self.notes.append(&mut level.done);
            return;
        }
        let around = self.level();
        if around.open.is_some() {
            around.inside.append(&mut level.done);
        } else {
            around.done.append(&mut level.done);
        }
    }

    /// Whether there is more text than a report may have; nothing is added from there on.
    pub fn is_too_long(&self) -> bool {
        self.size_bytes as u64 > SIZE_LIMIT_BYTES
    }

    /// Bytes of text so far.
    pub fn size_bytes(&self) -> usize {
        self.size_bytes
    }

    /// The paragraphs, notes after them.
    pub fn finish(mut self) -> Vec<Paragraph> {
        while self.levels.len() > 1 {
            self.close_level();
        }
        self.end();
        let mut paragraphs = self.levels.pop().map(|level| level.done).unwrap_or_default();
        paragraphs.append(&mut self.notes);
        paragraphs
    }
}

/// Marks that steer typesetting, stand for a picture, or are no character of a text.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{feff}' | '\u{fffc}' | '\u{fffe}' | '\u{ffff}')
        || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(flow: Flow) -> Vec<String> {
        flow.finish().into_iter().map(|p| p.words).collect()
    }

    #[test]
    fn boxes_and_notes_do_not_part_a_sentence() {
        let mut flow = Flow::new();
        flow.begin(Style::Body);
        flow.push("Six people");
        flow.begin(Style::Body);
        flow.push("a box");
        flow.end();
        flow.begin(Style::Body);
        flow.push("its second line");
        flow.end();
        flow.push(" died");
        flow.enter(true);
        flow.push("a note");
        flow.end();
        flow.push("goes on");
        flow.leave();
        flow.push(".");
        flow.end();
        flow.push("Next.");
        assert_eq!(
            words(flow),
            ["Six people died.", "a box", "its second line", "Next.", "a note", "goes on"]
        );
    }

    #[test]
    fn boxes_in_boxes_without_end_cost_no_more_than_paragraphs() {
        let mut flow = Flow::new();
        for _ in 0..2_000 {
            flow.begin(Style::Body);
            flow.push("a");
            flow.enter(false);
        }
        for _ in 0..200_000 {
            flow.begin(Style::Body);
            flow.push("b");
            flow.end();
        }
        for _ in 0..2_000 {
            flow.leave();
            flow.end();
        }
        flow.push("c");
        let words = words(flow);
        assert_eq!((words.len(), words[0].as_str(), words[202_000].as_str()), (202_001, "a", "c"));
    }

    #[test]
    fn ends_without_beginnings_do_no_harm() {
        let mut flow = Flow::new();
        flow.end();
        flow.leave();
        flow.enter(false);
        flow.enter(true);
        flow.push("a");
        flow.leave();
        flow.leave();
        flow.leave();
        flow.push("b\u{ad}c\u{1}");
        flow.drop_open();
        flow.push("d");
        assert_eq!(words(flow), ["d", "a"]);
    }
}
