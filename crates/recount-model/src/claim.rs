//! One thing said in one place.

use crate::Word;
use crate::{EventIndex, Interval, PartialDate, Period, Report, ReportIndex, Span, Voice, VoicesRelation};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A claim's id: sixteen hexadecimal digits of a hash of report, span, kind and raw words, never of the rule that found it.
/// Claims taken from a file keep the id they came with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ClaimId(pub String);

impl fmt::Display for ClaimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A claim's place in the account's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimIndex(pub usize);

/// How the speaker stands to what is said.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, strum::IntoStaticStr, strum::EnumString,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Stance {
    /// Says that it is so.
    #[default]
    Asserts,
    /// Rejects the figure or the proposition.
    Denies,
    /// May, reportedly, feared, believed; or relays without vouching.
    Hedges,
    /// Says that someone changed what they say.
    #[strum(to_string = "reports-change", serialize = "reports a change")]
    ReportsChange,
}

impl crate::Word for Stance {}

/// How sure it is that a claim belongs to its event.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::EnumString,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Link {
    /// Date and place of its own fit.
    Certain,
    /// Joined by the context, or against a date that does not fit.
    Probable,
}

impl crate::Word for Link {}

/// What is counted of whom.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::EnumString,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Measure {
    /// Who died of it, at once or later.
    Killed,
    /// Who was hurt and lived.
    Injured,
    /// Who was arrested or is held by a state.
    Detained,
    /// Whose whereabouts nobody knows.
    Missing,
    /// Who had to leave home.
    Displaced,
    /// Who was taken and is held by others than a state.
    Abducted,
    /// How many live, stay or travel somewhere, harm aside.
    Population,
    /// How many belong to a group or body.
    Members,
    /// How many bear arms on one side: soldiers sent, fighters who took part.
    Force,
    /// How many stand behind a demand without belonging to a body: marchers, signatories.
    Supporters,
    /// Buildings, vehicles and other things destroyed or damaged.
    Destroyed,
    /// How far two places lie apart, in the unit as written.
    Distance,
    /// Military units, such as battalions, rather than the people in them.
    Units,
    /// Harm that none of the others counts: people killed and injured in one figure, animals.
    Other,
}

impl crate::Word for Measure {}

impl Measure {
    /// Whether it counts what an event did to people or things, as against how many there are.
    pub fn is_harm(self) -> bool {
        matches!(
            self,
            Measure::Killed
                | Measure::Injured
                | Measure::Detained
                | Measure::Missing
                | Measure::Displaced
                | Measure::Abducted
                | Measure::Destroyed
        )
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Word::word(*self))
    }
}

/// Whom or what a count counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    /// Key in the tree of populations (`recount-lexicon`), e.g. `people`, `civilians`, `staff`.
    pub key: String,
    /// The words as written, e.g. `camp residents`.
    pub words: String,
}

/// How a count stands to the toll of its event.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, strum::IntoStaticStr, strum::EnumString,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Relation {
    /// The whole.
    #[default]
    Total,
    /// A part that a source sets within another figure.
    Part,
    /// An addition to an earlier figure ("three more died"); never a toll.
    Increment,
    /// A multiple or share of another figure ("seven times as many").
    Multiple,
}

impl crate::Word for Relation {}

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What is counted.
    pub measure: Measure,
    /// Of whom or what.
    pub population: Population,
    /// What the figure commits to.
    pub interval: Interval,
    /// Where the figure's own words stand, inside the claim's span.
    pub figure_span: Option<Span>,
    /// Whether it is a total, a part, an increment or a multiple.
    pub relation: Relation,
}

/// What happens to a status.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::EnumString,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Change {
    /// It is conferred, or sets in.
    Begins,
    /// It is taken away, or runs out.
    Ends,
    /// It is said to be in force.
    Holds,
    /// Somebody looks at whether it should go on.
    Reviewed,
}

impl crate::Word for Change {}

