//! A question as a card: the figure, who stands by what on one axis, the sentences, and how each method arrives at it.

use super::axis::{Axis, Drawing, draw, is_about, percent};
use super::descent::{HolderRow, SeriesRow, stemma, tells_more};
use super::influence::Waterfall;
use super::quote::{Quote, Quotes, question_anchor};
use crate::lead;
use crate::wording::{self, Headline};
use askama::Template;
use recount_model::{
    ClaimIndex, Figure, Finding, Grade, Independence, RangeBasis, Revision, Testimony, Word,
};
use std::collections::BTreeSet;

/// How many steps of the leading method stand beside the figure.
const STEPS_SHOWN: usize = 2;

/// One question.
#[derive(Template)]
#[template(path = "question.html")]
pub(super) struct Card<'a> {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) headline: Headline,
    pub(super) grade: &'static str,
    /// The colour of the grade: `firm`, `contest` or `mute`.
    pub(super) tone: &'static str,
    grade_meaning: &'static str,
    bounds: String,
    voices: String,
    method: String,
    steps: Vec<Step>,
    axis: Axis,
    /// Where the best figure stands on the axis.
    best: Option<String>,
    rows: Vec<Row<'a>>,
    signs: Signs,
    revisions: Vec<RevisionRow<'a>>,
    series: Vec<SeriesRow<'a>>,
    stemma: Vec<HolderRow<'a>>,
    origins: Vec<String>,
    methods: Vec<MethodRow<'a>>,
    waterfall: Waterfall<'a>,
    /// Whether so little hangs on it that a line is enough until a reader asks for more.
    pub(super) minor: bool,
}

/// A testimony.
struct Row<'a> {
    voice: &'a str,
    /// `yes`, `unknown` or `no`: how the drawing is filled.
    independent: &'static str,
    interval: String,
    facts: String,
    basis: &'a str,
    /// What a reader should know, and whether it speaks against the figure.
    notes: Vec<(&'a str, bool)>,
    denials: Vec<(String, String)>,
    anchor: String,
    drawing: Drawing,
    quotes: Vec<Quote<'a>>,
    sentences: String,
}

/// Which signs the legend has to explain.
#[derive(Default)]
struct Signs {
    unknown: bool,
    dissent: bool,
    open: bool,
    about: bool,
    denied: bool,
}

struct RevisionRow<'a> {
    voice: &'a str,
    kind: &'static str,
    from: String,
    from_day: String,
    to: String,
    to_day: String,
    quotes: Vec<Quote<'a>>,
}

struct MethodRow<'a> {
    name: &'a str,
    version: u32,
    low: String,
    best: String,
    high: String,
    /// What the range is, where its ends are not stated bounds.
    basis: String,
    steps: Vec<Step>,
    leads: bool,
}

struct Step {
    text: String,
    anchors: Vec<String>,
}

impl<'a> Card<'a> {
    pub(super) fn new(index: usize, quotes: &Quotes<'a>) -> Self {
        let finding = &quotes.account.findings[index];
        let axis = Axis::new(finding.testimonies.iter().map(|t| &t.interval));
        let best = finding.figure().and_then(|f| f.best);
        let voices = finding.testimonies.iter().filter(|t| t.independent == Independence::Yes).count();
        Card {
            anchor: question_anchor(index),
            title: wording::question(finding),
            headline: wording::headline(finding),
            grade: wording::grade(finding.grade),
            tone: tone(finding.grade),
            grade_meaning: wording::grade_meaning(finding.grade),
            bounds: wording::bounds(finding),
            voices: wording::counted(voices, "independent voice", "independent voices"),
            method: finding.figure().map_or_else(String::new, |f| f.method.clone()),
            steps: last_steps(finding, quotes),
            best: best.map(|n| percent(axis.at(n))),
            rows: finding.testimonies.iter().map(|t| row(t, &axis, quotes)).collect(),
            signs: signs(finding),
            revisions: finding.revisions.iter().map(|r| revision(r, quotes)).collect(),
            series: finding.series.iter().filter(|s| tells_more(s)).map(SeriesRow::new).collect(),
            stemma: stemma(finding, quotes),
            origins: origins(finding, quotes),
            methods: methods(finding, quotes),
            waterfall: Waterfall::new(finding, &axis),
            minor: finding.testimonies.len() < 2 && finding.revisions.is_empty() && !finding.conflict,
            axis,
        }
    }
}

impl Card<'_> {
    /// Who speaks, for a closed line.
    pub(super) fn who(&self) -> String {
        self.rows.iter().map(|r| r.voice).collect::<Vec<_>>().join(", ")
    }
}

fn tone(grade: Grade) -> &'static str {
    match grade {
        Grade::Contested | Grade::Unresolved => "contest",
        Grade::Corroborated => "firm",
        Grade::SingleVoice | Grade::Unsourced => "mute",
    }
}

