//! One claim as a record: the fields every claim has, then those of its kind.

use super::place::{Offsets, file};
use crate::names;
use recount_model::{
    Claim, Content, Count, Entity, Event, PartialDate, PositionContent, Report, ReportIndex, Span,
    StatusContent, Voice, VoicesRelation, Word,
};
use serde::Serialize;

/// A claim, as one line of the claims format and as one item of the account's `claims`.
#[derive(Serialize)]
pub(super) struct ClaimRecord<'a> {
    id: &'a str,
    report: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    kind: &'static str,
    event: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_date: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    event_date_inferred: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    voices: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    voice_details: Vec<VoiceRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    voices_relation: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    denied_voices: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    denied_voice_details: Vec<VoiceRecord<'a>>,
    stance: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'static str>,
    cumulative_or_other_event: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pages: Vec<PageRecord>,
    #[serde(flatten)]
    content: ContentRecord<'a>,
}

impl<'a> ClaimRecord<'a> {
    pub(super) fn new(
        claim: &'a Claim,
        reports: &'a [Report],
        entities: &[Entity],
        events: &'a [Event],
        offsets: &Offsets,
    ) -> Self {
        let (start, end) = offsets.range(claim.report, claim.span);
        let figure = claim.count().and_then(|c| c.figure_span).map(|span| offsets.range(claim.report, span));
        let details = |voices: &'a [Voice]| {
            voices.iter().map(|v| VoiceRecord::new(v, claim.report, entities, offsets)).collect()
        };
        let name_all = |voices: &[Voice]| voices.iter().map(|v| names::voice(v, entities)).collect();
        ClaimRecord {
            id: &claim.id.0,
            report: file(reports, claim.report),
            start,
            end,
            text: reports.get(claim.report.0).map_or("", |report| claim.span.slice(&report.text)),
            kind: claim.content.kind(),
            event: claim.event.and_then(|e| events.get(e.0)).map(|e| e.id.as_str()),
            event_date: date(claim.event_date),
            event_date_inferred: claim.event_date_inferred,
            event_period: claim.event_period.map(|p| p.to_string()),
            place: claim.place.as_deref(),
            voices: name_all(&claim.voices),
            voice_details: details(&claim.voices),
            voices_relation: (claim.voices_relation == VoicesRelation::Joint).then_some("joint"),
            denied_voices: name_all(&claim.denied_voices),
            denied_voice_details: details(&claim.denied_voices),
            stance: claim.stance.word(),
            as_of: date(claim.as_of),
            link: claim.link.map(|l| l.word()),
            cumulative_or_other_event: claim.other_event,
            pages: reports
                .get(claim.report.0)
                .map_or(Vec::new(), |report| PageRecord::all(report, claim.span)),
            content: ContentRecord::new(&claim.content, figure),
        }
    }
}

/// Where on a page a claim's words stand.
#[derive(Serialize)]
struct PageRecord {
    page: u32,
    /// Left, top, width and height of each line's part, in points from the upper left corner.
    boxes: Vec<[f64; 4]>,
}

impl PageRecord {
    fn all(report: &Report, span: Span) -> Vec<Self> {
        // A tenth of a point is finer than any print.
        let tenths = |points: f32| (f64::from(points) * 10.0).round() / 10.0;
        let pages = report.pages_of(span).map(|page| PageRecord {
            page: page.number,
            boxes: page.boxes(span).iter().map(|b| [b.left, b.top, b.width, b.height].map(tenths)).collect(),
        });
        pages.collect()
    }
}

/// What is known of a voice beyond the string that names it.
#[derive(Serialize)]
struct VoiceRecord<'a> {
    voice: String,
    name: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaks_for: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
}

impl<'a> VoiceRecord<'a> {
    fn new(voice: &'a Voice, report: ReportIndex, entities: &[Entity], offsets: &Offsets) -> Self {
        let range = voice.span.map(|span| offsets.range(report, span));
        VoiceRecord {
            voice: names::voice(voice, entities),
            name: &voice.name,
            kind: voice.kind.word(),
            speaks_for: voice.speaks_for.as_deref(),
            role: voice.role.as_deref(),
            start: range.map(|r| r.0),
            end: range.map(|r| r.1),
        }
    }
}

/// A partial date as text.
pub(super) fn date(date: Option<PartialDate>) -> Option<String> {
    date.map(|d| d.to_string())
}

/// The fields of a claim's kind.
#[derive(Serialize)]
#[serde(untagged)]
enum ContentRecord<'a> {
    Count(CountRecord<'a>),
    Status(StatusRecord<'a>),
    Position(PositionRecord<'a>),
    Of { of: &'a str, value: &'a str },
    About { about: Option<&'a str>, value: &'a str },
}

impl<'a> ContentRecord<'a> {
    fn new(content: &'a Content, figure: Option<(usize, usize)>) -> Self {
        match content {
            Content::Count(count) => ContentRecord::Count(CountRecord::new(count, figure)),
            Content::Status(status) => ContentRecord::Status(StatusRecord::new(status)),
            Content::Position(position) => ContentRecord::Position(PositionRecord::new(position)),
            Content::Date { of, value } | Content::Place { of, value } => ContentRecord::Of { of, value },
            Content::Responsibility { about, value } => ContentRecord::About { about: Some(about), value },
            Content::Statement { about, value } => ContentRecord::About { about: about.as_deref(), value },
        }
    }
}

#[derive(Serialize)]
struct CountRecord<'a> {
    measure: &'static str,
    of: &'a str,
    population: &'a str,
    relation: &'static str,
    as_written: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    figure_start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    figure_end: Option<usize>,
    low: Option<u64>,
    high: Option<u64>,
    approx: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    vague: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    point: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<&'a str>,
}

impl<'a> CountRecord<'a> {
    fn new(count: &'a Count, figure: Option<(usize, usize)>) -> Self {
        CountRecord {
            measure: count.measure.word(),
            of: &count.population.words,
            population: &count.population.key,
            relation: count.relation.word(),
            as_written: &count.interval.as_written,
            figure_start: figure.map(|f| f.0),
            figure_end: figure.map(|f| f.1),
            low: count.interval.low,
            high: count.interval.high,
            approx: count.interval.approximate,
            vague: count.interval.vague.as_ref().map(|v| v.0.as_str()),
            point: count.interval.point,
            basis: count.interval.basis.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct StatusRecord<'a> {
    entity: &'a str,
    status: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    authority: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    change: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    age: Option<u64>,
}

impl<'a> StatusRecord<'a> {
    fn new(status: &'a StatusContent) -> Self {
        StatusRecord {
            entity: &status.entity,
            status: &status.status,
            authority: status.authority.as_deref(),
            from: date(status.from),
            to: date(status.to),
            change: status.change.word(),
            age: status.age,
        }
    }
}

#[derive(Serialize)]
struct PositionRecord<'a> {
    actor: &'a str,
    option: &'a str,
    position_stance: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

impl<'a> PositionRecord<'a> {
    fn new(position: &'a PositionContent) -> Self {
        PositionRecord {
            actor: &position.actor,
            option: &position.option,
            position_stance: position.stance.word(),
            condition: position.condition.as_deref(),
            reason: position.reason.as_deref(),
        }
    }
}
