//! Rows that floor 2 derives, written with their checksums and checked whenever they are read.

use super::codec::{
    PassageKey, blocks_from_bytes, blocks_to_bytes, pages_from_bytes, pages_to_bytes, passages_from_bytes,
    passages_to_bytes,
};
use super::sum::{SUM_BYTES, Sum};
use super::{Fault, Found};
use crate::journal::record::publication;
use recount_model::{Report, ReportId, Word};
use rusqlite::{Connection, OptionalExtension, params};

/// The key of an original.
pub(crate) fn key_of(connection: &Connection, id: ReportId) -> Found<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT key FROM originals WHERE id = ?1")?;
    Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
}

/// The original of a key.
pub(crate) fn id_of(connection: &Connection, key: i64) -> Found<ReportId> {
    let mut statement = connection.prepare_cached("SELECT id FROM originals WHERE key = ?1")?;
    let id = statement.query_row([key], |row| row.get(0)).optional()?;
    id.map(ReportId).ok_or_else(|| Fault::row(format!("originals, key {key}"), "is missing"))
}

/// The fields of a report's row, as they stand in the database.
struct ReportRow {
    file: String,
    title: Option<String>,
    publisher: Option<String>,
    author: Option<String>,
    published: Option<String>,
    published_basis: Option<String>,
    url: Option<String>,
    language: String,
    blocks: Vec<u8>,
    pages: Option<Vec<u8>>,
}

impl ReportRow {
    fn sum(&self, id: ReportId) -> [u8; SUM_BYTES] {
        Sum::of("reports")
            .bytes(&id.0)
            .text(&self.file)
            .maybe(self.title.as_deref())
            .maybe(self.publisher.as_deref())
            .maybe(self.author.as_deref())
            .maybe(self.published.as_deref())
            .maybe(self.published_basis.as_deref())
            .maybe(self.url.as_deref())
            .text(&self.language)
            .bytes(&self.blocks)
            .maybe_bytes(self.pages.as_deref())
            .finish()
    }
}

fn text_sum(id: ReportId, text: &str) -> [u8; SUM_BYTES] {
    Sum::of("texts").bytes(&id.0).text(text).finish()
}

/// Writes a report as intake gave it. Its copies are told by arrivals and not kept here.
pub(crate) fn put_report(connection: &Connection, key: i64, report: &Report) -> Found<()> {
    let row = ReportRow {
        file: report.file.clone(),
        title: report.title.clone(),
        publisher: report.publisher.clone(),
        author: report.author.clone(),
        published: report.published.map(|p| p.date.to_string()),
        published_basis: report.published.map(|p| p.basis.word().to_string()),
        url: report.url.clone(),
        language: report.language.clone(),
        blocks: blocks_to_bytes(&report.blocks),
        pages: (!report.pages.is_empty()).then(|| pages_to_bytes(&report.pages)),
    };
    let sum = row.sum(report.id);
    connection
        .prepare_cached("INSERT OR REPLACE INTO reports VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)")?
        .execute(params![
            key,
            row.file,
            row.title,
            row.publisher,
            row.author,
            row.published,
            row.published_basis,
            row.url,
            row.language,
            row.blocks,
            row.pages,
            sum
        ])?;
    connection.prepare_cached("INSERT OR REPLACE INTO texts VALUES (?1, ?2, ?3)")?.execute(params![
        key,
        report.text,
        text_sum(report.id, &report.text)
    ])?;
    Ok(())
}

