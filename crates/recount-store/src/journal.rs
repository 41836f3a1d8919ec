//! The journal: the ground of a dossier. One line an entry, each chained to the one before by SHA-256, so that no line can be
//! altered, taken out or put in between without every later hash telling of it. It only ever grows.
//!
//! A line is `{"previous":"HEX","hash":"HEX","entry":{...}}` and a newline; `hash` is the SHA-256 of `previous`, a newline
//! and the bytes of the entry exactly as they stand there. The first `previous` is 64 zeros.

mod append;
mod read;
pub(crate) mod record;

pub(crate) use append::{JournalFile, lines_of};
pub use read::JournalEntries;
pub(crate) use read::{check_head, rest_is_torn, set_torn_aside};

use sha2::{Digest, Sha256};

/// How far a journal goes: what a database has taken from it, what a bag holds of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The number of the last entry; 0 for none.
    pub number: u64,
    /// Its hash in 64 hexadecimal digits; zeros for none.
    pub hash: String,
    /// Length of the journal up to and with its line, in bytes.
    pub bytes: u64,
}

impl Head {
    /// The head of a journal without entries.
    pub fn empty() -> Self {
        Head { number: 0, hash: "0".repeat(64), bytes: 0 }
    }
}

const BEFORE_PREVIOUS: &str = "{\"previous\":\"";
const BEFORE_HASH: &str = "\",\"hash\":\"";
const BEFORE_ENTRY: &str = "\",\"entry\":";

/// What a line holds beside its entry: the two hashes, what stands around them, the brace and the newline at its end.
const FRAME_BYTES: usize = BEFORE_PREVIOUS.len() + 64 + BEFORE_HASH.len() + 64 + BEFORE_ENTRY.len() + 2;

/// The hash of an entry that follows the entry with hash `previous`.
fn chain_hash(previous: &str, entry: &str) -> String {
    let mut sha = Sha256::new();
    sha.update(previous.as_bytes());
    sha.update(b"\n");
    sha.update(entry.as_bytes());
    record::hex(&sha.finalize().into())
}

/// The line of an entry without its newline, and its hash.
fn line_of(previous: &str, entry: &str) -> (String, String) {
    let hash = chain_hash(previous, entry);
    (format!("{BEFORE_PREVIOUS}{previous}{BEFORE_HASH}{hash}{BEFORE_ENTRY}{entry}}}"), hash)
}

/// A line cut into its parts. Every byte outside of them is fixed, so that none can change unseen.
struct Line<'a> {
    previous: &'a str,
    hash: &'a str,
    entry: &'a str,
}

impl<'a> Line<'a> {
    /// The parts of a line without its newline; `None` when it is not written as lines are.
    fn cut(line: &'a str) -> Option<Self> {
        let rest = line.strip_prefix(BEFORE_PREVIOUS)?;
        let (previous, rest) = rest.split_at_checked(64)?;
        let (hash, rest) = rest.strip_prefix(BEFORE_HASH)?.split_at_checked(64)?;
        let entry = rest.strip_prefix(BEFORE_ENTRY)?.strip_suffix('}')?;
        Some(Line { previous, hash, entry })
    }

    /// What is wrong with the line when it follows the entry with hash `previous`.
    fn check(&self, previous: &str) -> Result<(), String> {
        if chain_hash(self.previous, self.entry) != self.hash {
            return Err("its hash is not that of its entry: the line was altered".into());
        }
        if self.previous != previous {
            return Err(
                "it does not follow the line before it: a line was altered, taken out or put in".into()
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::{Act, Entry};
    use proptest::prelude::*;
    use recount_model::Decision;

    /// A line that no program could read again would shut the dossier for ever.
    #[test]
    fn no_line_is_written_that_is_too_long_to_be_read() {
        let entry = |why: usize| Entry {
            number: 1,
            when: String::new(),
            who: String::new(),
            act: Act::Ruling { why: "a".repeat(why), decision: Decision::Undo { ruling: 1 } },
        };
        let (line, _) = lines_of(&Head::empty(), &[entry(0)]).unwrap();
        assert_eq!(line.len(), FRAME_BYTES + record::to_json(&entry(0)).unwrap().len());
        let refused = lines_of(&Head::empty(), &[entry(64 << 20)]).unwrap_err();
        assert!(refused.to_string().contains("no line of the journal holds more"), "{refused}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Whatever stands in them, entries are read again as they were written, in any number of batches; and no change of one byte is
        /// taken for them.
        #[test]
        fn entries_lead_back_and_no_altered_byte_passes(
            words in proptest::collection::vec("\\PC{0,12}", 1..6),
            at in any::<proptest::sample::Index>(),
            bit in 0u8..8,
        ) {
            let mut entries = Vec::new();
            let mut head = Head::empty();
            let mut all = String::new();
            for (number, word) in (1..).zip(&words) {
                let decision = Decision::Split { name: word.clone(), from: word.clone() };
                let act = Act::Ruling { why: word.clone(), decision };
                entries.push(Entry { number, when: word.clone(), who: word.clone(), act });
                let (lines, next) = lines_of(&head, &entries[entries.len() - 1..]).unwrap();
                all.push_str(&lines);
                head = next;
            }
            prop_assert_eq!(lines_of(&Head::empty(), &entries).unwrap(), (all.clone(), head.clone()));
            let folder = tempfile::TempDir::new().unwrap();
            let path = folder.path().join("journal.jsonl");
            std::fs::write(&path, &all).unwrap();
            let read: Result<Vec<Entry>, _> = JournalEntries::after(&path, Head::empty()).unwrap().collect();
            prop_assert_eq!(read.unwrap(), entries);
            let mut altered = all.into_bytes();
            let at = at.index(altered.len());
            altered[at] ^= 1 << bit;
            std::fs::write(&path, &altered).unwrap();
            prop_assert!(JournalEntries::after(&path, Head::empty()).unwrap().any(|entry| entry.is_err()));
        }
    }
}
