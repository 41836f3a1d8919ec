//! The table of styles of an RTF file: `{\s1\sbasedon0\outlinelevel0 heading 1;}`. Numbers of styles serve as their ids.

use crate::document::style::{Definition, Definitions};

/// Styles by number, put together while the table is read.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub definitions: Definitions,
    number: i32,
    open: Definition,
}

impl Sheet {
    /// A control word of the table.
    pub fn word(&mut self, word: &str, number: Option<i32>) {
        match (word, number) {
            ("s", Some(number)) => self.number = number,
            ("sbasedon", Some(parent)) if parent != 222 => self.open.parent = Some(parent.to_string()),
            ("outlinelevel", Some(level)) => self.open.outlined = (0..9).contains(&level),
            _ => {}
        }
    }

    /// A byte of a style's name; a semicolon ends its definition.
    pub fn byte(&mut self, byte: u8) {
        if byte == b';' {
            let mut done = std::mem::take(&mut self.open);
            done.name = done.name.trim().to_string();
            self.definitions.insert(self.number.to_string(), done);
            self.number = 0;
        } else if self.open.name.len() < 64 {
            self.open.name.push(char::from(byte));
        }
    }
}
