//! One line of the claims format and what it means. Fields that are not known are ignored; fields without a value may be
//! null or left out.

use crate::claims::parse_voice;
use recount_model::{
    Change, Claim, ClaimId, CodePoints, Content, Count, Interval, Population, PositionContent,
    PositionStance, ReportIndex, Span, StatusContent, Vague, Voice, VoiceKind,
};
use serde::Deserialize;
use std::fmt::Display;
use std::str::FromStr;

/// What a line says of one of its voices: `voice` is the string in `voices` or `denied_voices`, and a detail whose string
/// stands there no more, because somebody corrected it, counts for nothing.
#[derive(Debug, Deserialize)]
struct VoiceDetail {
    voice: String,
    name: String,
    kind: Option<String>,
    speaks_for: Option<String>,
    role: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
}

/// A line as it stands.
#[derive(Debug, Deserialize)]
pub(super) struct Line {
    id: Option<String>,
    #[serde(alias = "doc")]
    pub report: String,
    start: Option<usize>,
    end: Option<usize>,
    pub text: Option<String>,
    kind: Option<String>,
    pub event: Option<String>,
    event_date: Option<String>,
    event_date_inferred: Option<bool>,
    event_period: Option<String>,
    place: Option<String>,
    #[serde(default)]
    voices: Option<Vec<String>>,
    #[serde(default)]
    voice_details: Vec<VoiceDetail>,
    voices_relation: Option<String>,
    denied_voices: Option<Vec<String>>,
    #[serde(default)]
    denied_voice_details: Vec<VoiceDetail>,
    stance: Option<String>,
    as_of: Option<String>,
    link: Option<String>,
    cumulative_or_other_event: Option<bool>,
    measure: Option<String>,
    of: Option<String>,
    population: Option<String>,
    relation: Option<String>,
    as_written: Option<String>,
    figure_start: Option<usize>,
    figure_end: Option<usize>,
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
    /// The claim at `span`, with its event left open.
    pub(super) fn claim(
        &self,
        report: ReportIndex,
        span: Span,
        text: &str,
        points: &CodePoints,
    ) -> Result<Claim, String> {
        let voices = |names: &Option<Vec<String>>, details: &[VoiceDetail]| {
            let named = names.iter().flatten().filter(|n| !n.trim().is_empty());
            named.map(|n| voice(n, details, text, points)).collect::<Result<Vec<_>, _>>()
        };
        Ok(Claim {
            id: ClaimId(self.id.clone().unwrap_or_default()),
            voices: voices(&self.voices, &self.voice_details)?,
            voices_relation: word(&self.voices_relation, "voices_relation")?.unwrap_or_default(),
            denied_voices: voices(&self.denied_voices, &self.denied_voice_details)?,
            stance: word(&self.stance, "stance")?.unwrap_or_default(),
            as_of: parsed(&self.as_of, "as_of")?,
            event_date: parsed(&self.event_date, "event_date")?,
            event_date_inferred: self.event_date_inferred.unwrap_or(false),
            event_period: parsed(&self.event_period, "event_period")?,
            place: filled(&self.place),
            link: word(&self.link, "link")?,
            other_event: self.cumulative_or_other_event.unwrap_or(false),
            ..Claim::new(report, span, self.content(span, text, points)?)
        })
    }

    /// The words the line says stand at its span, when others do.
    pub(super) fn other_words(&self, claim: &Claim, text: &str) -> Option<String> {
        let said = filled(&self.text)?;
        (!same_words(&said, claim.span.slice(text))).then_some(said)
    }

    /// Where it says that it stands, if it says so by offsets.
    pub(super) fn span(&self, text: &str, points: &CodePoints) -> Result<Option<Span>, String> {
        self.start.zip(self.end).map(|(start, end)| span(start, end, text, points)).transpose()
    }

