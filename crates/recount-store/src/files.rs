//! Names of files are unique in a dossier: reports are told apart by them. A name that is taken gets a number.

use crate::error::StoreError;
use crate::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// Gives out names that no arrival has, and that was not given out before by the same hand. Kept over several batches it needs no
/// look at what was given out already.
#[derive(Debug, Default)]
pub struct FileNames {
    given: BTreeSet<String>,
    /// The next number to try for a name that was taken.
    next: BTreeMap<String, u32>,
}

impl FileNames {
    /// `wanted` when it is free, else the first free of `name (2).txt`, `name (3).txt`, ...
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn unique(&mut self, store: &Store, wanted: &str) -> Result<String, StoreError> {
        let wanted = if wanted.is_empty() { "unnamed" } else { wanted };
        if !self.next.contains_key(wanted) && self.take(store, wanted)? {
            return Ok(wanted.to_string());
        }
        let (stem, ending) = split(wanted);
        loop {
            let number = self.next.entry(wanted.to_string()).or_insert(2);
            let name = format!("{stem} ({number}){ending}");
            *number += 1;
            if self.take(store, &name)? {
                return Ok(name);
            }
        }
    }

    fn take(&mut self, store: &Store, name: &str) -> Result<bool, StoreError> {
        if self.given.contains(name) || store.has_file(name)? {
            return Ok(false);
        }
        Ok(self.given.insert(name.to_string()))
    }
}

/// A name before and from the dot of its ending; the ending is empty when there is none.
fn split(name: &str) -> (&str, &str) {
    let file = name.rfind('/').map_or(0, |slash| slash + 1);
    match name[file..].rfind('.') {
        Some(dot) if dot > 0 => name.split_at(file + dot),
        _ => (name, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn the_ending_is_that_of_the_last_part() {
        assert_eq!(split("a/b.c/d.txt"), ("a/b.c/d", ".txt"));
        assert_eq!(split("a.b/d"), ("a.b/d", ""));
        assert_eq!(split(".hidden"), (".hidden", ""));
    }
}
