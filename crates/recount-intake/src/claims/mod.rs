//! Claims from a file: JSON Lines, one claim an object, or a table with the same fields ([`claims_in_table`]), with offsets in code points.
//! What the reader would have found can come from a person or another program instead. A line that cannot be used becomes an issue; the others stand.

mod in_table;
mod line;
mod named;
mod quotation;
mod voice;

use crate::IntakeError;
use line::Line;
use quotation::Quotable;
use recount_model::{
    Checked, Claim, ClaimId, CodePoints, Issue, Report, ReportId, ReportIndex, Severity, Span, assign_ids,
};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use in_table::may_hold_claims;
pub use in_table::{claims_in_table, is_table_of_claims};
pub use named::ReportNames;
pub use voice::parse_voice;

/// The claims of a file and the events it sorts them into.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ParsedClaims {
    /// Every claim in the order of lines.
    pub claims: Vec<Claim>,
    /// The distinct event ids in the order of their first use; [`Claim::event`] counts in this list.
    pub events: Vec<String>,
}

/// Reads claims from `lines`; `file` is the name for messages. A claim's report is found as [`ReportNames`] finds it.
///
/// A line of more than 100,000 bytes, a claim of more than 10,000 code points and what comes after 500,000 lines are passed over and named.
///
/// Every claim has an id of its own: one without an id, or with one that an earlier line uses, gets a fresh one.
///
/// A population given as words only has an empty key, for the reconciler to fill.
///
/// # Errors
/// [`IntakeError::NoClaims`] when no line gives a claim.
pub fn parse(lines: &str, file: &str, reports: &[Report]) -> Result<Checked<ParsedClaims>, IntakeError> {
    parse_named(lines, file, reports, &ReportNames::of(reports))
}

/// As [`parse`], where lines name their reports out of `names`, which may be of more than `reports`.
///
/// # Errors
/// As [`parse`].
pub fn parse_named(
    lines: &str,
    file: &str,
    reports: &[Report],
    names: &ReportNames,
) -> Result<Checked<ParsedClaims>, IntakeError> {
    let lines = in_table::as_lines(lines);
    let mut reading = Reading::of(reports, names);
    let mut parsed = ParsedClaims::default();
    let mut failures = Vec::new();
    let mut doubtful = Vec::new();
    let mut taken: BTreeSet<ClaimId> = BTreeSet::new();
    let lines =
        lines.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    for (turn, (n, line)) in lines.enumerate() {
        if turn >= MOST_LINES {
            let reason =
                format!("it and all after it are passed over: a file may have {MOST_LINES} lines; divide it");
            failures.push((n + 1, reason));
            break;
        }
        match reading.claim(line) {
            Ok(Found { mut claim, doubt }) => {
                doubtful.extend(doubt.map(|doubt| doubtful_place(file, n + 1, &doubt)));
                if !claim.id.0.is_empty() && !taken.insert(claim.id.clone()) {
                    doubtful.push(repeated_id(file, n + 1, &claim.id));
                    claim.id = ClaimId::default();
                }
                parsed.claims.push(claim);
            }
            Err(reason) => failures.push((n + 1, reason)),
        }
    }
    if parsed.claims.is_empty() {
        let (line, reason) = failures.into_iter().next().unwrap_or((1, "the file is empty".to_string()));
        return Err(IntakeError::NoClaims { file: file.to_string(), line, reason: cut(&reason).to_string() });
    }
    parsed.events = reading.events;
    assign_ids(&mut parsed.claims, reports);
    let issues =
        failures.into_iter().map(|(line, reason)| issue(file, line, &reason)).chain(doubtful).collect();
    Ok(Checked { value: parsed, issues })
}

/// The names by which lines of claims, in the form that [`parse`] takes, name their reports.
pub fn reports_named(lines: &str) -> BTreeSet<String> {
    let named = lines.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
    named.map(|line| line.report).collect()
}

/// Lines of a file that are taken, those that are empty apart.
const MOST_LINES: usize = 500_000;

/// Bytes of a line: a claim with all that is known of its voices has some thousand.
const LINE_BYTES: usize = 100_000;

/// Code points of a claim's words: a claim is a passage, not a report.
const CLAIM_POINTS: usize = 10_000;

/// Letters of a reason that are told; it may hold what a cell holds.
const REASON_LETTERS: usize = 300;

/// Bytes of reports that are gone over for words that lines quote, in all: a table may quote a long report a million times.
const QUOTED_BYTES: u64 = 20_000_000_000;

