//! Claims in a compact notation, one a line, and accounts as short lines, so that a rule and its counter-example are data.
//!
//! `REPORT [DATE] | VOICE > VOICE | MEASURE POPULATION FIGURE | OPTION; OPTION`. An empty voice is the report's own, `^A & B` speak
//! together. A figure is as one would write it: `22`, `at least 22`, `up to 2000`, `about 90`, `10 to 15`, `hundreds`. Options:
//! `denies`, `denies of VOICE`, `hedges`, `part`, `increment`, `on DATE`, `over PERIOD`, `in PLACE`, `other`, `said DATE`, `title`,
//! `text SENTENCE` with `{}` for the figure, `list N POPULATION, ...` for parts set out after a colon, and for a whole report
//! `by PUBLISHER`.

use recount_model::{
    Account, Block, BlockRole, Claim, Content, Count, DateBasis, Finding, Independence, Interval, Measure,
    Population, Published, Reading, Relation, Report, ReportId, ReportIndex, Settings, Span, Stance, Vague,
    Version, Voice, VoiceKind, VoicesRelation, Word,
};
use recount_reconcile::{Decided, Input, reconcile};
use std::collections::BTreeMap;

/// Claims of several reports, ready to be reconciled.
pub struct Stack {
    pub reports: Vec<Report>,
    pub readings: Vec<Reading>,
}

/// Reads the notation; reports are those named, in the order of their names.
pub fn stack(lines: &str) -> Stack {
    let mut names: Vec<&str> = lines.lines().filter_map(|l| l.split_whitespace().next()).collect();
    names.sort_unstable();
    names.dedup();
    let index: BTreeMap<&str, usize> = names.iter().enumerate().map(|(i, n)| (*n, i)).collect();
    let mut stack = Stack {
        reports: names.iter().map(|n| report(n)).collect(),
        readings: vec![Reading::default(); names.len()],
    };
    for line in lines.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let at = index[line.split_whitespace().next().unwrap()];
        add(line, ReportIndex(at), &mut stack);
    }
    for (i, report) in stack.reports.iter_mut().enumerate() {
        report.id = ReportId::of(format!("{i}{}", report.text).as_bytes());
    }
    stack
}

/// A report of this name without a text.
pub fn report(name: &str) -> Report {
    Report {
        id: ReportId::of(name.as_bytes()),
        blocks: Vec::new(),
        ..Report::of_text(format!("{name}.txt"), "")
    }
}

fn add(line: &str, at: ReportIndex, stack: &mut Stack) {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let [head, voices, figure, rest @ ..] = cells.as_slice() else { panic!("three cells and more: {line}") };
    let options: Vec<&str> =
        rest.iter().flat_map(|r| r.split(';')).map(str::trim).filter(|o| !o.is_empty()).collect();
    let option = |name: &str| options.iter().find_map(|o| o.strip_prefix(name)).map(str::trim);
    let is = |name: &str| options.contains(&name);
    let mut listed: Vec<(u64, String, Span)> = Vec::new();
    let report = &mut stack.reports[at.0];
    if let Some(date) = head.split_whitespace().nth(1) {
        report.published = Some(Published { date: date.parse().unwrap(), basis: DateBasis::Given });
    }
    if let Some(publisher) = option("by ") {
        report.publisher = Some(publisher.to_string());
    }
    let mut words = figure.splitn(3, ' ');
    let measure = words.next().unwrap().parse::<Measure>().unwrap_or_else(|_| panic!("a measure: {line}"));
    let population = words.next().unwrap().replace('_', " ");
    let interval = interval(words.next().unwrap_or_else(|| panic!("a figure: {line}")));
    let default = format!("{} {population} were {measure}.", "{}");
    let sentence = option("text ").unwrap_or(&default).replace("{}", &interval.as_written);
    let start = report.text.len();
    report.text.push_str(&sentence);
    let span = Span::new(start, report.text.len());
    if let Some(list) = option("list ") {
        let end = report.text.trim_end_matches('.').len();
        report.text.truncate(end);
        report.text.push_str(": ");
        let parts = list.split(',').map(|part| add_part(part.trim(), report)).collect::<Vec<_>>();
        listed.extend(parts);
        report.text.push('.');
    }
    let role = if is("title") { BlockRole::Title } else { BlockRole::Body };
    report.blocks.push(Block { span, role });
    report.text.push_str("\n\n");
    let relation = if is("part") {
        Relation::Part
    } else if is("increment") {
        Relation::Increment
    } else {
        Relation::Total
    };
    let key = String::new();
    let content = Content::Count(Count {
        measure,
        population: Population { key, words: population },
        interval,
        figure_span: None,
        relation,
    });
    let mut claim = Claim::new(at, span, content);
    let joint = voices.strip_prefix('^');
    claim.voices_relation = if joint.is_some() { VoicesRelation::Joint } else { VoicesRelation::Relay };
    let separator = if joint.is_some() { '&' } else { '>' };
    claim.voices = joint
        .unwrap_or(voices)
        .split(separator)
        .map(str::trim)
        .filter(|v| !v.is_empty())
        .map(voice)
        .collect();
    claim.denied_voices = option("denies of ").map(voice).into_iter().collect();
    claim.stance = if is("denies") || option("denies of ").is_some() {
        Stance::Denies
    } else if is("hedges") {
        Stance::Hedges
    } else {
        Stance::Asserts
    };
    claim.as_of = option("said ").map(|d| d.parse().unwrap());
    claim.event_date = option("on ").map(|d| d.parse().unwrap());
    claim.event_period = option("over ").map(|d| d.parse().unwrap());
    claim.place = option("in ").map(str::to_string);
    claim.other_event = is("other");
    stack.readings[at.0].claims.push(claim.clone());
    for (number, words, span) in listed {
        let Content::Count(total) = &claim.content else { continue };
        let population = Population { key: String::new(), words };
        let interval = Interval::exactly(number, &number.to_string());
        let content = Content::Count(Count { population, interval, ..total.clone() });
        stack.readings[at.0].claims.push(Claim { span, content, ..claim.clone() });
    }
}

