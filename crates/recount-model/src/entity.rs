//! Persons, bodies and places with all their spellings.

use crate::{Evidence, Reason};

/// An entity's place in the account's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIndex(pub usize);

/// What sort of thing carries the name.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::EnumString,
)]
#[strum(serialize_all = "kebab-case")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A government, organisation, force, agency, court or outlet.
    Body,
    /// A country, town, camp or building.
    Place,
    /// People without a name of their own: "camp residents", "witnesses".
    Group,
}

impl crate::Word for EntityKind {}

/// One way a name is written, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Spelling {
    /// The words.
    pub text: String,
    /// Everywhere they stand, in report and text order.
    pub places: Vec<Evidence>,
    /// Why this spelling was joined to the entity's first; empty for the first.
    pub reasons: Vec<Reason>,
}

/// A person, body, place or group with all its spellings.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// The name it goes by in the account.
    pub canonical: String,
    /// What it is.
    pub kind: EntityKind,
    /// The body a person speaks for, when the reports say so.
    pub speaks_for: Option<EntityIndex>,
    /// Offices and roles the reports give it, as written, in order of first mention.
    pub roles: Vec<String>,
    /// Every spelling, the canonical one first.
    pub spellings: Vec<Spelling>,
}
