//! One line of the claims format and what it means. Fields that are not known are ignored; fields without a value may be
//! null or left out.

use crate::claims::parse_voice;
use recount_model::{
    Change, Claim, ClaimId, CodePoints, Content, Count, Interval, Link, Measure, Population, PositionContent,
    PositionStance, Relation, ReportIndex, Span, Stance, StatusContent, Vague, VoicesRelation,
};
use serde::Deserialize;
use std::fmt::Display;
use std::str::FromStr;

/// A line as it stands.
#[derive(Debug, Deserialize)]
pub(super) struct Line {
    id: Option<String>,
    #[serde(alias = "doc")]
    pub report: String,
    start: usize,
    end: usize,
    kind: Option<String>,
    pub event: Option<String>,
    event_date: Option<String>,
    event_period: Option<String>,
    place: Option<String>,
    #[serde(default)]
    voices: Option<Vec<String>>,
    voices_relation: Option<String>,
    denied_voices: Option<Vec<String>>,
    stance: Option<String>,
    as_of: Option<String>,
    link: Option<String>,
    cumulative_or_other_event: Option<bool>,
    measure: Option<String>,
    of: Option<String>,
    population: Option<String>,
    relation: Option<String>,
    as_written: Option<String>,
    low: Option<u64>,
    high: Option<u64>,
    approx: Option<bool>,
    vague: Option<String>,
    point: Option<u64>,
    basis: Option<String>,
    entity: Option<String>,
    status: Option<String>,
    authority: Option<String>,
    from: Option<String>,
    to: Option<String>,
    change: Option<String>,
    age: Option<u64>,
    actor: Option<String>,
    option: Option<String>,
    position_stance: Option<String>,
    condition: Option<String>,
    reason: Option<String>,
    about: Option<String>,
    value: Option<String>,
}

impl Line {
    /// The claim, with its event left open.
    pub(super) fn claim(self, report: ReportIndex, text: &str, points: &CodePoints) -> Result<Claim, String> {
        let span = self.span(text, points)?;
        let voices = |names: &Option<Vec<String>>| {
            names.iter().flatten().filter(|n| !n.trim().is_empty()).map(|n| parse_voice(n)).collect()
        };
        Ok(Claim {
            id: ClaimId(self.id.clone().unwrap_or_default()),
            voices: voices(&self.voices),
            voices_relation: word(
                &self.voices_relation,
                "voices_relation",
                &[("relay", VoicesRelation::Relay), ("joint", VoicesRelation::Joint)],
            )?,
            denied_voices: voices(&self.denied_voices),
            stance: word(
                &self.stance,
                "stance",
                &[
                    ("asserts", Stance::Asserts),
                    ("denies", Stance::Denies),
                    ("hedges", Stance::Hedges),
                    ("reports-change", Stance::ReportsChange),
                    ("reports a change", Stance::ReportsChange),
                ],
            )?,
            as_of: parsed(&self.as_of, "as_of")?,
            event_date: parsed(&self.event_date, "event_date")?,
            event_period: parsed(&self.event_period, "event_period")?,
            place: filled(&self.place),
            link: word(
                &self.link,
                "link",
                &[("", None), ("certain", Some(Link::Certain)), ("probable", Some(Link::Probable))],
            )?,
            other_event: self.cumulative_or_other_event.unwrap_or(false),
            ..Claim::new(report, span, self.content(span, text)?)
        })
    }

    fn span(&self, text: &str, points: &CodePoints) -> Result<Span, String> {
        let (start, end) = (self.start, self.end);
        if end <= start {
            return Err(format!("the span {start}..{end} is empty"));
        }
        if end > points.from_byte(text.len()) {
            return Err(format!("the span {start}..{end} ends after the text"));
        }
        Ok(points.span(start, end))
    }