/// What is known of the reports while lines are read.
struct Reading<'r> {
    reports: &'r [Report],
    names: &'r ReportNames,
    /// Places of reports.
    at: BTreeMap<ReportId, usize>,
    offsets: BTreeMap<usize, CodePoints>,
    quotable: BTreeMap<usize, Quotable>,
    quoted_bytes: u64,
    events: Vec<String>,
    /// Their places, by id.
    events_by_id: BTreeMap<String, usize>,
}

/// A claim of a line, and what is doubtful about its place.
struct Found {
    claim: Claim,
    doubt: Option<Doubt>,
}

enum Doubt {
    /// Its span holds other words than these.
    OtherWords(String),
    /// The words it quotes stand in several places.
    SeveralPlaces,
}

impl<'r> Reading<'r> {
    fn of(reports: &'r [Report], names: &'r ReportNames) -> Self {
        let mut at = BTreeMap::new();
        for (n, report) in reports.iter().enumerate() {
            at.entry(report.id).or_insert(n);
        }
        Reading {
            reports,
            names,
            at,
            offsets: BTreeMap::new(),
            quotable: BTreeMap::new(),
            quoted_bytes: 0,
            events: Vec::new(),
            events_by_id: BTreeMap::new(),
        }
    }

    fn claim(&mut self, line: &str) -> Result<Found, String> {
        if line.len() > LINE_BYTES {
            return Err(format!("it is longer than {LINE_BYTES} bytes"));
        }
        let line: Line = serde_json::from_str(line).map_err(|error| format!("no claim: {error}"))?;
        let index = self.report(&line.report)?;
        let report = &self.reports[index];
        let text = &report.text;
        let placed = line.span(text, self.points(index))?;
        let (span, again) = match placed {
            Some(span) => (span, false),
            None => self.quoted(index, line.text.as_deref().unwrap_or_default())?,
        };
        let points = self.points(index);
        let length = points.from_byte(span.end) - points.from_byte(span.start);
        if length > CLAIM_POINTS {
            return Err(format!(
                "its words are {length} letters; a claim is a passage of at most {CLAIM_POINTS}"
            ));
        }
        let mut claim = line.claim(ReportIndex(index), span, text, self.points(index))?;
        let other_words = line.other_words(&claim, text).filter(|_| placed.is_some());
        claim.event = line.event.clone().filter(|id| !id.is_empty()).map(|id| self.event(id));
        let doubt = other_words.map(Doubt::OtherWords).or(again.then_some(Doubt::SeveralPlaces));
        Ok(Found { claim, doubt })
    }

    fn report(&self, name: &str) -> Result<usize, String> {
        let none = || format!("there is no report '{}'", cut(name));
        match self.names.find(name) {
            Ok(id) => self.at.get(&id).copied().ok_or_else(none),
            Err(0) => Err(none()),
            Err(several) => Err(format!("'{}' may be any of {several} reports", cut(name))),
        }
    }

    fn points(&mut self, index: usize) -> &CodePoints {
        let report = &self.reports[index];
        self.offsets.entry(index).or_insert_with(|| CodePoints::new(&report.text))
    }

    /// Where the words that a line quotes stand first, and whether elsewhere too.
    fn quoted(&mut self, index: usize, words: &str) -> Result<(Span, bool), String> {
        let report = &self.reports[index];
        if words.trim().is_empty() {
            return Err("it says neither where it stands (start, end) nor what it quotes (text)".to_string());
        }
        self.quoted_bytes += report.text.len() as u64;
        if self.quoted_bytes > QUOTED_BYTES {
            return Err("there are too many quotations to be looked for; give start and end".to_string());
        }
        let quotable = self.quotable.entry(index).or_insert_with(|| Quotable::of(&report.text));
        let found = quotable.find(&report.text, words);
        let found = found.ok_or_else(|| format!("the words it quotes do not stand in {}", report.file))?;
        Ok((found.span, found.again))
    }

    /// The place of an event among those met.
    fn event(&mut self, id: String) -> recount_model::EventIndex {
        let place = *self.events_by_id.entry(id.clone()).or_insert(self.events.len());
        if place == self.events.len() {
            self.events.push(id);
        }
        recount_model::EventIndex(place)
    }
}

/// So much of a reason as is told.
fn cut(reason: &str) -> &str {
    reason.char_indices().nth(REASON_LETTERS).map_or(reason, |(end, _)| &reason[..end])
}