    fn content(&self, span: Span, text: &str, points: &CodePoints) -> Result<Content, String> {
        let text_of = |field: &Option<String>| filled(field).unwrap_or_default();
        match self.kind.as_deref().unwrap_or("count") {
            "count" => self.count(span, text, points).map(Content::Count),
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

    fn count(&self, span: Span, text: &str, points: &CodePoints) -> Result<Count, String> {
        let measure = word(&self.measure, "measure")?.ok_or("measure is missing")?;
        if let Some((low, high)) = self.low.zip(self.high).filter(|(low, high)| low > high) {
            return Err(format!("low {low} is above high {high}"));
        }
        if let Some(n) =
            [self.low, self.high, self.point].into_iter().flatten().find(|n| *n > Interval::LARGEST)
        {
            let number = |n| Interval::exactly(n, "");
            return Err(format!("the figure {} is above {}", number(n), number(Interval::LARGEST)));
        }
        let as_written = filled(&self.as_written).unwrap_or_default();
        // Where the line says that its words stand, else where they stand first.
        let given = self.figure_start.zip(self.figure_end).map(|(a, b)| self::span(a, b, text, points));
        let given = given.transpose()?.filter(|s| same_words(s.slice(text), &as_written));
        let found = || {
            let start = span.start + span.slice(text).find(&as_written)?;
            Some(Span::new(start, start + as_written.len()))
        };
        let figure_span = given.or_else(found).filter(|_| !as_written.is_empty());
        let key = filled(&self.population).unwrap_or_default();
        let words = filled(&self.of).unwrap_or_else(|| key.clone());
        Ok(Count {
            measure,
            population: Population { key, words },
            interval: Interval {
                low: self.low,
                high: self.high,
                // Its words say so; whoever reconciles the claims looks at them.
                beyond: false,
                point: self.point,
                approximate: self.approx.unwrap_or(false),
                vague: filled(&self.vague).map(Vague),
                basis: filled(&self.basis),
                as_written,
            },
            figure_span,
            relation: word(&self.relation, "relation")?.unwrap_or_default(),
        })
    }

    fn status(&self) -> Result<StatusContent, String> {
        Ok(StatusContent {
            entity: required(&self.entity, "entity")?,
            status: required(&self.status, "status")?,
            authority: filled(&self.authority),
            from: parsed(&self.from, "from")?,
            to: parsed(&self.to, "to")?,
            change: word(&self.change, "change")?.unwrap_or(Change::Holds),
            age: self.age,
        })
    }

    fn position(&self) -> Result<PositionContent, String> {
        Ok(PositionContent {
            actor: required(&self.actor, "actor")?,
            option: required(&self.option, "option")?,
            stance: word(&self.position_stance, "position_stance")?.unwrap_or(PositionStance::Neutral),
            condition: filled(&self.condition),
            reason: filled(&self.reason),
        })
    }
}

/// A voice with what the line says of it, or with what its words alone say.
fn voice(words: &str, details: &[VoiceDetail], text: &str, points: &CodePoints) -> Result<Voice, String> {
    let Some(detail) = details.iter().find(|d| d.voice == words) else {
        return Ok(parse_voice(words));
    };
    let place = detail.start.zip(detail.end);
    Ok(Voice {
        speaks_for: filled(&detail.speaks_for),
        role: filled(&detail.role),
        span: place.map(|(start, end)| span(start, end, text, points)).transpose()?,
        ..Voice::named(detail.name.trim(), word(&detail.kind, "kind of voice")?.unwrap_or(VoiceKind::Body))
    })
}

/// A stretch of the text, from code points.
fn span(start: usize, end: usize, text: &str, points: &CodePoints) -> Result<Span, String> {
    if end <= start {
        return Err(format!("the span {start}..{end} is empty"));
    }
    if end > points.from_byte(text.len()) {
        return Err(format!("the span {start}..{end} ends after the text"));
    }
    Ok(points.span(start, end))
}

/// Whether two stretches are the same but for white space.
fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

fn filled(field: &Option<String>) -> Option<String> {
    field.as_deref().map(str::trim).filter(|f| !f.is_empty()).map(str::to_string)
}

fn required(field: &Option<String>, name: &str) -> Result<String, String> {
    filled(field).ok_or_else(|| format!("{name} is missing"))
}

/// The value of a word of the format, if there is one.
fn word<T: FromStr>(field: &Option<String>, name: &str) -> Result<Option<T>, String> {
    let Some(given) = filled(field) else { return Ok(None) };
    given.parse().map(Some).map_err(|_| format!("there is no {name} '{given}'"))
}

fn parsed<T: FromStr<Err: Display>>(field: &Option<String>, name: &str) -> Result<Option<T>, String> {
    filled(field).map(|value| value.parse().map_err(|error| format!("{name}: {error}"))).transpose()
}