/// A report as intake gave it, checked against its checksum; without its text and copies, which are left empty.
pub(crate) fn report_without_text(connection: &Connection, key: i64, id: ReportId) -> Found<Option<Report>> {
    let mut statement = connection.prepare_cached(
        "SELECT file, title, publisher, author, published, published_basis, url, language, blocks, pages, sum
         FROM reports WHERE key = ?1",
    )?;
    let found = statement
        .query_row([key], |row| {
            let fields = ReportRow {
                file: row.get(0)?,
                title: row.get(1)?,
                publisher: row.get(2)?,
                author: row.get(3)?,
                published: row.get(4)?,
                published_basis: row.get(5)?,
                url: row.get(6)?,
                language: row.get(7)?,
                blocks: row.get(8)?,
                pages: row.get(9)?,
            };
            Ok((fields, row.get::<_, Vec<u8>>(10)?))
        })
        .optional()?;
    let Some((row, sum)) = found else { return Ok(None) };
    let what = || format!("reports, report {id}");
    if row.sum(id)[..] != sum[..] {
        return Err(Fault::row(what(), "is not as it was written"));
    }
    let unreadable = || Fault::row(what(), "cannot be read");
    let published = publication(row.published.as_deref(), row.published_basis.as_deref())
        .map_err(|reason| Fault::row(what(), reason))?;
    Ok(Some(Report {
        id,
        file: row.file,
        copies: Vec::new(),
        title: row.title,
        publisher: row.publisher,
        author: row.author,
        published,
        url: row.url,
        language: row.language,
        text: String::new(),
        blocks: blocks_from_bytes(&row.blocks).ok_or_else(unreadable)?,
        pages: match &row.pages {
            Some(pages) => pages_from_bytes(pages).ok_or_else(unreadable)?,
            None => Vec::new(),
        },
    }))
}

/// A report's text, checked against its checksum.
pub(crate) fn text(connection: &Connection, key: i64, id: ReportId) -> Found<String> {
    let mut statement = connection.prepare_cached("SELECT text, sum FROM texts WHERE key = ?1")?;
    let found = statement
        .query_row([key], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .optional()?;
    let what = || format!("texts, report {id}");
    let (text, sum) = found.ok_or_else(|| Fault::row(what(), "is missing"))?;
    if text_sum(id, &text)[..] != sum[..] {
        return Err(Fault::row(what(), "is not as it was written"));
    }
    Ok(text)
}

fn passages_sum(report: ReportId, body: &[u8]) -> [u8; SUM_BYTES] {
    Sum::of("passages").bytes(&report.0).bytes(body).finish()
}

/// Writes the passages of a report, in place of those before.
pub(crate) fn put_passages(
    connection: &Connection,
    key: i64,
    report: ReportId,
    passages: &[PassageKey],
) -> Found<()> {
    if let Some(before) = self::passages(connection, key, report)? {
        let mut delete =
            connection.prepare_cached("DELETE FROM passage_keys WHERE passage = ?1 AND key = ?2")?;
        for passage in before {
            delete.execute([passage.key as i64, key])?;
        }
    }
    let body = passages_to_bytes(passages);
    connection.prepare_cached("INSERT OR REPLACE INTO passages VALUES (?1, ?2, ?3)")?.execute(params![
        key,
        body,
        passages_sum(report, &body)
    ])?;
    let mut keys: Vec<i64> = passages.iter().map(|p| p.key as i64).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut insert = connection.prepare_cached("INSERT OR IGNORE INTO passage_keys VALUES (?1, ?2)")?;
    for passage in keys {
        insert.execute([passage, key])?;
    }
    Ok(())
}

/// The passages of a report, checked; `None` when none were written.
pub(crate) fn passages(
    connection: &Connection,
    key: i64,
    report: ReportId,
) -> Found<Option<Vec<PassageKey>>> {
    let mut statement = connection.prepare_cached("SELECT body, sum FROM passages WHERE key = ?1")?;
    let found = statement
        .query_row([key], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .optional()?;
    let Some((body, sum)) = found else { return Ok(None) };
    let wrong = || Fault::row(format!("passages, report {report}"), "is not as it was written");
    if passages_sum(report, &body)[..] != sum[..] {
        return Err(wrong());
    }
    passages_from_bytes(&body).map(Some).ok_or_else(wrong)
}
