//! Numbers, dates, questions and enums in plain English, as a reader of the page or the terminal sees them. The words of the
//! formats belong to the vocabulary; these may be reworded at any time.

use recount_model::{
    Account, Amount, ContradictionClass, DateBasis, Descent, DriftKind, Event, Finding, Grade, Independence,
    Interval, Measure, PartialDate, PositionStance, RangeBasis, Report, RevisionKind, Span, Version, Word,
};

/// A number with a comma between groups of three digits.
pub(crate) fn grouped(n: u64) -> String {
    Interval::exactly(n, "").to_string()
}

/// `1 report`, `2 reports`.
pub(crate) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n as u64), if n == 1 { one } else { many })
}

/// `8 April 2011`, `April 2011`, `2011`.
pub(crate) fn date(date: PartialDate) -> String {
    date.in_words()
}

/// Where the claims come from and how many a person has reviewed: `12 claims read by machine, 0 reviewed`; with tables that people added
/// `12 claims, 3 of them given in claims.csv, 9 read by machine, 0 reviewed`.
pub(crate) fn claims(account: &Account) -> String {
    let claims = counted(account.claims.len(), "claim", "claims");
    match &account.claims_file {
        Some(file) => format!("{claims} given in {file}"),
        None if account.given() > 0 => {
            let read = account.claims.len().saturating_sub(account.given());
            let read = grouped(read as u64);
            format!(
                "{claims}, {}, {read} read by machine, {} reviewed",
                given(account),
                account.reviewed().len()
            )
        }
        None => format!("{claims} read by machine, {} reviewed", account.reviewed().len()),
    }
}

/// How many claims people gave in tables, and in which: `3 of them given in claims.csv`.
pub(crate) fn given(account: &Account) -> String {
    let files: Vec<&str> =
        account.tables.iter().filter(|table| table.claims > 0).map(|table| &table.file[..]).collect();
    format!("{} of them given in {}", grouped(account.given() as u64), files.join(", "))
}

/// On which pages of its report a stretch stands: `, p. 3`, `, p. 3 f.`; empty for a report without pages.
pub(crate) fn pages(report: &Report, span: Span) -> String {
    let mut pages = report.pages_of(span).map(|page| page.number);
    match (pages.next(), pages.next()) {
        (None, _) => String::new(),
        (Some(page), None) => format!(", p. {page}"),
        (Some(page), Some(_)) => format!(", p. {page} f."),
    }
}

/// When an event was: its date, else its period.
pub(crate) fn when(event: &Event) -> Option<String> {
    match (event.period.map(|p| (p.start, p.end)), event.date) {
        (Some((Some(a), Some(b))), _) if a != b => Some(format!("{} to {}", date(a), date(b))),
        (Some((Some(a), None)), _) => Some(format!("since {}", date(a))),
        (Some((None, Some(b))), _) => Some(format!("until {}", date(b))),
        (Some((Some(a), _)), None) => Some(date(a)),
        (_, day) => day.map(date),
    }
}

/// Where and when an event was, as far as its label does not say so itself.
pub(crate) fn event_facts(event: &Event) -> Vec<String> {
    let facts = [when(event), event.place.clone()].into_iter().flatten();
    facts.filter(|fact| !event.label.contains(fact.as_str())).collect()
}

/// The question as a heading: `People killed`, `Passengers a day (population)`.
pub(crate) fn question(finding: &Finding) -> String {
    let of = if finding.of.trim().is_empty() { &finding.population } else { finding.of.trim() };
    capital(&counted_of(finding.measure, of))
}

/// What is counted, as a phrase: `people killed`, `residents (population)`, `members of the guild`.
pub(crate) fn counted_of(measure: Measure, of: &str) -> String {
    let named = of.split(|c: char| !c.is_alphanumeric()).any(|word| is_word_of(word, measure.word()));
    match measure {
        Measure::Other => of.to_string(),
        _ if named => of.to_string(),
        m if m.is_harm() => format!("{of} {m}"),
        m => format!("{of} ({m})"),
    }
}

/// Whether `word` is the measure's own, in the singular or the plural.
fn is_word_of(word: &str, measure: &str) -> bool {
    let bare = |w: &str| w.to_lowercase().trim_end_matches('s').to_string();
    !word.is_empty() && bare(word) == bare(measure)
}

/// The text with its first letter in upper case.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A figure to lead with: what stands before the number, the number, what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Headline {
    pub(crate) before: &'static str,
    pub(crate) number: String,
    pub(crate) after: String,
}

