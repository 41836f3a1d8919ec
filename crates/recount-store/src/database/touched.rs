//! Whose rows are to be made anew after entries were taken in: the items that the entries are about, and of those that they
//! replaced exactly as many as can feel it.

use super::Found;
use super::counts::{counts, is_gone};
use recount_model::ReportId;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// What entries have touched.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    /// Items whose own rows may have changed.
    itself: BTreeSet<i64>,
    /// Items that may have begun or ceased to take the place of others.
    as_successor: BTreeSet<i64>,
}

impl Touched {
    /// Something about the item alone changed: its origin, its text.
    pub fn itself(&mut self, key: i64) {
        self.itself.insert(key);
    }

    /// Whether the item takes part may have changed.
    pub fn standing(&mut self, key: i64) {
        self.itself.insert(key);
        self.as_successor.insert(key);
    }

    /// Whether the item and all that came in it take part may have changed.
    pub fn standing_with_content(&mut self, connection: &Connection, key: i64) -> Found<()> {
        let mut seen = BTreeSet::from([key]);
        let mut left = vec![key];
        let mut statement = connection.prepare_cached(
            "SELECT key FROM arrivals WHERE container = (SELECT id FROM originals WHERE key = ?1)",
        )?;
        while let Some(key) = left.pop() {
            self.standing(key);
            for content in statement.query_map([key], |row| row.get(0))? {
                let content = content?;
                if seen.insert(content) {
                    left.push(content);
                }
            }
        }
        Ok(())
    }

    /// All whose rows are to be made anew, asked when everything was taken in. What an item replaced feels its change; what that
    /// one replaced feels it only when that one does not count itself. So a new version of an address reaches one version back and not all.
    pub fn reached(&self, connection: &Connection) -> Found<BTreeSet<i64>> {
        let mut reached = self.itself.clone();
        let mut walked = self.as_successor.clone();
        let mut left: Vec<i64> = walked.iter().copied().collect();
        let mut statement = connection.prepare_cached(
            "SELECT replaces, container FROM arrivals WHERE key = ?1 AND replaces IS NOT NULL",
        )?;
        while let Some(key) = left.pop() {
            // Of one that was touched all is passed on; of others only what leads past them.
            let past = self.as_successor.contains(&key) || !counts(connection, key)?;
            let mut rows = statement.query([key])?;
            while let Some(row) = rows.next()? {
                let before: i64 = row.get(0)?;
                let container = row.get::<_, Option<[u8; 32]>>(1)?.map(ReportId);
                if past || is_gone(connection, container)? {
                    reached.insert(before);
                    if walked.insert(before) {
                        left.push(before);
                    }
                }
            }
        }
        Ok(reached)
    }
}
