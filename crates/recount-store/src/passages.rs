//! Keys of passages: from a key to the reports that share it, as near copies are looked for.

use crate::PassageKey;
use crate::database::rows::{self, key_of};
use crate::error::StoreError;
use crate::store::Store;
use recount_model::ReportId;
use rusqlite::OptionalExtension;
use std::collections::BTreeMap;

impl Store {
    /// The passages of a report; `None` when none were written.
    pub fn passages(&self, id: ReportId) -> Result<Option<Vec<PassageKey>>, StoreError> {
        self.found(|connection| match key_of(connection, id)? {
            Some(key) => rows::passages(connection, key, id),
            None => Ok(None),
        })
    }

    /// The standing reports of which no passages were written, by file name: those whose copies nobody can look for yet. A report in which
    /// there are none counts as written once its empty list was.
    pub fn reports_without_passages(&self) -> Result<Vec<ReportId>, StoreError> {
        self.found(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT o.id FROM shown s JOIN originals o ON o.key = s.key
                 WHERE s.state = 0 AND NOT EXISTS (SELECT 1 FROM passages p WHERE p.key = s.key) ORDER BY s.file",
            )?;
            let ids = statement.query_map([], |row| row.get(0).map(ReportId))?;
            Ok(ids.collect::<Result<Vec<_>, _>>()?)
        })
    }

    /// The standing reports that share a passage's key with these keys, and how many keys each shares, most first, then by file
    /// name. Of a key that more than `common` reports have, the first `common` that came are counted: a wire story in a thousand papers
    /// still leads to some of them, in bounded time.
    pub fn reports_with_passages(
        &self,
        keys: &[u64],
        common: usize,
    ) -> Result<Vec<(ReportId, usize)>, StoreError> {
        let mut keys: Vec<i64> = keys.iter().map(|key| *key as i64).collect();
        keys.sort_unstable();
        keys.dedup();
        self.found(|connection| {
            let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
            let mut statement = connection
                .prepare_cached("SELECT key FROM passage_keys WHERE passage = ?1 ORDER BY key LIMIT ?2")?;
            for key in keys {
                for report in statement.query_map((key, common as i64), |row| row.get::<_, i64>(0))? {
                    *shared.entry(report?).or_default() += 1;
                }
            }
            let mut standing = connection.prepare_cached(
                "SELECT s.file, o.id FROM shown s JOIN originals o ON o.key = s.key WHERE s.key = ?1 AND s.state = 0",
            )?;
            let mut out = Vec::new();
            for (key, count) in shared {
                let found = standing.query_row([key], |row| Ok((row.get::<_, String>(0)?, row.get(1)?))).optional()?;
                out.extend(found.map(|(file, id)| (file, ReportId(id), count)));
            }
            out.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
            Ok(out.into_iter().map(|(_, id, count)| (id, count)).collect())
        })
    }
}
