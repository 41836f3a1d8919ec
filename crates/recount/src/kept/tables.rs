//! Tables of claims that somebody made and added: who said what, in a spreadsheet. A table is kept as an original, and that it is one
//! is what the journal says of it; its claims are taken from its bytes anew whenever claims are asked for, so nothing of them is
//! kept that could go stale. They stand beside what the reader found in the reports they are about. A claim that says the same
//! in the same place, or bears the same id, takes the place of the reader's; that of a later table takes the place of an earlier one's.
//!
//! A table may come before its reports: lines that fit no report that stands are told with their number, and enter with the report.

use super::reading_rows;
use crate::Error;
use recount_intake::claims::{self, ReportNames, claims_in_table};
use recount_model::{
    Claim, ClaimId, Content, GivenTable, Interval, Issue, Reading, Report, ReportId, ReportIndex, Severity,
    Span, assign_ids,
};
use recount_store::{State, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Lines of a table that are told one by one.
const TOLD: usize = 20;

/// A table that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClaimTable {
    /// Its name in the dossier.
    pub file: String,
    /// SHA-256 of its bytes.
    pub id: ReportId,
    /// Its claims, one JSON object a line, each on the line where it stands; `None` when the bytes give none any more.
    lines: Option<String>,
}

/// The tables that stand, in the order in which they came, and what their lines may call reports. All that is made of tables looks
/// reports up among the same names, so that a line means the same report everywhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tables {
    tables: Vec<ClaimTable>,
    /// Of every report that stands.
    names: ReportNames,
}

/// The tables that stand.
///
/// # Errors
/// When the bytes of one are missing or not those that came.
pub(crate) fn standing(store: &Store) -> Result<Tables, Error> {
    let mut tables = Vec::new();
    for table in store.tables_of_claims()? {
        if table.state != Some(State::Withdrawn) {
            let lines = claims_in_table(&store.original_bytes(table.id)?);
            tables.push(ClaimTable { file: table.file, id: table.id, lines });
        }
    }
    if tables.is_empty() {
        return Ok(Tables::default());
    }
    let mut shown = Vec::new();
    for listed in store.list(Some(State::Stands)) {
        let listed = listed?;
        shown.push((listed.file, listed.id));
    }
    let mut names = ReportNames::new(shown);
    for name in named_in(&tables) {
        // Another name under which a report came.
        if let Some(id) = store.by_file(&name)?
            && store.listed(id)?.is_some_and(|listed| listed.state == State::Stands)
        {
            names.also(&name, id);
        }
    }
    Ok(Tables { tables, names })
}

/// The names that lines of tables give their reports.
fn named_in(tables: &[ClaimTable]) -> BTreeSet<String> {
    tables
        .iter()
        .flat_map(|table| table.lines.iter())
        .flat_map(|lines| claims::reports_named(lines))
        .collect()
}

/// The reports that tables name, each with what `reader` found in it and the tables laid over that. Empty without tables.
///
/// # Errors
/// When the database or a table cannot be read.
pub(super) fn of_reports(
    store: &Store,
    reader: &str,
) -> Result<BTreeMap<ReportId, (Report, Reading)>, Error> {
    let tables = standing(store)?;
    let (mut reports, mut readings) = (Vec::new(), Vec::new());
    for id in tables.reports() {
        let Some(report) = store.report(id)? else { continue };
        let rows = store.readings(reader, &[id])?.pop();
        let index = ReportIndex(reports.len());
        readings.push(rows.and_then(|rows| reading_rows::reading(&rows, &report, index)).unwrap_or_default());
        reports.push(report);
    }
    lay(&tables, &reports, &mut readings, &mut Vec::new());
    Ok(reports.into_iter().zip(readings).map(|(report, reading)| (report.id, (report, reading))).collect())
}

/// How many claims each table gives, and which lines give none: of the tables that `wanted` names, or of all.
///
/// # Errors
/// When the database or a table cannot be read.
pub(super) fn given(
    store: &Store,
    wanted: Option<&BTreeSet<String>>,
) -> Result<(Vec<GivenTable>, Vec<Issue>), Error> {
    let mut tables = standing(store)?;
    tables.tables.retain(|table| wanted.is_none_or(|wanted| wanted.contains(&table.file)));
    let mut reports = Vec::new();
    for id in tables.reports() {
        reports.extend(store.report(id)?);
    }
    let mut issues = Vec::new();
    let mut readings = vec![Reading::default(); reports.len()];
    let given = lay(&tables, &reports, &mut readings, &mut issues);
    Ok((given, issues))
}

