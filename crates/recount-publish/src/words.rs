//! The words by which enums of the vocabulary appear in JSON. They are part of the formats: a change is a new format version.

use recount_model::{
    BlockRole, Change, ContradictionClass, DateBasis, DriftKind, EntityKind, Grade, Independence, Link,
    PositionStance, Relation, RevisionKind, Severity, Stance,
};

pub(crate) fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Asserts => "asserts",
        Stance::Denies => "denies",
        Stance::Hedges => "hedges",
        Stance::ReportsChange => "reports-change",
    }
}

pub(crate) fn link(link: Link) -> &'static str {
    match link {
        Link::Certain => "certain",
        Link::Probable => "probable",
    }
}

pub(crate) fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Total => "total",
        Relation::Part => "part",
        Relation::Increment => "increment",
        Relation::Multiple => "multiple",
    }
}

pub(crate) fn change(change: Change) -> &'static str {
    match change {
        Change::Begins => "begins",
        Change::Ends => "ends",
        Change::Holds => "holds",
        Change::Reviewed => "reviewed",
    }
}

pub(crate) fn position_stance(stance: PositionStance) -> &'static str {
    match stance {
        PositionStance::Supports => "supports",
        PositionStance::Opposes => "opposes",
        PositionStance::Conditional => "conditional",
        PositionStance::Neutral => "neutral",
    }
}

pub(crate) fn independence(independence: Independence) -> &'static str {
    match independence {
        Independence::Yes => "yes",
        Independence::No => "no",
        Independence::Unknown => "unknown",
    }
}

pub(crate) fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Unresolved => "unresolved",
        Grade::Contested => "contested",
        Grade::Corroborated => "corroborated",
        Grade::SingleVoice => "single-voice",
        Grade::Unsourced => "unsourced",
    }
}

pub(crate) fn revision_kind(kind: RevisionKind) -> &'static str {
    match kind {
        RevisionKind::Correction => "correction",
        RevisionKind::GrowingCount => "growing-count",
        RevisionKind::EarlierCount => "earlier-count",
        RevisionKind::Redefinition => "redefinition",
        RevisionKind::Reset => "reset",
        RevisionKind::Adoption => "adoption",
        RevisionKind::ChangedStory => "changed-story",
    }
}

pub(crate) fn contradiction_class(class: ContradictionClass) -> &'static str {
    match class {
        ContradictionClass::Disagreement => "disagreement",
        ContradictionClass::Revision => "revision",
        ContradictionClass::CompatibleRefinement => "compatible-refinement",
        ContradictionClass::ScopeDifference => "scope-difference",
        ContradictionClass::DateMismatch => "date-mismatch",
        ContradictionClass::StatusConflict => "status-conflict",
    }
}

pub(crate) fn drift_kind(kind: DriftKind) -> &'static str {
    match kind {
        DriftKind::Owner => "owner",
        DriftKind::Bound => "bound",
    }
}

pub(crate) fn entity_kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Body => "body",
        EntityKind::Place => "place",
        EntityKind::Group => "group",
    }
}

pub(crate) fn date_basis(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Given => "given",
        DateBasis::Metadata => "metadata",
        DateBasis::Text => "text",
        DateBasis::Address => "address",
    }
}

pub(crate) fn block_role(role: BlockRole) -> &'static str {
    match role {
        BlockRole::Title => "title",
        BlockRole::Byline => "byline",
        BlockRole::Body => "body",
        BlockRole::Heading => "heading",
        BlockRole::Caption => "caption",
        BlockRole::Boilerplate => "boilerplate",
    }
}

pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
