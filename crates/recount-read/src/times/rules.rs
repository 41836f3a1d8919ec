//! Productions: what the words that a pattern found mean. One file for each family of rules in `time.toml`.
//!
//! A production gives `None` where the words do not bear its meaning (then another pattern is tried), and a value that is
//! [`Value::Unknown`] where they are a time whose date nothing supports.

mod calendar;
mod clock;
mod durations;
mod relative;
mod sets;
mod weekdays;

use super::lexicon::{Class, Symbol, Tense, TimeLexicon};
use super::pattern::Candidate;
use super::pieces::Pieces;
use super::story::Story;
use super::stretch::Unit;
use super::value::{DayPart, Reference, Value};
use serde::Deserialize;
use std::ops::Range;

/// The productions that `time.toml` may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Make {
    Date,
    DateBeside,
    Month,
    Year,
    NamedYear,
    Decade,
    Century,
    Quarter,
    Half,
    Season,
    Feast,
    WeekOf,
    DayOffset,
    PartOfDay,
    Tonight,
    UnitOffset,
    UnitTold,
    UnitEnd,
    Ago,
    VaguelyAgo,
    FromNow,
    BeforeTold,
    AfterTold,
    NextTold,
    PrecedingTold,
    SameTold,
    QuarterTold,
    QuarterOfYear,
    YearBeforeQuarter,
    Weekday,
    WeekdayDirected,
    WeekdayNextTold,
    WeekdayPrecedingTold,
    DayBeforeWeekday,
    DayAfterWeekday,
    WeekFrom,
    Length,
    OneUnit,
    HalfUnit,
    Uncounted,
    RecentUnits,
    ComingUnits,
    EveryUnit,
    EveryOther,
    EveryNamed,
    Frequency,
    Clock,
    PartTold,
    PartOfOccurrence,
    Reference,
    /// The words look like a time and are none.
    Nothing,
}

/// What a production can see: the words found, those around them, and the times told so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    pub pieces: &'a Pieces<'a>,
    pub lexicon: &'a TimeLexicon,
    pub sentence: &'a Range<usize>,
    pub story: &'a Story,
    pub found: &'a Candidate,
}

impl Scene<'_> {
    /// The value of the first reading of a class.
    fn first(&self, class: Class) -> Option<i64> {
        self.all(class).next()
    }

    /// The values of all readings of a class, in the order of the words.
    fn all(&self, class: Class) -> impl Iterator<Item = i64> {
        self.found.found.iter().filter(move |(_, r)| r.is(class)).map(|(_, r)| r.value)
    }

    fn has(&self, class: Class) -> bool {
        self.first(class).is_some()
    }

    /// The piece at which a class was found.
    fn place(&self, class: Class) -> Option<usize> {
        self.found.found.iter().find(|(_, r)| r.is(class)).map(|(at, _)| *at)
    }

    fn small(&self, class: Class) -> Option<u8> {
        self.first(class).and_then(|n| u8::try_from(n).ok())
    }

    fn year(&self) -> Option<i32> {
        self.first(Class::Year).and_then(|n| i32::try_from(n).ok())
    }

    fn direction(&self) -> Option<i64> {
        self.first(Class::Direction)
    }

    /// The unit, whether the word for it is singular or plural.
    fn unit(&self) -> Option<Unit> {
        let place = self.first(Class::Unit).or_else(|| self.first(Class::Units))?;
        Unit::ALL.get(usize::try_from(place).ok()?).copied()
    }

    fn part(&self) -> Option<DayPart> {
        DayPart::ALL.get(usize::try_from(self.first(Class::Part)?).ok()?).copied()
    }

    /// Whether the word at a piece is a name of the calendar that may be another word.
    fn is_unsure(&self, at: usize) -> bool {
        self.lexicon.unsure.contains(self.pieces.lower(at))
    }

    /// Whether the words right before the match are of a class.
    fn after(&self, symbol: Symbol) -> bool {
        self.pieces.ends_with(self.found.visible.start, self.sentence.start, symbol)
    }

    fn tense(&self) -> Option<Tense> {
        super::story::tense(self.pieces, self.lexicon, self.sentence, &self.found.visible)
    }
}

/// The value of a match. All times of a text pass here, so none that lies outside the calendar is told, nor reckoned from.
pub(super) fn produce(make: Make, scene: &Scene<'_>) -> Option<Value> {
    meant(make, scene).map(Value::within_calendar)
}

fn meant(make: Make, scene: &Scene<'_>) -> Option<Value> {
    match make {
        Make::Date => calendar::date(scene),
        Make::DateBeside => calendar::date_beside(scene),
        Make::Month => calendar::month(scene),
        Make::Year => calendar::year(scene),
        Make::NamedYear => calendar::named_year(scene),
        Make::Decade => calendar::decade(scene),
        Make::Century => calendar::century(scene),
        Make::Quarter => calendar::quarter(scene),
        Make::Half => calendar::half(scene),
        Make::Season => calendar::season(scene),
        Make::Feast => calendar::feast(scene),
        Make::WeekOf => calendar::week_of_day(scene),
        Make::DayOffset => relative::day_offset(scene),
        Make::PartOfDay => relative::part_of_day(scene),
        Make::Tonight => relative::tonight(scene),
        Make::UnitOffset => relative::unit_offset(scene),
        Make::UnitTold => relative::unit_told(scene),
        Make::UnitEnd => relative::unit_end(scene),
        Make::Ago => relative::ago(scene),
        Make::VaguelyAgo => Some(Value::Reference(Reference::Past)),
        Make::FromNow => relative::from_now(scene),
        Make::BeforeTold => relative::beside_told(scene, -1),
        Make::AfterTold => relative::beside_told(scene, 1),
        Make::NextTold => relative::next_to_told(scene, 1),
        Make::PrecedingTold => relative::next_to_told(scene, -1),
        Make::SameTold => relative::next_to_told(scene, 0),
        Make::QuarterTold => relative::quarter_told(scene),
        Make::QuarterOfYear => relative::quarter_of_year(scene),
        Make::YearBeforeQuarter => relative::year_before_quarter(scene),
        Make::Weekday => weekdays::weekday(scene),
        Make::WeekdayDirected => weekdays::directed(scene),
        Make::WeekdayNextTold => weekdays::beside_told(scene, false),
        Make::WeekdayPrecedingTold => weekdays::beside_told(scene, true),
        Make::DayBeforeWeekday => weekdays::beside(scene, -1),
        Make::DayAfterWeekday => weekdays::beside(scene, 1),
        Make::WeekFrom => weekdays::week_from(scene),
        Make::Length => durations::length(scene),
        Make::OneUnit => durations::one_unit(scene),
        Make::HalfUnit => durations::half_unit(scene),
        Make::Uncounted => durations::uncounted(scene),
        Make::RecentUnits => durations::recent(scene),
        Make::ComingUnits => durations::coming(scene),
        Make::EveryUnit => sets::every_unit(scene, 1),
        Make::EveryOther => sets::every_unit(scene, 2),
        Make::EveryNamed => sets::every_named(scene),
        Make::Frequency => sets::frequency(scene),
        Make::Nothing => None,
        Make::Clock => clock::clock(scene),
        Make::PartTold => clock::part_told(scene),
        Make::PartOfOccurrence => clock::part_of_occurrence(scene),
        Make::Reference => scene.first(Class::Reference).map(|r| {
            Value::Reference(match r {
                0 => Reference::Past,
                1 => Reference::Present,
                _ => Reference::Future,
            })
        }),
    }
}
