//! JSON Lines: one object a line, whose keys are the columns. A number stands as it is written (`12.50` stays that), `true` and
//! `false` are words, `null` is nothing; `cites` may be a list of texts.

use super::columns::{ColumnError, ColumnNames, Role, place, role_of};
use super::delimiter::LONGEST_ROW_BYTES;
use super::faults::Fault;
use super::gather::{Cells, Gathering};
use super::window::{Window, has_room};
use memchr::memchr;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::io;

/// Keys that are remembered with their roles.
const KEYS_KNOWN: usize = 64;

/// Reads all lines; `line` counts those gone by. Gives the number of objects, or what is wrong with their keys.
pub(super) fn read(
    window: &mut Window<'_>,
    names: &ColumnNames,
    gathering: &mut Gathering,
    line: &mut u64,
) -> io::Result<Result<u64, ColumnError>> {
    let mut keys = Keys { names, known: Vec::new() };
    let mut count = 0;
    loop {
        let here = window.bytes();
        let end = memchr(b'\n', here);
        if end.is_none() && here.len() > LONGEST_ROW_BYTES {
            gathering.faults.add(Fault::TooLong, *line + 1, "");
            window.skip_line()?;
            *line += 1;
            count += 1;
            continue;
        }
        if end.is_none() && !window.at_end() {
            has_room(gathering)?;
            window.more()?;
            continue;
        }
        let bytes = end.map_or(here.len(), |end| end + 1);
        let object = here[..bytes].trim_ascii();
        if !object.is_empty() {
            count += 1;
            take(object, &mut keys, gathering, *line + 1);
        }
        *line += 1;
        if end.is_none() {
            break;
        }
        window.take(bytes);
    }
    Ok(keys.check(gathering.table.is_empty() && count > 0).map(|()| count))
}

/// The keys met so far with their roles, and how good a name of the role each is: less is better.
struct Keys<'a> {
    names: &'a ColumnNames,
    known: Vec<(String, Option<(Role, usize)>)>,
}

impl Keys<'_> {
    fn role(&mut self, key: &str) -> Option<(Role, usize)> {
        if let Some((_, role)) = self.known.iter().find(|(known, _)| known == key) {
            return *role;
        }
        let role = role_of(key, self.names);
        if self.known.len() < KEYS_KNOWN {
            self.known.push((key.to_string(), role));
        }
        role
    }

    /// What is wrong with the keys, if they are the reason why there is no row, or if one the user named never came.
    fn check(&self, is_empty: bool) -> Result<(), ColumnError> {
        let found: Vec<String> = self.known.iter().map(|(key, _)| key.clone()).collect();
        match place(&found, self.names) {
            Err(error @ ColumnError::Missing { .. }) if is_empty => Err(error),
            Err(error @ ColumnError::Unknown { .. }) if found.len() < KEYS_KNOWN => Err(error),
            _ => Ok(()),
        }
    }
}

/// Takes in one object.
fn take(object: &[u8], keys: &mut Keys<'_>, gathering: &mut Gathering, line: u64) {
    let pairs: Pairs<'_> = match serde_json::from_slice(object) {
        Ok(pairs) => pairs,
        Err(_) => {
            const SHOWN_BYTES: usize = 200;
            let words = String::from_utf8_lossy(&object[..object.len().min(SHOWN_BYTES)]);
            return gathering.faults.add(Fault::NotJson, line, &words);
        }
    };
    let mut texts: [Cow<'_, str>; Role::COUNT] = Default::default();
    let mut ranks = [usize::MAX; Role::COUNT];
    let mut cited: Vec<String> = Vec::new();
    for (key, value) in &pairs.0 {
        let Some((role, rank)) = keys.role(key).filter(|(role, rank)| *rank < ranks[*role as usize]) else {
            continue;
        };
        let written = value.get();
        let text = match written.as_bytes() {
            [b'"', ..] => unquoted(written),
            [b'{', ..] => None,
            [b'[', ..] if role == Role::Cites => match serde_json::from_str(written) {
                Ok(list) => {
                    cited = list;
                    Some(Cow::Borrowed(""))
                }
                Err(_) => None,
            },
            [b'[', ..] => None,
            b"null" => continue,
            _ => Some(Cow::Borrowed(written)),
        };
        let Some(text) = text else { return gathering.faults.add(Fault::Nested, line, key) };
        texts[role as usize] = text;
        ranks[role as usize] = rank;
    }
    // A text names one source, whatever signs are in it.
    let one = std::mem::take(&mut texts[Role::Cites as usize]);
    let mut cells: Cells<'_> = [&[]; Role::COUNT];
    for (cell, text) in cells.iter_mut().zip(&texts) {
        *cell = text.as_bytes();
    }
    if gathering.row(&cells, line) {
        for name in cited.iter().map(String::as_str).chain([one.as_ref()]) {
            gathering.cites_also(name.as_bytes(), line);
        }
    }
}

/// The text of a JSON string.
fn unquoted(written: &str) -> Option<Cow<'_, str>> {
    if written.contains('\\') {
        return serde_json::from_str::<String>(written).ok().map(Cow::Owned);
    }
    written.get(1..written.len() - 1).map(Cow::Borrowed)
}

/// The pairs of an object, values as written.
struct Pairs<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

/// A key, borrowed where nothing in it is escaped.
#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pairs<'de>, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::with_capacity(8);
                while let Some((Key(key), value)) = map.next_entry()? {
                    pairs.push((key, value));
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Object)
    }
}
