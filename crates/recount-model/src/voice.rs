//! Who vouches.

use crate::{EntityIndex, Span};
use std::fmt;

/// What sort of voice speaks.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::EnumString,
)]
#[strum(serialize_all = "kebab-case")]
pub enum VoiceKind {
    /// A named person.
    Person,
    /// A named body: a government, an organisation, a force, a news agency.
    Body,
    /// People without a name of their own: "witnesses", "residents who fled".
    Group,
    /// A document: "a cable", "the report".
    Document,
    /// Reports without a named source: "some accounts", "it is believed".
    Unnamed,
}

impl crate::Word for VoiceKind {}

/// A person, body or document that vouches for what is said, as one place of one report names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The name as written there, without titles.
    pub name: String,
    /// What sort of voice it is.
    pub kind: VoiceKind,
    /// The body a person speaks for, when said or known.
    pub speaks_for: Option<String>,
    /// Office or role, as written: "UN High Commissioner for Human Rights", "district head".
    pub role: Option<String>,
    /// Where the name stands.
    pub span: Option<Span>,
    /// Who it is, once names are resolved.
    pub entity: Option<EntityIndex>,
}

impl Voice {
    /// A voice known by its name only.
    pub fn named(name: impl Into<String>, kind: VoiceKind) -> Self {
        Voice { name: name.into(), kind, speaks_for: None, role: None, span: None, entity: None }
    }

    /// A voice known by its name only, named at a place of the report.
    pub fn at(name: impl Into<String>, kind: VoiceKind, span: Span) -> Self {
        Voice { span: Some(span), ..Voice::named(name, kind) }
    }
}

impl fmt::Display for Voice {
    /// `Body (Person)`, `Person (role)` or the name alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.speaks_for, &self.role) {
            (Some(body), _) => write!(f, "{body} ({})", self.name),
            (None, Some(role)) if self.kind == VoiceKind::Person => write!(f, "{} ({role})", self.name),
            _ => f.write_str(&self.name),
        }
    }
}

/// How the voices of a claim stand to each other.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, strum::IntoStaticStr, strum::EnumString,
)]
#[strum(serialize_all = "kebab-case")]
pub enum VoicesRelation {
    /// Each relays the next; the last is the principal.
    #[default]
    Relay,
    /// They speak together.
    Joint,
}

impl crate::Word for VoicesRelation {}