fn issue(file: &str, line: usize, reason: &str) -> Issue {
    Issue {
        severity: Severity::Error,
        code: "claims-line",
        file: Some(file.to_string()),
        span: None,
        message: format!("{file}: line {line}: {}", cut(reason)),
        hint: Some(
            "the line was passed over; compare it with the output of `recount claims --format jsonl`"
                .to_string(),
        ),
    }
}

fn doubtful_place(file: &str, line: usize, doubt: &Doubt) -> Issue {
    let (what, hint) = match doubt {
        Doubt::OtherWords(words) => (
            format!("its span holds other words than its text '{}'", cut(words)),
            "the span was kept; correct start and end, which count code points, or the text",
        ),
        Doubt::SeveralPlaces => (
            "the words it quotes stand in several places".to_string(),
            "the first was taken; quote more of the words, or give start and end",
        ),
    };
    Issue {
        severity: Severity::Warning,
        code: "claims-text",
        file: Some(file.to_string()),
        span: None,
        message: format!("{file}: line {line}: {what}"),
        hint: Some(hint.to_string()),
    }
}

fn repeated_id(file: &str, line: usize, id: &ClaimId) -> Issue {
    Issue {
        severity: Severity::Warning,
        code: "claims-id",
        file: Some(file.to_string()),
        span: None,
        message: format!("{file}: line {line}: an earlier line has the id '{id}' too"),
        hint: Some("the claim was kept under a fresh id; give every line an id of its own".to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_bytes;
    use recount_model::{
        Change, Content, Measure, PositionStance, Relation, Stance, VoiceKind, VoicesRelation,
    };

    const TEXT: &str = "Fire – at the mill\n\nAt least six people died, the Harl Fire Office said. Tom Ode wants it rebuilt.\n";

    fn reports() -> Vec<Report> {
        ["01-fire.txt", "02-fire.txt"]
            .map(|file| read_bytes(file, format!("{TEXT}{file}").as_bytes()).unwrap().value)
            .to_vec()
    }

    fn one(line: &str) -> Claim {
        let parsed = parse(line, "c.jsonl", &reports()).unwrap();
        assert!(parsed.issues.is_empty(), "{:?}", parsed.issues);
        parsed.value.claims[0].clone()
    }

    #[test]
    fn a_count_is_read_with_all_its_fields() {
        let claim = one(
            r#"{"id":"k1","report":"01-fire.txt","start":20,"end":44,"text":"At least six  people died","event":"fire","event_date":"2014-05-01","event_period":"2014-05-01/2014-05-02","place":"Harl","voices":["Gazette","Harl Fire Office (Anna Berg)"],"voices_relation":"joint","denied_voices":["witnesses"],"stance":"hedges","as_of":"2014-05-02","link":"probable","cumulative_or_other_event":true,"measure":"killed","of":"people","population":"people","relation":"part","as_written":"At least six","low":6,"high":null,"approx":true,"vague":"some","point":6,"basis":"confidence interval","optional":true,"restates":"k0"}"#,
        );
        let report = &reports()[0];
        assert_eq!(claim.id.0, "k1");
        assert_eq!(claim.span.slice(&report.text), "At least six people died");
        assert_eq!(
            claim.voices.iter().map(|v| v.to_string()).collect::<Vec<_>>(),
            ["Gazette", "Harl Fire Office (Anna Berg)"]
        );
        assert_eq!(claim.voices_relation, VoicesRelation::Joint);
        assert_eq!((claim.stance, claim.other_event, claim.denied_voices.len()), (Stance::Hedges, true, 1));
        assert_eq!(claim.event_period.map(|p| p.to_string()).as_deref(), Some("2014-05-01/2014-05-02"));
        let count = claim.count().unwrap();
        assert_eq!((count.measure, count.relation), (Measure::Killed, Relation::Part));
        assert_eq!((count.population.key.as_str(), count.population.words.as_str()), ("people", "people"));
        assert_eq!(
            (count.interval.low, count.interval.high, count.interval.approximate),
            (Some(6), None, true)
        );
        assert_eq!(count.figure_span.map(|s| s.slice(&report.text)), Some("At least six"));
    }

    #[test]
    fn what_a_line_says_of_a_voice_holds_as_long_as_the_voice_stands_there() {
        let line = |voice: &str| {
            format!(
                r#"{{"doc":"01","start":0,"end":4,"kind":"statement","value":"v","voices":["{voice}"],"voice_details":[{{"voice":"Mill Board","name":"Board","kind":"group","role":"owner","speaks_for":"Harl","start":7,"end":9}}]}}"#
            )
        };
        let explained = &one(&line("Mill Board")).voices[0];
        assert_eq!((explained.name.as_str(), explained.kind), ("Board", VoiceKind::Group));
        assert_eq!(
            (explained.role.as_deref(), explained.speaks_for.as_deref()),
            (Some("owner"), Some("Harl"))
        );
        assert_eq!(explained.span.map(|s| &TEXT[s.start..s.end]), Some(&TEXT["Fire – ".len()..][..2]));
        let corrected = &one(&line("Harl Fire Office")).voices[0];
        assert_eq!(*corrected, parse_voice("Harl Fire Office"));
    }

    #[test]
    fn every_kind_is_read() {
        let head = r#"{"doc":"02-fire.txt","start":0,"end":4,"#;
        let content = |fields: &str| one(&format!("{head}{fields}}}")).content;
        assert!(
            matches!(content(r#""measure":"injured","of":"staff","low":2,"high":2"#), Content::Count(c) if c.population.key.is_empty() && c.population.words == "staff")
        );
        assert!(matches!(content(r#""kind":"date","of":"fire","value":"2014-05-01""#), Content::Date { .. }));
        assert!(matches!(content(r#""kind":"place","of":"fire","value":"Harl""#), Content::Place { .. }));
        assert!(
            matches!(content(r#""kind":"status","entity":"mill","status":"closed","change":"begins","from":"2014""#), Content::Status(s) if s.change == Change::Begins)
        );
        assert!(
            matches!(content(r#""kind":"position","actor":"Tom Ode","option":"rebuild","position_stance":"conditional","condition":"money""#), Content::Position(p) if p.stance == PositionStance::Conditional)
        );
        assert!(matches!(
            content(r#""kind":"responsibility","about":"fire","value":"lamp""#),
            Content::Responsibility { .. }
        ));
        assert!(matches!(
            content(r#""kind":"statement","about":"fire","value":"sad""#),
            Content::Statement { .. }
        ));
    }

    #[test]
    fn a_second_use_of_an_id_is_named_and_the_claim_gets_a_fresh_one() {
        let line = |id: &str, doc: &str| {
            format!(r#"{{"id":"{id}","doc":"{doc}","start":0,"end":4,"measure":"killed","low":1,"high":1}}"#)
        };
        let text = [line("k1", "01"), line("k1", "01"), line("", "01"), line("k1", "02")].join("\n");
        let parsed = parse(&text, "c.jsonl", &reports()).unwrap();
        let ids: BTreeSet<&ClaimId> = parsed.value.claims.iter().map(|c| &c.id).collect();
        assert_eq!(ids.len(), 4, "{ids:?}");
        assert_eq!(parsed.value.claims[0].id.0, "k1");
        let messages: Vec<&str> = parsed.issues.iter().map(|i| i.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "c.jsonl: line 2: an earlier line has the id 'k1' too",
                "c.jsonl: line 4: an earlier line has the id 'k1' too"
            ]
        );
    }

    #[test]
    fn a_span_that_holds_other_words_than_the_line_says_is_named_and_kept() {
        let line = r#"{"doc":"01","start":0,"end":4,"text":"six people","kind":"statement","value":"v"}"#;
        let parsed = parse(line, "c.jsonl", &reports()).unwrap();
        assert_eq!(parsed.value.claims.len(), 1);
        assert_eq!(
            parsed.issues[0].message,
            "c.jsonl: line 1: its span holds other words than its text 'six people'"
        );
    }

    #[test]
    fn a_claim_may_quote_its_words_in_the_place_of_offsets() {
        let claim = one(r#"{"doc":"01","text":"At least  six people died","measure":"killed","low":6}"#);
        assert_eq!(claim.span.slice(TEXT), "At least six people died");
        let parse = |line: &str| parse(line, "c.csv", &reports());
        let twice = parse(r#"{"doc":"01","text":"e","kind":"statement","value":"v"}"#).unwrap();
        assert_eq!(twice.issues[0].message, "c.csv: line 1: the words it quotes stand in several places");
        for (line, reason) in [
            (
                r#"{"doc":"01","text":"seven died","measure":"killed"}"#,
                "the words it quotes do not stand in 01-fire.txt",
            ),
            (r#"{"doc":"01","measure":"killed"}"#, "it says neither where it stands"),
            (r#"{"doc":"01","start":4,"measure":"killed"}"#, "it says neither where it stands"),
        ] {
            let error = parse(line).unwrap_err().to_string();
            assert!(error.contains(reason), "{error}");
        }
    }

    #[test]
    fn what_is_no_passage_is_refused_with_its_line() {
        let long = [Report::of_text("01.txt", "ж".repeat(30_000))];
        let line = |end: usize| {
            format!("{{\"doc\":\"01\",\"start\":0,\"end\":{end},\"kind\":\"statement\",\"value\":\"v\"}}\n")
        };
        let voice = format!(
            r#"{{"doc":"01","start":0,"end":3,"measure":"killed","voices":["{}"]}}"#,
            "x".repeat(100_000)
        );
        let parsed = parse(&[line(10_000), line(10_001), voice].concat(), "c.jsonl", &long).unwrap();
        assert_eq!(parsed.value.claims.len(), 1);
        let told: Vec<&str> = parsed.issues.iter().map(|issue| &issue.message[..]).collect();
        assert_eq!(
            told,
            [
                "c.jsonl: line 2: its words are 10001 letters; a claim is a passage of at most 10000",
                "c.jsonl: line 3: it is longer than 100000 bytes",
            ]
        );
    }

    #[test]
    fn events_are_numbered_in_the_order_met() {
        let line = |event: &str| {
            format!(r#"{{"doc":"01","start":0,"end":4,"kind":"statement","value":"v","event":{event}}}"#)
        };
        let text = ["\"b\"", "\"a\"", "null", "\"b\""].map(line).join("\n");
        let parsed = parse(&text, "c.jsonl", &reports()).unwrap().value;
        assert_eq!(parsed.events, ["b", "a"]);
        let places: Vec<Option<usize>> = parsed.claims.iter().map(|c| c.event.map(|e| e.0)).collect();
        assert_eq!(places, [Some(0), Some(1), None, Some(0)]);
    }

    #[test]
    fn lines_that_cannot_be_used_are_named() {
        let good = r#"{"doc":"01","start":0,"end":4,"kind":"statement","value":"v"}"#;
        for (bad, reason) in [
            ("{", "no claim: "),
            (r#"{"doc":"03","start":0,"end":4,"kind":"statement","value":"v"}"#, "there is no report '03'"),
            (
                r#"{"doc":"0","start":0,"end":4,"kind":"statement","value":"v"}"#,
                "'0' may be any of 2 reports",
            ),
            (r#"{"doc":"01","start":4,"end":4,"kind":"statement","value":"v"}"#, "the span 4..4 is empty"),
            (
                r#"{"doc":"01","start":0,"end":4000,"kind":"statement","value":"v"}"#,
                "the span 0..4000 ends after the text",
            ),
            (r#"{"doc":"01","start":0,"end":4,"kind":"song"}"#, "there is no kind 'song'"),
            (r#"{"doc":"01","start":0,"end":4,"measure":"sung","low":1}"#, "there is no measure 'sung'"),
            (
                r#"{"doc":"01","start":0,"end":4,"measure":"killed","low":3,"high":1}"#,
                "low 3 is above high 1",
            ),
            (
                r#"{"doc":"01","start":0,"end":4,"measure":"killed","low":1000000000000001}"#,
                "the figure 1,000,000,000,000,001 is above 1,000,000,000,000,000",
            ),
            (r#"{"doc":"01","start":0,"end":4,"low":1}"#, "measure is missing"),
            (
                r#"{"doc":"01","start":0,"end":4,"measure":"killed","low":1,"as_of":"May"}"#,
                "as_of: 'May' is no date",
            ),
            (
                r#"{"doc":"01","start":0,"end":4,"measure":"killed","low":1,"stance":"sings"}"#,
                "there is no stance 'sings'",
            ),
        ] {
            let parsed = parse(&format!("{good}\n\n{bad}\n"), "c.jsonl", &reports()).unwrap();
            assert_eq!(parsed.value.claims.len(), 1, "{bad}");
            assert!(
                parsed.issues[0].message.starts_with(&format!("c.jsonl: line 3: {reason}")),
                "{}",
                parsed.issues[0].message
            );
            let error = parse(bad, "c.jsonl", &reports()).unwrap_err();
            assert!(error.to_string().contains("line 1"), "{error}");
        }
        assert!(parse("", "c.jsonl", &reports()).is_err());
    }
}