/// The claims of a report with those that tables give laid over what was read; `None` when no table speaks of it.
///
/// # Errors
/// When the dossier or a table cannot be read.
pub fn claims_with_tables(store: &Store, folder: &Path, id: ReportId) -> Result<Option<Vec<Claim>>, Error> {
    let settings = recount_intake::settings_of(folder, &mut Vec::new());
    let mut reports = of_reports(store, &reading_rows::reader(&settings))?;
    Ok(reports.remove(&id).map(|(_, reading)| reading.claims))
}

/// The table of this name, with how many claims it gives about the reports that stand, and what is to be told of its lines.
///
/// # Errors
/// When the dossier or the table cannot be read.
pub fn table_of_claims(store: &Store, file: &str) -> Result<Option<(GivenTable, Vec<Issue>)>, Error> {
    let (given, issues) = given(store, Some(&BTreeSet::from([file.to_string()])))?;
    Ok(given.into_iter().next().map(|given| (given, issues)))
}

impl Tables {
    /// The reports that the tables name.
    fn reports(&self) -> BTreeSet<ReportId> {
        // A name that fits none or several is told when an account is made.
        named_in(&self.tables).iter().filter_map(|name| self.names.find(name).ok()).collect()
    }
}

/// Lays the claims of tables over the readings of `reports`, which stand in the same order and whose claims have their ids. Tells how many
/// claims of each table stand, and which of its lines give none.
pub(crate) fn lay(
    Tables { tables, names }: &Tables,
    reports: &[Report],
    readings: &mut [Reading],
    issues: &mut Vec<Issue>,
) -> Vec<GivenTable> {
    if tables.is_empty() {
        return Vec::new();
    }
    let mut of_report: BTreeMap<ClaimId, usize> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        of_report.extend(reading.claims.iter().map(|claim| (claim.id.clone(), at)));
    }
    // Which table a claim is of.
    let mut of_table: BTreeMap<ClaimId, usize> = BTreeMap::new();
    for (n, table) in tables.iter().enumerate() {
        let (claims, told) = claims_of(table, names, reports);
        issues.extend(told);
        let mut by_report: BTreeMap<usize, Vec<Claim>> = BTreeMap::new();
        for mut claim in claims {
            let at = claim.report.0;
            // An id is one claim's in the whole dossier.
            if of_report.get(&claim.id).is_some_and(|other| *other != at) {
                claim.id = ClaimId::default();
            }
            by_report.entry(at).or_default().push(claim);
        }
        for (at, mut claims) in by_report {
            let Some(reading) = readings.get_mut(at) else { continue };
            assign_ids(&mut claims, reports);
            for claim in &claims {
                of_report.insert(claim.id.clone(), at);
            }
            let ids: Vec<ClaimId> = claims.iter().map(|claim| claim.id.clone()).collect();
            for gone in take_place(reading, claims) {
                of_table.remove(&gone);
            }
            of_table.extend(ids.into_iter().map(|id| (id, n)));
        }
    }
    let mut given: Vec<GivenTable> =
        tables.iter().map(|table| GivenTable { file: table.file.clone(), claims: 0 }).collect();
    of_table.values().for_each(|n| given[*n].claims += 1);
    given
}

/// The claims of a table about these reports, and what is to be told of its lines.
fn claims_of(table: &ClaimTable, names: &ReportNames, reports: &[Report]) -> (Vec<Claim>, Vec<Issue>) {
    let Some(lines) = &table.lines else {
        return (
            Vec::new(),
            vec![told(&table.file, format!("{}: is no table of claims any more", table.file))],
        );
    };
    if lines.trim().is_empty() {
        return (Vec::new(), vec![told(&table.file, format!("{}: has no claims", table.file))]);
    }
    match claims::parse_named(lines, &table.file, reports, names) {
        Ok(parsed) => {
            let mut claims = parsed.value.claims;
            claims.iter_mut().for_each(ungathered);
            (claims, cut(&table.file, parsed.issues))
        }
        // Not one line fits a report that stands.
        Err(error) => (Vec::new(), vec![told(&table.file, error.to_string())]),
    }
}

/// A claim without the event that its table puts it in: events are gathered anew.
fn ungathered(claim: &mut Claim) {
    (claim.event, claim.link) = (None, None);
    if claim.event_date_inferred {
        (claim.event_date, claim.event_date_inferred) = (None, false);
    }
}

/// Puts claims of a table among those of a report; the ids of those whose place they take.
fn take_place(reading: &mut Reading, claims: Vec<Claim>) -> Vec<ClaimId> {
    let ids: BTreeSet<ClaimId> = claims.iter().map(|claim| claim.id.clone()).collect();
    let mut places: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for claim in &claims {
        places.entry(matter(claim)).or_default().push(claim.span);
    }
    let places: BTreeMap<String, Vec<Span>> =
        places.into_iter().map(|(matter, spans)| (matter, joined(spans))).collect();
    let stays = |read: &Claim| {
        let same_place = places.get(&matter(read)).is_some_and(|spans| overlaps(spans, read.span));
        !same_place && !ids.contains(&read.id)
    };
    let (staying, gone): (Vec<Claim>, Vec<Claim>) =
        std::mem::take(&mut reading.claims).into_iter().partition(stays);
    reading.claims = staying;
    reading.claims.extend(claims);
    reading.claims.sort_by_key(|claim| claim.span);
    gone.into_iter().map(|claim| claim.id).collect()
}

