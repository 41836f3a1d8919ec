//! The index of words against the texts it was made of.
//!
//! The index holds no text to compare with. So the words of every standing report are folded again, and for each report a sum over
//! its words with their columns and places is compared with the same sum over what the index holds. Sums do not depend on
//! order, so each side is gone through in its own.

use super::{OnProgress, Progress};
use crate::database::Found;
use crate::database::rows::{id_of, text};
use recount_lexicon::for_each_word;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Columns of the index in order; their first letters differ.
const COLUMNS: [&str; 5] = ["title", "body", "publisher", "author", "file"];

pub(super) fn check(connection: &Connection, progress: &OnProgress<'_>) -> Found<Vec<(String, String)>> {
    let mut expected: BTreeMap<i64, u64> = BTreeMap::new();
    let mut unknown = Vec::new();
    let total: i64 =
        connection.query_row("SELECT count(*) FROM shown WHERE state = 0", [], |row| row.get(0))?;
    let mut statement = connection
        .prepare("SELECT key, title, publisher, author, file FROM shown WHERE state = 0 ORDER BY key")?;
    let mut rows = statement.query([])?;
    let mut done = 0;
    while let Some(row) = rows.next()? {
        let key: i64 = row.get(0)?;
        let mut sum = 0;
        match text(connection, key, id_of(connection, key)?) {
            Ok(text) => add(&mut sum, "body", &text),
            // A damaged text was told of already; its words cannot be judged.
            Err(_) => unknown.push(key),
        }
        for (at, column) in [(1, "title"), (2, "publisher"), (3, "author"), (4, "file")] {
            add(&mut sum, column, row.get::<_, Option<String>>(at)?.as_deref().unwrap_or(""));
        }
        expected.insert(key, sum);
        done += 1;
        if done % 256 == 0 || done == total {
            progress(Progress { step: "words", done: done as u64, total: total as u64 });
        }
    }
    let mut found = indexed(connection)?;
    unknown.iter().for_each(|key| {
        expected.remove(key);
        found.remove(key);
    });
    let mut out = Vec::new();
    for (key, sum) in &expected {
        if found.remove(key).unwrap_or(0) != *sum {
            let id = id_of(connection, *key)?;
            out.push((format!("words, report {id}"), "are not indexed as they stand in the report".into()));
        }
    }
    for key in found.keys() {
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

fn add(sum: &mut u64, column: &str, text: &str) {
    debug_assert!(COLUMNS.contains(&column));
    let letter = column.as_bytes()[0];
    let mut offset = 0;
    for_each_word(text, |_, word| {
        *sum = sum.wrapping_add(placed(word_hash(word.as_bytes()), letter, offset));
        offset += 1;
    });
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
