//! Checksums of rows: the first sixteen bytes of the SHA-256 over a row's fields, each with its kind and length before it, so that
//! no two different rows can have the same bytes under the hash.

use sha2::{Digest, Sha256};

/// Length of a checksum.
pub(crate) const SUM_BYTES: usize = 16;

/// A checksum in the making.
pub(crate) struct Sum(Sha256);

impl Sum {
    /// Begins the checksum of a row of `table`.
    pub fn of(table: &str) -> Self {
        Sum(Sha256::new()).text(table)
    }

    /// Adds a text.
    pub fn text(mut self, text: &str) -> Self {
        self.add(b't', text.as_bytes());
        self
    }

    /// Adds a text that may be missing.
    pub fn maybe(mut self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.add(b't', text.as_bytes()),
            None => self.add(b'n', b""),
        }
        self
    }

    /// Adds bytes.
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.add(b'b', bytes);
        self
    }

    /// Adds bytes that may be missing.
    pub fn maybe_bytes(mut self, bytes: Option<&[u8]>) -> Self {
        match bytes {
            Some(bytes) => self.add(b'b', bytes),
            None => self.add(b'n', b""),
        }
        self
    }

    /// Adds a number.
    pub fn number(mut self, number: i64) -> Self {
        self.add(b'i', &number.to_le_bytes());
        self
    }

    fn add(&mut self, kind: u8, bytes: &[u8]) {
        self.0.update([kind]);
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// The checksum.
    pub fn finish(self) -> [u8; SUM_BYTES] {
        let whole: [u8; 32] = self.0.finalize().into();
        let mut half = [0; SUM_BYTES];
        half.copy_from_slice(&whole[..SUM_BYTES]);
        half
    }
}