/// What claims have in common that say the same: measure and figure of counts, which may be quoted with more or fewer words around; of
/// other kinds all words.
fn matter(claim: &Claim) -> String {
    match &claim.content {
        Content::Count(count) => {
            let Interval { low, high, point, .. } = count.interval;
            format!("{:?} {low:?} {high:?} {point:?}", count.measure)
        }
        content => format!("{} {}..{}", content.kind(), claim.span.start, claim.span.end),
    }
}

/// Spans in order, those that overlap as one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

/// Whether a span overlaps one of spans that are joined.
fn overlaps(joined: &[Span], span: Span) -> bool {
    let next = joined.partition_point(|other| other.end <= span.start);
    joined.get(next).is_some_and(|other| other.start < span.end)
}

/// What is said of lines, of many only the first.
fn cut(file: &str, mut issues: Vec<Issue>) -> Vec<Issue> {
    let more = issues.len().saturating_sub(TOLD);
    if more > 0 {
        issues.truncate(TOLD);
        issues.push(told(file, format!("{file}: {more} more lines cannot be used or are doubtful")));
    }
    issues
}

fn told(file: &str, message: String) -> Issue {
    Issue {
        severity: Severity::Warning,
        code: "claims-table",
        file: Some(file.to_string()),
        span: None,
        message,
        hint: Some(
            "its claims enter with the reports that it names; docs/dossier.md tells its columns".to_string(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use recount_model::ReportIndex;

    fn table(file: &str, lines: &str) -> ClaimTable {
        ClaimTable { file: file.to_string(), id: ReportId([0; 32]), lines: Some(lines.to_string()) }
    }

    #[test]
    fn later_claims_of_the_same_matter_take_the_place_of_earlier_ones() {
        let text = "Six people died. Nine people were hurt. Six people died.";
        let reports = [Report::of_text("a.txt", text), Report::of_text("b.txt", format!("{text}\n"))];
        let mut read = recount_read::read(&reports[0], ReportIndex(0)).value;
        assign_ids(&mut read.claims, &reports);
        let mut readings = [read, Reading::default()];
        let before = readings[0].claims.len();
        let tables = [
            // The first takes the reader's place, the second stands beside it, the third has an id that the other report uses.
            table(
                "1.csv",
                r#"{"report":"a.txt","text":"people died","measure":"killed","low":6,"high":6}
{"report":"a.txt","text":"Nine people","measure":"injured","low":90,"high":90}
{"report":"b.txt","id":"k","text":"Six","measure":"killed","low":6,"high":6}"#,
            ),
            table(
                "2.csv",
                r#"{"report":"a.txt","id":"k","text":"Six people","measure":"killed","low":6,"high":6}
{"report":"c.txt","text":"Six people","measure":"killed","low":6,"high":6}"#,
            ),
            table("3.csv", "\n"),
        ];
        let mut issues = Vec::new();
        let tables = Tables { tables: tables.to_vec(), names: ReportNames::of(&reports) };
        let given = lay(&tables, &reports, &mut readings, &mut issues);
        let given: Vec<(&str, usize)> = given.iter().map(|table| (&table.file[..], table.claims)).collect();
        assert_eq!(given, [("1.csv", 2), ("2.csv", 1), ("3.csv", 0)]);
        assert_eq!(readings[0].claims.len(), before + 1);
        assert_eq!(readings[1].claims[0].id, ClaimId("k".to_string()));
        let ids: BTreeSet<&ClaimId> =
            readings.iter().flat_map(|reading| &reading.claims).map(|claim| &claim.id).collect();
        assert_eq!(ids.len(), before + 2);
        let told = issues.iter().map(|issue| &issue.message[..]);
        let told: Vec<&str> = told.filter(|told| !told.ends_with("in several places")).collect();
        assert_eq!(told, ["2.csv: line 2: there is no report 'c.txt'", "3.csv: has no claims"]);
    }

    #[test]
    fn spans_that_overlap_are_told() {
        let spans = joined([(5, 9), (0, 3), (2, 4), (9, 12)].map(|(a, b)| Span::new(a, b)).to_vec());
        assert_eq!(spans.len(), 3);
        for (start, end, want) in [(0, 1, true), (4, 5, false), (3, 6, true), (12, 13, false), (11, 20, true)]
        {
            assert_eq!(overlaps(&spans, Span::new(start, end)), want, "{start}..{end}");
        }
    }
}
