//! One item as received, and what is known about it.

use crate::{Page, PartialDate, Span};
use sha2::{Digest, Sha256};
use std::fmt;

/// SHA-256 of a report's bytes as received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId(pub [u8; 32]);

impl ReportId {
    /// The id of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        ReportId(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

/// A report's place in its dossier's list, which is sorted by file name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportIndex(pub usize);

/// How a date of publication is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum DateBasis {
    /// The user said so (`reports.csv`).
    Given,
    /// The page or document states it in its metadata.
    Metadata,
    /// A date line in the text states it.
    Text,
    /// It stands in the address.
    Address,
}

impl crate::Word for DateBasis {}

/// A date of publication with how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The date, as far as known.
    pub date: PartialDate,
    /// How it is known.
    pub basis: DateBasis,
}

/// What a stretch of a report's text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum BlockRole {
    /// The headline.
    Title,
    /// Author, agency or date line.
    Byline,
    /// Running text.
    Body,
    /// A heading inside the text.
    Heading,
    /// Words under a picture.
    Caption,
    /// Menus, teasers, author notes, notices: marked, never read.
    Boilerplate,
}

impl crate::Word for BlockRole {}

impl BlockRole {
    /// Whether claims may be read from a block of this role.
    pub fn is_read(self) -> bool {
        matches!(self, BlockRole::Title | BlockRole::Body | BlockRole::Heading)
    }
}

/// A stretch of text with its role. Blocks are in text order and do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub role: BlockRole,
}

/// One item as received: its text, exactly as offsets count in it, and what is known of its origin.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// SHA-256 of the bytes.
    pub id: ReportId,
    /// The file's name in the dossier; unique there.
    pub file: String,
    /// Other arrivals of the same bytes; read once.
    pub copies: Vec<Arrival>,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Its address.
    pub url: Option<String>,
    /// ISO 639-1 code of its language.
    pub language: String,
    /// The text that every offset counts in. Never changed after intake.
    pub text: String,
    /// The text's parts, in order; between them stands only white space.
    pub blocks: Vec<Block>,
    /// The pages it was printed on, in order; empty for a format without pages.
    pub pages: Vec<Page>,
}

/// How an item came: one file that was handed in, with what is known of its origin by that way. The same bytes may come twice, under two
/// publishers: one report, two arrivals.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arrival {
    /// The file's name in the dossier; unique there.
    pub file: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Its address.
    pub url: Option<String>,
    /// The archive, mailbox or letter it came in.
    pub within: Option<Within>,
}

/// What an item was packed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within {
    /// SHA-256 of the packing's bytes.
    pub container: ReportId,
    /// The item's name inside.
    pub path: String,
}

impl Report {
    /// A report in English whose whole text is body and of which nothing else is known: for tests, training and measuring.
    pub fn of_text(file: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Report {
            id: ReportId::of(text.as_bytes()),
            file: file.into(),
            copies: Vec::new(),
            title: None,
            publisher: None,
            author: None,
            published: None,
            url: None,
            language: "en".into(),
            blocks: vec![Block { span: Span::new(0, text.len()), role: BlockRole::Body }],
            text,
            pages: Vec::new(),
        }
    }

    /// The pages on which a stretch of the text stands; none for a format without pages.
    pub fn pages_of(&self, span: Span) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(move |page| !page.boxes(span).is_empty())
    }

    /// A name a reader recognises: publisher, else author, else the file's name.
    pub fn label(&self) -> &str {
        self.publisher.as_deref().or(self.author.as_deref()).unwrap_or(&self.file)
    }

    /// The role of the block that holds byte `offset`, if any.
    pub fn role_at(&self, offset: usize) -> Option<BlockRole> {
        // Blocks lie in text order and do not overlap.
        let after = self.blocks.partition_point(|b| b.span.start <= offset);
        self.blocks.get(after.checked_sub(1)?).filter(|b| offset < b.span.end).map(|b| b.role)
    }
}

/// A file that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The file's name in the dossier.
    pub file: String,
    /// The reason, as a phrase that can follow "not read:".
    pub reason: String,
}