fn row<'a>(testimony: &'a Testimony, axis: &Axis, quotes: &Quotes<'a>) -> Row<'a> {
    let mut facts = vec![testimony.class.clone()];
    facts.extend(testimony.first_hand.then(|| "went and counted".to_string()));
    facts.extend(testimony.as_of.map(wording::date));
    let one_voice = if testimony.reports.len() > 1 { ", one voice" } else { "" };
    facts.push(format!("{}{one_voice}", wording::counted(testimony.reports.len(), "report", "reports")));
    let denial = |&claim: &ClaimIndex| (lead::denier(quotes.account, claim), quotes.anchor(claim));
    Row {
        voice: &testimony.voice,
        independent: testimony.independent.word(),
        interval: testimony.interval.to_string(),
        facts: facts.join(" · "),
        basis: testimony.interval.basis.as_deref().unwrap_or(""),
        notes: testimony.notes.iter().map(|n| (n.label.as_str(), n.weight < 0.0)).collect(),
        denials: testimony.denied_by.iter().map(denial).collect(),
        anchor: quotes.first_anchor(&testimony.claims),
        drawing: draw(&testimony.interval, axis),
        quotes: quotes.all(&testimony.claims),
        sentences: sentences(testimony, quotes),
    }
}

/// `2 sentences · The Courier, The Bell`.
fn sentences(testimony: &Testimony, quotes: &Quotes) -> String {
    let count = wording::counted(testimony.claims.len(), "sentence", "sentences");
    let mut labels: Vec<&str> =
        testimony.claims.iter().map(|&c| quotes.account.report_of(c).label()).collect();
    labels.dedup();
    let more = if labels.len() > 3 { " …" } else { "" };
    labels.truncate(3);
    format!("{count} · {}{more}", labels.join(", "))
}

fn signs(finding: &Finding) -> Signs {
    let mut signs = Signs::default();
    for t in &finding.testimonies {
        signs.unknown |= t.independent == Independence::Unknown;
        signs.dissent |= t.independent == Independence::No;
        signs.open |= t.interval.low.is_none() || t.interval.high.is_none();
        signs.about |= is_about(&t.interval);
        signs.denied |= !t.denied_by.is_empty();
    }
    signs
}

fn steps(figure: &Figure, quotes: &Quotes) -> Vec<Step> {
    let step = |s: &recount_model::Step| Step {
        text: wording::capital(s.text.trim_end_matches('.')),
        anchors: s.claims.iter().map(|&c| quotes.anchor(c)).collect(),
    };
    figure.steps.iter().map(step).collect()
}

/// The steps that give the figure; those before them stand in the table of methods.
fn last_steps(finding: &Finding, quotes: &Quotes) -> Vec<Step> {
    let all = finding.figure().map_or_else(Vec::new, |f| steps(f, quotes));
    let before = all.len().saturating_sub(STEPS_SHOWN);
    all.into_iter().skip(before).collect()
}

fn revision<'a>(revision: &'a Revision, quotes: &Quotes<'a>) -> RevisionRow<'a> {
    let day = |d: Option<recount_model::PartialDate>| d.map_or_else(String::new, wording::date);
    RevisionRow {
        voice: &revision.voice,
        kind: wording::revision_kind(revision.kind),
        from: wording::version(&revision.from),
        from_day: day(revision.from_as_of),
        to: wording::version(&revision.to),
        to_day: day(revision.to_as_of),
        quotes: quotes.all(&revision.claims),
    }
}

/// Which reports share an origin on a claim of this question, as sentences.
fn origins(finding: &Finding, quotes: &Quotes) -> Vec<String> {
    let own: BTreeSet<ClaimIndex> =
        finding.testimonies.iter().flat_map(|t| t.claims.iter().copied()).collect();
    let account = quotes.account;
    let mut sentences = Vec::new();
    for lineage in
        account.lineage.iter().filter(|l| l.reports.len() > 1 && l.claims.iter().any(|c| own.contains(c)))
    {
        let reports: Vec<&str> = lineage.reports.iter().map(|&r| account.report(r).label()).collect();
        sentences.push(format!("{}: {} (origin: {})", reports.join(", "), lineage.why, lineage.origin));
    }
    sentences
}

fn methods<'a>(finding: &'a Finding, quotes: &Quotes<'a>) -> Vec<MethodRow<'a>> {
    let number = |n: Option<u64>, none: &str| n.map_or_else(|| none.to_string(), wording::grouped);
    let row = |(i, f): (usize, &'a Figure)| MethodRow {
        name: &f.method,
        version: f.version,
        low: number(f.low, "open"),
        best: number(f.best, "–"),
        high: number(f.high, "open"),
        basis: match f.basis {
            RangeBasis::Stated => String::new(),
            basis => wording::range_basis(basis),
        },
        steps: steps(f, quotes),
        leads: i == 0,
    };
    finding.figures.iter().enumerate().map(row).collect()
}