impl Headline {
    /// The headline in one line.
    pub(crate) fn text(&self) -> String {
        [self.before, &self.number, &self.after]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// What the ends of a figure's range are.
pub(crate) fn range_basis(basis: RangeBasis) -> String {
    match basis {
        RangeBasis::Stated => "stated bounds".to_string(),
        RangeBasis::Posterior { percent } => format!("{percent} % range of the posterior"),
    }
}

/// How much of a voice something counts for: `1`, `0.3`, `0`.
pub(crate) fn weight(weight: f64) -> String {
    let hundredths = (weight.clamp(0.0, 1.0) * 100.0).round() as u64;
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => whole.to_string(),
        (whole, rest) if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
        (whole, rest) => format!("{whole}.{rest:02}"),
    }
}

/// Three numbers in few words: `35 (31 to 42)`, `34 or more`, `3 to 41, no best`, `no figure`.
pub(crate) fn amount(amount: Amount) -> String {
    let Amount { low, best, high } = amount;
    match (best, low, high) {
        (None, None, None) => "no figure".to_string(),
        (None, ..) => format!("{}, no best", range(low, high)),
        (Some(best), None, None) => grouped(best),
        (Some(best), Some(low), None | Some(_)) if low == best && high.is_none_or(|h| h == best) => {
            range(Some(low), high)
        }
        (Some(best), ..) => format!("{} ({})", grouped(best), range(low, high)),
    }
}

/// The figures of a finding's methods without one of its testimonies, where they are other ones; methods that then agree stand
/// together: `(["hierarchy", "majority"], "3")`.
pub(crate) fn without(finding: &Finding, testimony: usize) -> Vec<(Vec<&str>, String)> {
    let mut changed: Vec<(Vec<&str>, Amount)> = Vec::new();
    for figure in &finding.figures {
        let Some(influence) = figure.influences.iter().find(|i| i.testimony == testimony) else { continue };
        if influence.without == (Amount { low: figure.low, best: figure.best, high: figure.high }) {
            continue;
        }
        match changed.iter_mut().find(|(_, amount)| *amount == influence.without) {
            Some((methods, _)) => methods.push(&figure.method),
            None => changed.push((vec![&figure.method], influence.without)),
        }
    }
    changed.into_iter().map(|(methods, without)| (methods, amount(without))).collect()
}

/// The best figure with the bound of the testimony it was taken from; the range where the method gives no best.
pub(crate) fn headline(finding: &Finding) -> Headline {
    let plain = |number: String, after: &str| Headline { before: "", number, after: after.to_string() };
    let Some(figure) = finding.figure() else { return plain("–".to_string(), "no figure") };
    let Some(best) = figure.best else {
        return match (figure.low, figure.high) {
            (None, None) => plain("–".to_string(), "(no best figure)"),
            (low, high) => plain(range(low, high), "(no best figure)"),
        };
    };
    if figure.basis != RangeBasis::Stated {
        return Headline {
            before: "",
            number: grouped(best),
            after: format!("within {}", range(figure.low, figure.high)),
        };
    }
    let stated = finding.testimonies.iter().map(|t| &t.interval).find(|i| i.leading() == Some(best));
    let printed = stated.filter(|i| i.beyond).and_then(Interval::stated);
    let (before, after) = match stated {
        Some(i) if i.beyond && i.low.is_none() => ("fewer than", String::new()),
        Some(i) if i.beyond => ("more than", String::new()),
        Some(i) if i.low.is_none() => ("up to", String::new()),
        Some(Interval { high: None, vague: Some(word), .. }) => ("", format!("or more, “{}”", word.0)),
        Some(i) if i.high.is_none() => (if i.approximate { "about" } else { "" }, "or more".to_string()),
        Some(i) if i.low != i.high => ("", format!("within {}", range(i.low, i.high))),
        Some(i) if i.approximate => ("about", String::new()),
        _ => ("", String::new()),
    };
    Headline { before, number: grouped(printed.unwrap_or(best)), after }
}

/// `3 to 35`, `3 or more`, `up to 35`, `open`.
pub(crate) fn range(low: Option<u64>, high: Option<u64>) -> String {
    match (low, high) {
        (None, None) => "open".to_string(),
        _ => Interval::between(low, high, "").to_string(),
    }
}

/// `low 3 · high open · highest stated 35`.
pub(crate) fn bounds(finding: &Finding) -> String {
    let bound = |n: Option<u64>| n.map_or_else(|| "open".to_string(), grouped);
    let figure = finding.figure();
    let mut text =
        format!("low {} · high {}", bound(figure.and_then(|f| f.low)), bound(figure.and_then(|f| f.high)));
    if let Some(RangeBasis::Posterior { .. }) = figure.map(|f| f.basis) {
        text = format!(
            "{}: {}",
            range_basis(figure.map(|f| f.basis).unwrap_or_default()),
            range(figure.and_then(|f| f.low), figure.and_then(|f| f.high))
        );
    }
    if let Some(highest) = finding.highest_stated {
        text.push_str(&format!(" · highest stated {}", grouped(highest)));
    }
    text
}

/// A version of a revision in words; statements in quotation marks.
pub(crate) fn version(version: &Version) -> String {
    match version {
        Version::Figure(interval) => interval.to_string(),
        Version::Statement(words) => format!("“{words}”"),
    }
}

pub(crate) fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Unresolved => "unresolved",
        Grade::Contested => "contested",
        Grade::Corroborated => "corroborated",
        Grade::SingleVoice => "single voice",
        Grade::Unsourced => "unsourced",
    }
}

