//! The index of words against the texts it was made of.
//!
//! The index holds no text to compare with. So the words of every standing report are folded again, and for each report a sum over
//! its words with their columns and places is compared with the same sum over what the index holds. Sums do not depend on
//! order, so each side is gone through in its own. How many words each column has, by which hits are ranked, is kept beside the index and
//! compared too.

use super::{OnProgress, Progress};
use crate::database::Found;
use crate::database::rows::{id_of, text};
use recount_lexicon::for_each_word;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Columns of the index in order; their first letters differ.
const COLUMNS: [&str; 5] = ["title", "body", "publisher", "author", "file"];

pub(super) fn check(connection: &Connection, progress: &OnProgress<'_>) -> Found<Vec<(String, String)>> {
    let mut expected: BTreeMap<i64, (u64, Vec<u64>)> = BTreeMap::new();
    let mut unknown = Vec::new();
    let total: i64 =
        connection.query_row("SELECT count(*) FROM shown WHERE state = 0", [], |row| row.get(0))?;
    let mut statement = connection.prepare(
        "SELECT key, title, NULL, publisher, author, file FROM shown WHERE state = 0 ORDER BY key",
    )?;
    let mut rows = statement.query([])?;
    let mut done = 0;
    while let Some(row) = rows.next()? {
        let key: i64 = row.get(0)?;
        let mut sum = 0;
        let mut sizes = Vec::new();
        for (at, column) in COLUMNS.into_iter().enumerate() {
            let words = match column {
                "body" => text(connection, key, id_of(connection, key)?),
                _ => Ok(row.get::<_, Option<String>>(at + 1)?.unwrap_or_default()),
            };
            match words {
                Ok(words) => sizes.push(add(&mut sum, column, &words)),
                // A damaged text was told of already; its words cannot be judged.
                Err(_) => unknown.push(key),
            }
        }
        expected.insert(key, (sum, sizes));
        done += 1;
        if done % 256 == 0 || done == total {
            progress(Progress { step: "words", done: done as u64, total: total as u64 });
        }
    }
    let mut found = indexed(connection)?;
    let mut counted = counted(connection)?;
    unknown.iter().for_each(|key| {
        expected.remove(key);
        found.remove(key);
        counted.remove(key);
    });
    let mut out = Vec::new();
    for (key, (sum, sizes)) in &expected {
        let id = id_of(connection, *key)?;
        let sizes_found = counted.remove(key);
        if found.remove(key).unwrap_or(0) != *sum {
            out.push((format!("words, report {id}"), "are not indexed as they stand in the report".into()));
        } else if sizes_found.as_ref() != Some(sizes) {
            out.push((format!("words, report {id}"), "are not as many as the index says".into()));
        }
    }
    for key in found.keys().chain(counted.keys().filter(|key| !found.contains_key(*key))) {
        out.push((format!("words, row {key}"), "are of no report that stands".into()));
    }
    Ok(out)
}

/// The sum of every report over what the index holds.
fn indexed(connection: &Connection) -> Found<BTreeMap<i64, u64>> {
    connection.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab (main, words, instance)",
    )?;
    let mut found: BTreeMap<i64, u64> = BTreeMap::new();
    let mut statement = connection.prepare("SELECT term, doc, col, offset FROM temp.vocabulary")?;
    let mut rows = statement.query([])?;
    let (mut term, mut hash) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(0)?.as_bytes().unwrap_or_default();
        if bytes != term.as_slice() {
            term.clear();
            term.extend_from_slice(bytes);
            hash = word_hash(bytes);
        }
        let column = row.get_ref(2)?.as_bytes().ok().and_then(|c| c.first().copied()).unwrap_or(0);
        let sum = found.entry(row.get(1)?).or_default();
        *sum = sum.wrapping_add(placed(hash, column, row.get::<_, i64>(3)?));
    }
    Ok(found)
}

/// How many words the index says each column of a report has.
fn counted(connection: &Connection) -> Found<BTreeMap<i64, Vec<u64>>> {
    let mut statement = connection.prepare("SELECT id, sz FROM words_docsize")?;
    let counted = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get_ref(1)?.as_bytes().map(numbers).unwrap_or_default()))
    })?;
    Ok(counted.collect::<Result<_, _>>()?)
}

/// The numbers that SQLite writes one after the other, seven bits to a byte and the largest bits first; every byte but a number's last
/// has its highest bit set. No column has so many words that a ninth byte, which counts whole, is needed.
fn numbers(bytes: &[u8]) -> Vec<u64> {
    let mut numbers = Vec::new();
    let mut number: u64 = 0;
    for byte in bytes {
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            numbers.push(std::mem::take(&mut number));
        }
    }
    numbers
}

/// Adds the words of a column; how many there are.
fn add(sum: &mut u64, column: &str, text: &str) -> u64 {
    debug_assert!(COLUMNS.contains(&column));
    let letter = column.as_bytes()[0];
    let mut offset = 0;
    for_each_word(text, |_, word| {
        *sum = sum.wrapping_add(placed(word_hash(word.as_bytes()), letter, offset));
        offset += 1;
    });
    offset as u64
}

/// FNV-1a, 64 bits.
fn word_hash(word: &[u8]) -> u64 {
    word.iter().fold(0xcbf2_9ce4_8422_2325, |hash, b| (hash ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

/// A word at a place, mixed so that sums of different words do not meet (the finalizer of SplitMix64).
fn placed(word: u64, column: u8, offset: i64) -> u64 {
    let mut mixed = word ^ (offset as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(column) << 56;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
