//! A reading as the rows that a dossier keeps of it, and back. Claims are kept in the claims format; names in a form of their own,
//! which only this module writes and reads. Everything in a row follows from the report and the reader, so a row that cannot be read
//! any more is read anew from the report.

use recount_model::{
    About, Claim, EntityKind, Mention, NameLink, NameLinkKind, Reading, Report, ReportIndex, Settings, Span,
    Word,
};
use recount_store::{ClaimRow, ReadingRows};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The form of rows; another one makes every report be read anew.
const FORM: u32 = 2;

/// The reader, as rows name it: its version, the form of rows, and the options that the settings of the dossier add to its words.
pub(crate) fn reader(settings: &Settings) -> String {
    let name = format!("{}, rows {FORM}", recount_read::READER);
    if settings.options.is_empty() {
        return name;
    }
    let digest = Sha256::digest(format!("{:?}", settings.options));
    let options: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{name}, options {options}")
}

/// What reading looks at beside the text: a report of which something else is known now is read anew.
fn known_of(report: &Report) -> String {
    let published = report.published.map(|p| p.date.to_string());
    let known = (&report.title, &report.publisher, &report.author, published, &report.language);
    let digest = Sha256::digest(format!("{known:?}"));
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A report as rows speak of it: they hold what the reader found. The name by which it is shown may become another one, and where words
/// stand on a page follows from the report.
fn of_rows(report: &Report) -> Report {
    // Not a copy of the whole: the places of a PDF's words are larger than its text.
    Report {
        id: report.id,
        file: "report".to_string(),
        copies: Vec::new(),
        title: report.title.clone(),
        publisher: report.publisher.clone(),
        author: report.author.clone(),
        published: report.published,
        url: report.url.clone(),
        language: report.language.clone(),
        text: report.text.clone(),
        blocks: report.blocks.clone(),
        pages: Vec::new(),
    }
}

/// All of a reading but its claims.
#[derive(Serialize, Deserialize)]
struct Names {
    known: String,
    mentions: Vec<MentionRow>,
    links: Vec<(usize, usize, String)>,
    about: Option<(String, bool)>,
}

#[derive(Serialize, Deserialize)]
struct MentionRow {
    start: usize,
    end: usize,
    name: String,
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
}

/// The rows of a reading; the claims have their ids.
pub(crate) fn rows(reader: &str, report: &Report, reading: &Reading) -> ReadingRows {
    let alone: Vec<Claim> =
        reading.claims.iter().map(|claim| Claim { report: ReportIndex(0), ..claim.clone() }).collect();
    let lines = recount_publish::json::claims_jsonl(std::slice::from_ref(&of_rows(report)), &alone, &[], &[]);
    let claims = alone.iter().zip(lines.lines()).map(|(claim, line)| ClaimRow {
        id: claim.id.clone(),
        span: claim.span,
        kind: claim.content.kind().to_string(),
        body: line.to_string(),
    });
    let names = Names {
        known: known_of(report),
        mentions: reading.mentions.iter().map(MentionRow::new).collect(),
        links: reading.links.iter().map(|link| (link.a, link.b, link.kind.word().to_string())).collect(),
        about: reading.about.map(|about| (about.date.to_string(), about.written)),
    };
    ReadingRows {
        reader: reader.to_string(),
        report: report.id,
        claims: claims.collect(),
        names: serde_json::to_string(&names).unwrap_or_default(),
    }
}

/// The reading that rows hold, with its claims in the report at `index`; `None` when it is not one of this report as it is known
/// now, or cannot be read.
pub(crate) fn reading(rows: &ReadingRows, report: &Report, index: ReportIndex) -> Option<Reading> {
    let names: Names = serde_json::from_str(&rows.names).ok()?;
    if names.known != known_of(report) {
        return None;
    }
    let mut claims = Vec::new();
    if !rows.claims.is_empty() {
        let lines: Vec<&str> = rows.claims.iter().map(|claim| claim.body.as_str()).collect();
        let parsed = recount_intake::claims::parse(
            &lines.join("\n"),
            &report.file,
            std::slice::from_ref(&of_rows(report)),
        );
        claims = parsed.ok()?.value.claims;
        if claims.len() != rows.claims.len() {
            return None;
        }
        claims.iter_mut().for_each(|claim| claim.report = index);
    }
    Some(Reading {
        claims,
        mentions: names.mentions.into_iter().map(MentionRow::mention).collect::<Option<_>>()?,
        links: names.links.into_iter().map(link).collect::<Option<_>>()?,
        about: match names.about {
            Some((date, written)) => Some(About { date: date.parse().ok()?, written }),
            None => None,
        },
    })
}

impl MentionRow {
    fn new(mention: &Mention) -> Self {
        MentionRow {
            start: mention.span.start,
            end: mention.span.end,
            name: mention.name.clone(),
            kind: mention.kind.word().to_string(),
            role: mention.role.clone(),
        }
    }

    fn mention(self) -> Option<Mention> {
        let kind: EntityKind = self.kind.parse().ok()?;
        Some(Mention { span: Span::new(self.start, self.end), name: self.name, kind, role: self.role })
    }
}

fn link((a, b, kind): (usize, usize, String)) -> Option<NameLink> {
    let kind: NameLinkKind = kind.parse().ok()?;
    Some(NameLink { a, b, kind })
}

#[cfg(test)]
mod tests {
    use super::*;
    use recount_model::assign_ids;

    const TEXT: &str = "At least 34 people died when the hall of Kelvar burned down on 12 March 2021, the Kelvar Fire \
        Office (KFO) said on Monday. Lena Marsh, a spokeswoman for the KFO, said that 12 more were hurt. The mayor denied that \
        anybody was missing. The council wants to rebuild the hall. Karim Osten, 54, was named among the dead.";

    #[test]
    fn a_reading_comes_back_as_it_was() {
        let mut report = Report::of_text("01.txt", TEXT);
        let mut reading = recount_read::read(&report, ReportIndex(3)).value;
        assign_ids(&mut reading.claims, &vec![report.clone(); 4]);
        assert!(reading.claims.len() > 3 && !reading.mentions.is_empty() && !reading.links.is_empty());
        let rows = rows("reader", &report, &reading);
        let back = super::reading(&rows, &report, ReportIndex(3)).unwrap();
        // Whether a bound lies beyond its number is not of the claims format: it is seen in the words when claims are reconciled.
        let mut plain = reading.clone();
        for claim in &mut plain.claims {
            if let recount_model::Content::Count(count) = &mut claim.content {
                count.interval.beyond = false;
            }
        }
        assert_eq!(back, plain);
        report.publisher = Some("Kelvar Courier".into());
        assert_eq!(super::reading(&rows, &report, ReportIndex(3)), None);
    }
}