    fn content(&self, span: Span, text: &str) -> Result<Content, String> {
        let text_of = |field: &Option<String>| filled(field).unwrap_or_default();
        match self.kind.as_deref().unwrap_or("count") {
            "count" => self.count(span, text).map(Content::Count),
            "date" => Ok(Content::Date { of: text_of(&self.of), value: text_of(&self.value) }),
            "place" => Ok(Content::Place { of: text_of(&self.of), value: text_of(&self.value) }),
            "status" => self.status().map(Content::Status),
            "position" => self.position().map(Content::Position),
            "responsibility" => {
                Ok(Content::Responsibility { about: text_of(&self.about), value: text_of(&self.value) })
            }
            "statement" => Ok(Content::Statement { about: filled(&self.about), value: text_of(&self.value) }),
            other => Err(format!("there is no kind '{other}'")),
        }
    }

    fn count(&self, span: Span, text: &str) -> Result<Count, String> {
        let measure = self.measure.as_deref().unwrap_or("");
        let measure =
            Measure::from_word(measure).ok_or_else(|| format!("there is no measure '{measure}'"))?;
        if let Some((low, high)) = self.low.zip(self.high).filter(|(low, high)| low > high) {
            return Err(format!("low {low} is above high {high}"));
        }
        let as_written = filled(&self.as_written).unwrap_or_default();
        let figure_span = Some(as_written.as_str()).filter(|w| !w.is_empty()).and_then(|words| {
            let start = span.start + span.slice(text).find(words)?;
            Some(Span::new(start, start + words.len()))
        });
        let key = filled(&self.population).unwrap_or_default();
        let words = filled(&self.of).unwrap_or_else(|| key.clone());
        Ok(Count {
            measure,
            population: Population { key, words },
            interval: Interval {
                low: self.low,
                high: self.high,
                point: self.point,
                approximate: self.approx.unwrap_or(false),
                vague: filled(&self.vague).map(Vague),
                basis: filled(&self.basis),
                as_written,
            },
            figure_span,
            relation: word(
                &self.relation,
                "relation",
                &[
                    ("total", Relation::Total),
                    ("part", Relation::Part),
                    ("increment", Relation::Increment),
                    ("multiple", Relation::Multiple),
                ],
            )?,
        })
    }

    fn status(&self) -> Result<StatusContent, String> {
        Ok(StatusContent {
            entity: required(&self.entity, "entity")?,
            status: required(&self.status, "status")?,
            authority: filled(&self.authority),
            from: parsed(&self.from, "from")?,
            to: parsed(&self.to, "to")?,
            change: word(
                &self.change,
                "change",
                &[
                    ("holds", Change::Holds),
                    ("begins", Change::Begins),
                    ("ends", Change::Ends),
                    ("reviewed", Change::Reviewed),
                ],
            )?,
            age: self.age,
        })
    }

    fn position(&self) -> Result<PositionContent, String> {
        Ok(PositionContent {
            actor: required(&self.actor, "actor")?,
            option: required(&self.option, "option")?,
            stance: word(
                &self.position_stance,
                "position_stance",
                &[
                    ("neutral", PositionStance::Neutral),
                    ("supports", PositionStance::Supports),
                    ("opposes", PositionStance::Opposes),
                    ("conditional", PositionStance::Conditional),
                ],
            )?,
            condition: filled(&self.condition),
            reason: filled(&self.reason),
        })
    }
}

fn filled(field: &Option<String>) -> Option<String> {
    field.as_deref().map(str::trim).filter(|f| !f.is_empty()).map(str::to_string)
}

fn required(field: &Option<String>, name: &str) -> Result<String, String> {
    filled(field).ok_or_else(|| format!("{name} is missing"))
}

/// The value of a word of the format; the first of the table when the field is empty.
fn word<T: Copy>(field: &Option<String>, name: &str, table: &[(&str, T)]) -> Result<T, String> {
    let given = filled(field);
    let found = match &given {
        None => table.first(),
        Some(given) => table.iter().find(|(word, _)| word == given),
    };
    found
        .map(|(_, value)| *value)
        .ok_or_else(|| format!("there is no {name} '{}'", given.unwrap_or_default()))
}

fn parsed<T: FromStr<Err: Display>>(field: &Option<String>, name: &str) -> Result<Option<T>, String> {
    filled(field).map(|value| value.parse().map_err(|error| format!("{name}: {error}"))).transpose()
}
