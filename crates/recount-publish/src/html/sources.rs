//! The reports with the sentences that claims stand in, or their whole texts. Every claim of the account has its anchor here.

use super::Texts;
use super::marks::{Piece, pieces};
use super::quote::Quotes;
use crate::{names, passage, wording};
use askama::Template;
use recount_model::{BlockRole, Claim, ClaimIndex, Content, Entity, Report, Span, Word};
use std::collections::BTreeSet;

/// Gaps between two excerpts of a paragraph up to this long are shown rather than left out.
const SMALL_GAP_BYTES: usize = 160;

/// Every report.
#[derive(Template)]
#[template(path = "sources.html")]
pub(super) struct Section<'a> {
    pub(super) reports: Vec<Source<'a>>,
    whole: bool,
}

/// One report.
pub(super) struct Source<'a> {
    label: &'a str,
    author: &'a str,
    title: &'a str,
    date: String,
    file: &'a str,
    url: &'a str,
    copies: String,
    claims: String,
    sha256: String,
    regions: Vec<Region<'a>>,
}

/// A stretch of a report's text.
struct Region<'a> {
    offset: usize,
    class: &'static str,
    marks: Vec<Mark<'a>>,
}

/// A piece of marked text, ready for the template.
enum Mark<'a> {
    Open { anchor: String, hint: String },
    Resume { hint: String },
    Close,
    Text(&'a str),
}

impl<'a> Section<'a> {
    pub(super) fn new(quotes: &Quotes<'a>, texts: Texts) -> Self {
        let account = quotes.account;
        let mut by_report: Vec<Vec<(ClaimIndex, Span)>> = vec![Vec::new(); account.reports.len()];
        for (i, claim) in account.claims.iter().enumerate() {
            if let Some(list) = by_report.get_mut(claim.report.0) {
                list.push((ClaimIndex(i), claim.span));
            }
        }
        let reports = account.reports.iter().zip(by_report).enumerate();
        Section {
            reports: reports.map(|(i, (report, claims))| source(i, report, &claims, quotes, texts)).collect(),
            whole: texts == Texts::Full,
        }
    }
}

fn source<'a>(
    index: usize,
    report: &'a Report,
    claims: &[(ClaimIndex, Span)],
    quotes: &Quotes<'a>,
    texts: Texts,
) -> Source<'a> {
    let date =
        report.published.map(|p| format!("{} ({})", wording::date(p.date), wording::date_basis(p.basis)));
    Source {
        label: report.label(),
        author: report.author.as_deref().filter(|a| *a != report.label()).unwrap_or(""),
        title: report.title.as_deref().unwrap_or(""),
        date: date.unwrap_or_else(|| "no date".to_string()),
        file: &report.file,
        url: report.url.as_deref().unwrap_or(""),
        copies: copies(report),
        claims: wording::counted(claims.len(), "claim", "claims"),
        sha256: report.id.to_string(),
        regions: regions(index, report, claims, quotes, texts),
    }
}

/// Other arrivals of the same bytes, with the publisher where it is known to be another.
fn copies(report: &Report) -> String {
    let copies = report.copies.iter().map(|copy| {
        match copy.publisher.as_deref().filter(|publisher| Some(*publisher) != report.publisher.as_deref()) {
            Some(publisher) => format!("{} ({publisher})", copy.file),
            None => copy.file.clone(),
        }
    });
    copies.collect::<Vec<_>>().join(", ")
}

fn regions<'a>(
    index: usize,
    report: &'a Report,
    claims: &[(ClaimIndex, Span)],
    quotes: &Quotes<'a>,
    texts: Texts,
) -> Vec<Region<'a>> {
    let mut anchored = BTreeSet::new();
    let mut region = |(span, role): (Span, Option<BlockRole>)| Region {
        offset: quotes.point(index, span),
        class: class(role),
        marks: marks(pieces(&report.text, span, claims, &mut anchored), quotes),
    };
    let spans = match texts {
        Texts::Excerpts => excerpts(report, claims),
        Texts::Full => blocks(report),
    };
    let mut regions: Vec<Region> = spans.into_iter().map(&mut region).collect();
    // What stands outside every block still gets its anchor.
    let left: Vec<_> = claims.iter().copied().filter(|(c, _)| !anchored.contains(c)).collect();
    let mut region = |(span, role): (Span, Option<BlockRole>)| Region {
        offset: quotes.point(index, span),
        class: class(role),
        marks: marks(pieces(&report.text, span, &left, &mut anchored), quotes),
    };
    regions.extend(left.iter().map(|(_, span)| region((*span, None))));
    regions
}

fn class(role: Option<BlockRole>) -> &'static str {
    match role {
        Some(BlockRole::Boilerplate) => "boilerplate",
        Some(BlockRole::Title | BlockRole::Heading) => "heading",
        Some(BlockRole::Byline | BlockRole::Caption) => "aside",
        Some(BlockRole::Body) | None => "",
    }
}

fn blocks(report: &Report) -> Vec<(Span, Option<BlockRole>)> {
    match report.blocks.is_empty() {
        true => vec![(Span::new(0, report.text.len()), None)],
        false => report.blocks.iter().map(|b| (b.span, Some(b.role))).collect(),
    }
}

/// The sentences around all claims, joined where they meet or nearly meet within a paragraph.
fn excerpts(report: &Report, claims: &[(ClaimIndex, Span)]) -> Vec<(Span, Option<BlockRole>)> {
    let mut spans: Vec<Span> = claims.iter().map(|(_, span)| passage::sentence(report, *span)).collect();
    spans.sort();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end || is_small_gap(report, *last, span) => {
                *last = last.cover(span)
            }
            _ => joined.push(span),
        }
    }
    joined.into_iter().map(|span| (span, report.role_at(span.start))).collect()
}

fn is_small_gap(report: &Report, before: Span, after: Span) -> bool {
    let gap = Span::new(before.end, after.start);
    gap.len() <= SMALL_GAP_BYTES
        && !gap.slice(&report.text).contains("\n\n")
        && report.role_at(before.start) == report.role_at(after.start)
}

fn marks<'a>(pieces: Vec<Piece<'a>>, quotes: &Quotes<'a>) -> Vec<Mark<'a>> {
    let account = quotes.account;
    let hint = |c: ClaimIndex| hint(account.claim(c), &account.entities);
    let mark = |piece| match piece {
        Piece::Open { claim, first: true } => Mark::Open { anchor: quotes.anchor(claim), hint: hint(claim) },
        Piece::Open { claim, first: false } => Mark::Resume { hint: hint(claim) },
        Piece::Close => Mark::Close,
        Piece::Text(words) => Mark::Text(words),
    };
    pieces.into_iter().map(mark).collect()
}

/// What was read here, for the pointer that rests on a mark: `count: people killed, 34 or more – Body (Person)`.
fn hint(claim: &Claim, entities: &[Entity]) -> String {
    let content = match &claim.content {
        Content::Count(c) => {
            format!("{}, {}", wording::counted_of(c.measure, &c.population.words), c.interval)
        }
        Content::Date { of, value } | Content::Place { of, value } => format!("{of}, {value}"),
        Content::Status(s) => format!("{}, {} {}", s.entity, s.status, s.change.word()),
        Content::Position(p) => format!("{} {}: {}", p.actor, wording::position(p.stance), p.option),
        Content::Responsibility { about, value } => format!("{about}, {value}"),
        Content::Statement { value, .. } => value.clone(),
    };
    let voice = claim.principal().map_or_else(|| "own voice".to_string(), |v| names::voice(v, entities));
    format!("{}: {content} – {voice}", claim.content.kind())
}
