//! The frame of every model file, and what may be wrong with one.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | which model it is |
//! | 4 | version of its form, little-endian |
//! | | the body, which the reader of the model describes |
//! | 4 | check sum of all before, little-endian |
//!
//! A file that is cut off, damaged, of another model or another version is refused before any of its numbers is used: a model with a few wrong
//! weights would read wrongly, and plausibly.

use crate::fnv;
use thiserror::Error;

/// What is wrong with the bytes of a model.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ModelError {
    /// The bytes are not those of the model asked for.
    #[error("this is no {model}: its first bytes are those of something else")]
    Foreign {
        /// What was asked for.
        model: &'static str,
    },
    /// A form of another version.
    #[error("the {model} has form {found}, and this program reads form {read}")]
    Version {
        /// What was asked for.
        model: &'static str,
        /// The version that the file names.
        found: u32,
        /// The version that is read.
        read: u32,
    },
    /// The bytes are not those that were written, or not all of them.
    #[error("the {model} is cut off or damaged: its check sum is wrong")]
    Damaged {
        /// What was asked for.
        model: &'static str,
    },
    /// What the body holds is no such model, though it is as it was written.
    #[error("the {model} cannot be used: its {part} are wrong")]
    Body {
        /// What was asked for.
        model: &'static str,
        /// The part of it.
        part: &'static str,
    },
}

/// The frame of one kind of model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// What it is, in words for a message: "syntax model".
    pub model: &'static str,
    /// The first bytes of its files.
    pub magic: &'static [u8; 8],
    /// The version of its form that is written and read.
    pub version: u32,
}

/// Bytes before the body.
pub(crate) const HEAD_BYTES: usize = 12;

/// Bytes after it.
const SUM_BYTES: usize = 4;

impl Frame {
    /// The file of a body.
    ///
    /// # Examples
    ///
    /// ```
    /// use recount_read::model_file::Frame;
    /// const FRAME: Frame = Frame { model: "model of tides", magic: b"TIDES\0\0\0", version: 2 };
    /// let file = FRAME.file(b"body");
    /// assert_eq!(FRAME.body(&file), Ok(b"body".as_slice()));
    /// assert!(FRAME.body(&file[..file.len() - 1]).is_err());
    /// ```
    pub fn file(&self, body: &[u8]) -> Vec<u8> {
        let mut out = self.magic.to_vec();
        out.extend(self.version.to_le_bytes());
        out.extend(body);
        let sum = check_sum(&out);
        out.extend(sum.to_le_bytes());
        out
    }

    /// The body of a file.
    ///
    /// # Errors
    ///
    /// Bytes that are no such model, of another version, cut off or damaged.
    pub fn body<'b>(&self, file: &'b [u8]) -> Result<&'b [u8], ModelError> {
        let Frame { model, magic, version } = *self;
        let rest = file.strip_prefix(magic.as_slice()).ok_or(ModelError::Foreign { model })?;
        let damaged = ModelError::Damaged { model };
        let (found, rest) = rest.split_first_chunk().ok_or(damaged.clone())?;
        let found = u32::from_le_bytes(*found);
        if found != version {
            return Err(ModelError::Version { model, found, read: version });
        }
        let (body, sum) = rest.split_last_chunk::<SUM_BYTES>().ok_or(damaged.clone())?;
        let whole = &file[..HEAD_BYTES + body.len()];
        if u32::from_le_bytes(*sum) == check_sum(whole) { Ok(body) } else { Err(damaged) }
    }

    /// The error of a body that holds no such model.
    pub(crate) fn wrong(&self, part: &'static str) -> ModelError {
        ModelError::Body { model: self.model, part }
    }
}

/// FNV-1a over words of four bytes, which is quick enough to check megabytes at every start.
fn check_sum(bytes: &[u8]) -> u32 {
    let mut lanes = [fnv::START_32; 4];
    let chunks = bytes.chunks_exact(16);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (lane, word) in lanes.iter_mut().zip(chunk.chunks_exact(4)) {
            *lane = fnv::with_32(*lane, u32::from_le_bytes([word[0], word[1], word[2], word[3]]));
        }
    }
    let joined = lanes.iter().fold(fnv::START_32, |h, &l| fnv::with_32(h, l).rotate_left(7));
    rest.iter().fold(joined, |h, &b| fnv::with_32(h, b.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_damage_is_told() {
        const FRAME: Frame = Frame { model: "model of tides", magic: b"TIDES\0\0\0", version: 2 };
        let model = FRAME.model;
        let file = FRAME.file(b"a body of some length");
        for length in HEAD_BYTES..file.len() {
            assert_eq!(FRAME.body(&file[..length]), Err(ModelError::Damaged { model }), "{length}");
        }
        for at in HEAD_BYTES..file.len() {
            let mut damaged = file.clone();
            damaged[at] ^= 1;
            assert_eq!(FRAME.body(&damaged), Err(ModelError::Damaged { model }), "{at}");
        }
        assert_eq!(FRAME.body(b"GIF89a"), Err(ModelError::Foreign { model }));
        let newer = Frame { version: 3, ..FRAME }.file(b"");
        assert_eq!(FRAME.body(&newer), Err(ModelError::Version { model, found: 3, read: 2 }));
    }
}