/// A legal or factual status of an entity. A person named as killed, injured, detained or missing is a status too: the
/// status is then the word of the [`Measure`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusContent {
    /// Whose status.
    pub entity: String,
    /// Which status, e.g. `terrorist listing`, `protected persons`, `killed`.
    pub status: String,
    /// Who confers, ends or reviews it.
    pub authority: Option<String>,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Until when.
    pub to: Option<PartialDate>,
    /// What happens to it.
    pub change: Change,
    /// Age in years, for a named victim.
    pub age: Option<u64>,
}

/// Where an actor stands on an option.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::EnumString,
)]
#[strum(serialize_all = "kebab-case")]
pub enum PositionStance {
    /// Wants it.
    Supports,
    /// Does not want it, or refuses its own part in it.
    Opposes,
    /// Wants it, or accepts it, under a condition ([`PositionContent::condition`]).
    Conditional,
    /// Speaks of it, and says neither.
    Neutral,
}

impl crate::Word for PositionStance {}

/// An actor's stance on an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PositionContent {
    /// Who takes it.
    pub actor: String,
    /// On what, by the name of the options list.
    pub option: String,
    /// Where the actor stands.
    pub stance: PositionStance,
    /// On which condition, as written.
    pub condition: Option<String>,
    /// For which reason, as written.
    pub reason: Option<String>,
}

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A figure.
    Count(Count),
    /// When something was.
    Date {
        /// What is dated.
        of: String,
        /// The date, or the words where no date can be made of them.
        value: String,
    },
    /// Where something is.
    Place {
        /// What is placed.
        of: String,
        /// The place, as written.
        value: String,
    },
    /// A legal or factual status.
    Status(StatusContent),
    /// A stance on an option.
    Position(PositionContent),
    /// Who did it.
    Responsibility {
        /// What was done.
        about: String,
        /// By whom, as written.
        value: String,
    },
    /// Anything else a voice says.
    Statement {
        /// What it is about, when known.
        about: Option<String>,
        /// What is said.
        value: String,
    },
}

impl Content {
    /// The word of the claims format for the kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Content::Count(_) => "count",
            Content::Date { .. } => "date",
            Content::Place { .. } => "place",
            Content::Status(_) => "status",
            Content::Position(_) => "position",
            Content::Responsibility { .. } => "responsibility",
            Content::Statement { .. } => "statement",
        }
    }
}

/// One thing said in one place of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its id; see [`assign_ids`].
    pub id: ClaimId,
    /// In which report.
    pub report: ReportIndex,
    /// The shortest clause that carries it.
    pub span: Span,
    /// Who vouches, from the report towards the source; the last is the principal. Empty: the document's own voice.
    pub voices: Vec<Voice>,
    /// How the voices stand to each other.
    pub voices_relation: VoicesRelation,
    /// With a denial: who put forward what is denied.
    pub denied_voices: Vec<Voice>,
    /// How the principal stands to it.
    pub stance: Stance,
    /// Date of the statement, as far as known.
    pub as_of: Option<PartialDate>,
    /// The day, month or year that the words, or those the paragraph goes on with, give for what they tell of, even if wrong.
    pub event_date: Option<PartialDate>,
    /// The date is that of the claim's event, because the claim's own words give none; found by gathering.
    pub event_date_inferred: bool,
    /// The stretch of time, when the report gives one.
    pub event_period: Option<Period>,
    /// Where, as written.
    pub place: Option<String>,
    /// The event it was gathered into; `None` before gathering and for what belongs to no event.
    pub event: Option<EventIndex>,
    /// How sure the gathering is.
    pub link: Option<Link>,
    /// Whether the figure belongs to another event or to an aggregate.
    pub other_event: bool,
    /// What is said.
    pub content: Content,
}

