//! The reports of a dossier one after the other, in memory that does not grow with their number.

use crate::database::Found;
use crate::database::rows::key_of;
use crate::error::StoreError;
use crate::journal::record::publication;
use crate::reports::whole;
use crate::state::State;
use crate::store::Store;
use recount_model::{Published, Report, ReportId};
use rusqlite::{Connection, OptionalExtension};
use std::collections::VecDeque;

/// A line of the list of reports: everything but the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The report.
    pub id: ReportId,
    /// The file it is shown by.
    pub file: String,
    /// How it stands.
    pub state: State,
    /// Headline.
    pub title: Option<String>,
    /// Who published it, rulings applied.
    pub publisher: Option<String>,
    /// Who wrote it, rulings applied.
    pub author: Option<String>,
    /// When it was published, rulings applied.
    pub published: Option<Published>,
    /// Its address, rulings applied.
    pub url: Option<String>,
    /// ISO 639-1 code of its language.
    pub language: String,
    /// Length of the text in bytes.
    pub text_bytes: u64,
    /// Size of the original in bytes.
    pub size_bytes: u64,
    /// Its media type.
    pub media: String,
    /// How many arrivals it has.
    pub arrivals: u64,
    /// The report that took its place.
    pub replaced_by: Option<ReportId>,
}

impl Store {
    /// All standing reports by file name, rulings about their origin applied, with their copies: the dossier as an account is made of it.
    /// Loaded one after the other.
    pub fn reports(&self) -> ReportsIter<'_> {
        ReportsIter { store: self, keys: Pages::of(Some(State::Stands)) }
    }

    /// How many reports stand.
    pub fn count(&self) -> Result<u64, StoreError> {
        self.found(|c| {
            Ok(c.query_row("SELECT count(*) FROM shown WHERE state = 0", [], |r| r.get::<_, i64>(0))? as u64)
        })
    }

    /// The lines of the list in the order of file names: those that stand, then those that were replaced, then those withdrawn; or
    /// those of one state.
    pub fn list(&self, state: Option<State>) -> ListIter<'_> {
        ListIter { store: self, lines: Pages::of(state) }
    }

    /// One line of the list.
    pub fn listed(&self, id: ReportId) -> Result<Option<Listed>, StoreError> {
        self.found(|connection| match key_of(connection, id)? {
            Some(key) => listed(connection, key),
            None => Ok(None),
        })
    }
}

/// The columns of a line of the list, in the order in which [`line`] takes them.
const LINE: &str =
    "SELECT o.id, s.file, s.state, s.title, s.publisher, s.author, s.published, s.published_basis, s.url,
    s.language, s.text_bytes, o.size_bytes, o.media, (SELECT count(*) FROM arrivals a WHERE a.key = s.key),
    (SELECT r.id FROM originals r WHERE r.key = s.replaced_by)
    FROM shown s JOIN originals o ON o.key = s.key";

fn line(row: &rusqlite::Row<'_>) -> rusqlite::Result<Listed> {
    let (date, basis): (Option<String>, Option<String>) = (row.get(6)?, row.get(7)?);
    Ok(Listed {
        id: ReportId(row.get(0)?),
        file: row.get(1)?,
        state: State::of(row.get(2)?).unwrap_or(State::Stands),
        title: row.get(3)?,
        publisher: row.get(4)?,
        author: row.get(5)?,
        published: publication(date.as_deref(), basis.as_deref()).ok().flatten(),
        url: row.get(8)?,
        language: row.get(9)?,
        text_bytes: row.get::<_, i64>(10)? as u64,
        size_bytes: row.get::<_, i64>(11)? as u64,
        media: row.get(12)?,
        arrivals: row.get::<_, i64>(13)? as u64,
        replaced_by: row.get::<_, Option<[u8; 32]>>(14)?.map(ReportId),
    })
}

pub(crate) fn listed(connection: &Connection, key: i64) -> Found<Option<Listed>> {
    let mut statement = connection.prepare_cached(&format!("{LINE} WHERE s.key = ?1"))?;
    Ok(statement.query_row([key], line).optional()?)
}

/// Rows of reports by state and file name, fetched a page at a time: a writer may go on meanwhile.
#[derive(Debug)]
struct Pages<T> {
    /// State and file of the last row fetched.
    after: (i64, String),
    last_state: i64,
    page: VecDeque<T>,
    over: bool,
}

const PAGE: usize = 512;

/// What a page is asked with: state and file of the row before, the last state wanted, how many.
type PageAsked<'a> = (i64, &'a str, i64, i64);

/// The condition and order of a page; its parameters are those of [`PageAsked`].
const OF_PAGE: &str =
    "WHERE (s.state, s.file) > (?1, ?2) AND s.state <= ?3 ORDER BY s.state, s.file LIMIT ?4";

impl<T> Pages<T> {
    fn of(wanted: Option<State>) -> Self {
        let after = (wanted.map_or(-1, |s| s as i64), String::new());
        Pages { after, last_state: wanted.map_or(i64::MAX, |s| s as i64), page: VecDeque::new(), over: false }
    }

    /// The next row; `fetch` gives a page with the state and file of its last row.
    fn next(
        &mut self,
        fetch: impl FnOnce(PageAsked<'_>) -> Result<(Vec<T>, Option<(i64, String)>), StoreError>,
    ) -> Result<Option<T>, StoreError> {
        if self.page.is_empty() && !self.over {
            let (rows, last) = fetch((self.after.0, &self.after.1, self.last_state, PAGE as i64))?;
            self.over = rows.len() < PAGE;
            self.after = last.unwrap_or_default();
            self.page = rows.into();
        }
        Ok(self.page.pop_front())
    }
}

/// Reports one after the other; see [`Store::reports`].
#[derive(Debug)]
pub struct ReportsIter<'s> {
    store: &'s Store,
    keys: Pages<i64>,
}

impl ReportsIter<'_> {
    fn key(&mut self) -> Result<Option<i64>, StoreError> {
        let store = self.store;
        self.keys.next(|asked| {
            store.found(|connection| {
                let mut statement = connection
                    .prepare_cached(&format!("SELECT s.key, s.state, s.file FROM shown s {OF_PAGE}"))?;
                let rows = statement.query_map(asked, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
                let mut rows = rows.collect::<Result<Vec<(i64, i64, String)>, _>>()?;
                let last = rows.last_mut().map(|row| (row.1, std::mem::take(&mut row.2)));
                Ok((rows.into_iter().map(|row| row.0).collect(), last))
            })
        })
    }
}

impl Iterator for ReportsIter<'_> {
    type Item = Result<Report, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let key = match self.key() {
                Ok(key) => key?,
                Err(error) => return Some(Err(error)),
            };
            if let Some(report) = self.store.found(|c| whole(c, key)).transpose() {
                return Some(report);
            }
        }
    }
}

/// Lines of the list one after the other; see [`Store::list`].
#[derive(Debug)]
pub struct ListIter<'s> {
    store: &'s Store,
    lines: Pages<Listed>,
}

impl Iterator for ListIter<'_> {
    type Item = Result<Listed, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        let store = self.store;
        let next = self.lines.next(|asked| {
            store.found(|connection| {
                let mut statement = connection.prepare_cached(&format!("{LINE} {OF_PAGE}"))?;
                let rows = statement.query_map(asked, line)?.collect::<Result<Vec<Listed>, _>>()?;
                let last = rows.last().map(|row| (row.state as i64, row.file.clone()));
                Ok((rows, last))
            })
        });
        next.transpose()
    }
}