/// Writes one part of a list and says where it stands.
fn add_part(part: &str, report: &mut Report) -> (u64, String, Span) {
    let (number, words) = part.split_once(' ').unwrap();
    let start = report.text.len();
    report.text.push_str(part);
    let span = Span::new(start, report.text.len());
    report.text.push_str(", ");
    (number.parse().unwrap(), words.to_string(), span)
}

fn voice(name: &str) -> Voice {
    Voice::named(name, VoiceKind::Body)
}

fn interval(words: &str) -> Interval {
    let number = |w: &str| w.replace(',', "").parse::<u64>().ok();
    let plain = |low, high| Interval { low, high, as_written: words.to_string(), ..Interval::default() };
    let vague =
        |low| Interval { approximate: true, vague: Some(Vague(words.to_string())), ..plain(Some(low), None) };
    let last = number(words.rsplit(' ').next().unwrap_or(""));
    match words {
        "dozens" => return vague(24),
        "hundreds" => return vague(200),
        "thousands" => return vague(2000),
        "a third" => return plain(None, None),
        _ => {}
    }
    if let Some((a, b)) = words.split_once(" to ").filter(|(a, _)| number(a).is_some()) {
        return plain(number(a), number(b));
    }
    let starts = |lead: &str| words.starts_with(lead);
    if starts("at least ") {
        plain(last, None)
    } else if starts("more than ") {
        plain(last.map(|n| n + 1), None)
    } else if starts("up to ") || starts("not above ") {
        plain(None, last)
    } else if starts("about ") {
        Interval { approximate: true, ..plain(last, last) }
    } else {
        plain(last, last)
    }
}

/// The account of claims in the notation, gathered here.
pub fn account(lines: &str) -> Account {
    account_of(stack(lines), None)
}

/// The account of a stack, by a method.
pub fn account_of(stack: Stack, method: Option<&str>) -> Account {
    let settings = Settings { method: method.map(str::to_string), ..Settings::default() };
    settled(stack, settings, Decided::default())
}

/// The account of a stack with what people decided about its claims.
pub fn account_with(stack: Stack, decided: Decided) -> Account {
    settled(stack, Settings::default(), decided)
}

fn settled(stack: Stack, settings: Settings, decided: Decided) -> Account {
    let Stack { reports, readings } = stack;
    let input = Input {
        dossier: "test".into(),
        reports,
        unread: Vec::new(),
        readings,
        settings,
        given_events: None,
        issues: Vec::new(),
        decided,
    };
    reconcile(input).unwrap()
}

/// The first finding with this measure and population.
pub fn finding<'a>(account: &'a Account, measure: &str, population: &str) -> &'a Finding {
    let found = account.findings.iter().find(|f| f.measure.word() == measure && f.population == population);
    found.unwrap_or_else(|| {
        panic!(
            "no question {measure} {population} in {:?}",
            account.findings.iter().map(|f| &f.id).collect::<Vec<_>>()
        )
    })
}

/// `VOICE FIGURE`, with `?` for unknown and `no` for no independence.
pub fn testimonies(finding: &Finding) -> Vec<String> {
    let mark = |i: Independence| match i {
        Independence::Yes => "",
        Independence::Unknown => " ?",
        Independence::No => " no",
    };
    let mut out: Vec<String> = finding
        .testimonies
        .iter()
        .map(|t| format!("{} {}{}", t.voice, t.interval, mark(t.independent)))
        .collect();
    out.sort();
    out
}

/// `VOICE FROM -> TO KIND`.
pub fn revisions(finding: &Finding) -> Vec<String> {
    let words = |v: &Version| match v {
        Version::Figure(i) => i.to_string(),
        Version::Statement(words) => words.clone(),
    };
    finding
        .revisions
        .iter()
        .map(|r| format!("{} {} -> {} {:?}", r.voice, words(&r.from), words(&r.to), r.kind))
        .collect()
}

/// `REPORT FIGURE: PLACE` for every count claim, in claim order.
pub fn ledger(account: &Account) -> Vec<String> {
    let line = |e: &recount_model::LedgerEntry| {
        let report = account.report_of(e.claim).file.trim_end_matches(".txt");
        let figure =
            account.claim(e.claim).count().map(|c| c.interval.as_written.clone()).unwrap_or_default();
        format!("{report} {figure}: {}", e.place.word())
    };
    account.ledger.iter().map(line).collect()
}