pub(crate) fn grade_meaning(grade: Grade) -> &'static str {
    match grade {
        Grade::Unresolved => "there is evidence, but the method gives no best figure",
        Grade::Contested => "a disagreement or a denial stands",
        Grade::Corroborated => "two independent voices agree",
        Grade::SingleVoice => "one independent voice",
        Grade::Unsourced => "no named voice",
    }
}

pub(crate) fn independence(independence: Independence) -> &'static str {
    match independence {
        Independence::Yes => "independent",
        Independence::No => "another figure of the same body",
        Independence::Unknown => "independence unknown",
    }
}

pub(crate) fn revision_kind(kind: RevisionKind) -> &'static str {
    match kind {
        RevisionKind::Correction => "correction",
        RevisionKind::GrowingCount => "growing count",
        RevisionKind::EarlierCount => "earlier count fell",
        RevisionKind::Redefinition => "other definition",
        RevisionKind::Reset => "count begun anew",
        RevisionKind::Adoption => "took over another’s figure",
        RevisionKind::ChangedStory => "changed story",
    }
}

pub(crate) fn contradiction_class(class: ContradictionClass) -> &'static str {
    match class {
        ContradictionClass::Disagreement => "disagreement",
        ContradictionClass::Revision => "revision",
        ContradictionClass::CompatibleRefinement => "compatible refinement",
        ContradictionClass::ScopeDifference => "scope difference",
        ContradictionClass::DateMismatch => "date mismatch",
        ContradictionClass::StatusConflict => "status conflict",
    }
}

/// Whether somebody has to decide; the other classes are explained.
pub(crate) fn calls_for_decision(class: ContradictionClass) -> bool {
    matches!(class, ContradictionClass::Disagreement | ContradictionClass::StatusConflict)
}

pub(crate) fn drift_kind(kind: DriftKind) -> &'static str {
    match kind {
        DriftKind::Owner => "figure given to another voice",
        DriftKind::Bound => "bound turned or lost",
    }
}

/// On what evidence a holder has its figure from the one above it.
pub(crate) fn descent(descent: Descent) -> &'static str {
    match descent {
        Descent::Origin => "its own word",
        Descent::Cites => "says so",
        Descent::Copies => "near copy of the same passage",
        Descent::CarriedOn => "passed on under its own name",
        Descent::Assumed => "assumed: the same number without a source",
    }
}

/// How an actor stands to an option.
pub(crate) fn position(stance: PositionStance) -> &'static str {
    match stance {
        PositionStance::Supports => "supports",
        PositionStance::Opposes => "opposes",
        PositionStance::Conditional => "on a condition",
        PositionStance::Neutral => "neutral",
    }
}

pub(crate) fn date_basis(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Given => "as given with the report",
        DateBasis::Metadata => "from the page’s metadata",
        DateBasis::Text => "from a date line in the text",
        DateBasis::Address => "from the address",
    }
}

/// The name of the report at `index` in running text, with its date: `The Courier, 13 March 2019`.
pub(crate) fn report_line(account: &Account, index: recount_model::ReportIndex) -> String {
    let report = account.report(index);
    match report.published {
        Some(published) => format!("{}, {}", report.label(), date(published.date)),
        None => report.label().to_string(),
    }
}

/// First and last date of publication, as years: `2009–2011`; empty when no report has a date.
pub(crate) fn years(account: &Account) -> String {
    let years = account.reports.iter().filter_map(|r| r.published).map(|p| p.date.get_year());
    match (years.clone().min(), years.max()) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => format!("{a}–{b}"),
        _ => String::new(),
    }
}
