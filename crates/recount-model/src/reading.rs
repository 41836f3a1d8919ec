//! What the reader makes of one report: claims, and the names it met on the way.

use crate::{Claim, EntityKind, PartialDate, Span};

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, without title or article.
    pub span: Span,
    /// The words, white space folded.
    pub name: String,
    /// What it most likely names.
    pub kind: EntityKind,
    /// The office or role beside it, as written: "UN High Commissioner for Human Rights", "spokesman".
    pub role: Option<String>,
}

/// Why two names of one report stand for one entity, or one speaks for the other.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::EnumString,
)]
#[strum(serialize_all = "kebab-case")]
pub enum NameLinkKind {
    /// "Harl Fire Office (HFO)".
    Acronym,
    /// "also known as", "also called", "formerly".
    AlsoKnownAs,
    /// "X, the Y", "Y X": two names of one thing side by side.
    Apposition,
    /// "Lena Marsh, a spokeswoman for the HFO": the first speaks for the second.
    SpeaksFor,
}

impl crate::Word for NameLinkKind {}

/// A link between two mentions of the same report, by their places in [`Reading::mentions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameLink {
    /// The first mention.
    pub a: usize,
    /// The second mention.
    pub b: usize,
    /// Why they are linked.
    pub kind: NameLinkKind,
}

/// The day or month a report mostly tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// The date.
    pub date: PartialDate,
    /// The report writes it as a calendar date ("8 April"), not only as a weekday or so many days ago.
    pub written: bool,
}

/// What was read in one report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Claims in text order, not yet gathered.
    pub claims: Vec<Claim>,
    /// Names in text order.
    pub mentions: Vec<Mention>,
    /// Links between names.
    pub links: Vec<NameLink>,
    /// The day or month the report mostly tells of, for claims whose own words give no date.
    pub about: Option<About>,
}