impl Claim {
    /// A claim in the document's own voice with nothing known beside its content.
    pub fn new(report: ReportIndex, span: Span, content: Content) -> Self {
        Claim {
            id: ClaimId::default(),
            report,
            span,
            voices: Vec::new(),
            voices_relation: VoicesRelation::Relay,
            denied_voices: Vec::new(),
            stance: Stance::Asserts,
            as_of: None,
            event_date: None,
            event_date_inferred: false,
            event_period: None,
            place: None,
            event: None,
            link: None,
            other_event: false,
            content,
        }
    }

    /// The figure, when the claim is a count.
    pub fn count(&self) -> Option<&Count> {
        match &self.content {
            Content::Count(count) => Some(count),
            _ => None,
        }
    }

    /// Where the words of a count's figure stand: as the reader found them, else where they stand first in the claim.
    pub fn figure_words(&self, text: &str) -> Option<Span> {
        let count = self.count()?;
        let found = || {
            let words = Some(count.interval.as_written.as_str()).filter(|words| !words.is_empty())?;
            let at = self.span.start + self.span.slice(text).find(words)?;
            Some(Span::new(at, at + words.len()))
        };
        count.figure_span.or_else(found)
    }

    /// The voice whose word it is; `None` for the document's own voice.
    pub fn principal(&self) -> Option<&Voice> {
        self.voices.last()
    }

    /// The words of the text that tell this claim from another of the same kind on the same span. What was made of them (a
    /// measure, the name of an option) is left out: a better reader would change the id.
    fn raw_words(&self, text: &str) -> String {
        let words = self.span.slice(text);
        match &self.content {
            Content::Count(c) => format!("{words}\n{}", c.interval.as_written),
            _ => words.to_string(),
        }
    }
}

/// Gives every claim that has none its id. Claims that would share one are numbered in their order, so ids are unique.
pub fn assign_ids(claims: &mut [Claim], reports: &[Report]) {
    let mut taken: BTreeSet<String> =
        claims.iter().map(|c| c.id.0.clone()).filter(|id| !id.is_empty()).collect();
    // The turns that are taken of claims that would share one: a thousand of them would each ask for all before.
    let mut turns: BTreeMap<(usize, Span, &'static str, String), u32> = BTreeMap::new();
    for claim in claims.iter_mut().filter(|c| c.id.0.is_empty()) {
        let Some(report) = reports.get(claim.report.0) else { continue };
        let raw = claim.raw_words(&report.text);
        let as_written = claim.count().map(|count| count.interval.as_written.clone()).unwrap_or_default();
        let next = turns.entry((claim.report.0, claim.span, claim.content.kind(), as_written)).or_insert(0);
        for turn in *next.. {
            *next = turn.saturating_add(1);
            let mut hash = Sha256::new();
            hash.update(report.id.0);
            hash.update(format!(
                "\n{}\n{}\n{}\n{raw}\n{turn}",
                claim.span.start,
                claim.span.end,
                claim.content.kind()
            ));
            let id: String = hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect();
            if taken.insert(id.clone()) {
                claim.id = ClaimId(id);
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_equal_claims_are_numbered_as_one_by_one() {
        let reports = [Report::of_text("a.txt", "Six died. Six died.")];
        let equal = |start| {
            let content = Content::Statement { about: None, value: String::new() };
            Claim::new(ReportIndex(0), Span::new(start, start + 9), content)
        };
        let mut few = vec![equal(0), equal(10), equal(0)];
        // A given id that an equal claim would get is passed over.
        let mut alone = few.clone();
        assign_ids(&mut alone, &reports);
        few.push(Claim { id: alone[2].id.clone(), ..equal(10) });
        assign_ids(&mut few, &reports);
        assert_eq!((&few[0].id, &few[1].id), (&alone[0].id, &alone[1].id));
        assert_ne!(few[2].id, alone[2].id);
        let mut many = vec![equal(0); 20_000];
        assign_ids(&mut many, &reports);
        assert_eq!((&many[0].id, &many[1].id), (&alone[0].id, &alone[2].id));
        let ids: BTreeSet<&ClaimId> = many.iter().map(|claim| &claim.id).collect();
        assert_eq!(ids.len(), many.len());
    }
}
