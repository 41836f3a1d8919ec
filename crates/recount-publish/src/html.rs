//! The account as one HTML page: styles and drawings inside, no script, no network, readable offline, on paper and without
//! colour. Everything that comes from a report is escaped by the templates (`templates/*.html`); the page's own policy
//! forbids scripts and every fetch, whatever a report may contain.

mod axis;
mod contradictions;
mod descent;
mod events;
mod influence;
mod ledger;
mod lineage;
mod marks;
mod names;
mod options;
mod question;
mod quote;
mod rulings;
mod sources;
mod states;
mod victims;

use crate::{lead, wording};
use askama::Template;
use quote::Quotes;
use recount_model::{Account, MadeFrom, Word};

/// How much of the reports' texts a page carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// The sentences around each claim.
    Excerpts,
    /// Whole texts, boilerplate greyed.
    Full,
}

/// The page.
pub fn page(account: &Account, texts: Texts) -> String {
    let quotes = Quotes::new(account);
    let frame = Frame {
        title: &account.dossier,
        version: env!("CARGO_PKG_VERSION"),
        meta: meta(account),
        lead: lead::paragraph(account),
        style: include_str!("../templates/page.css"),
        events: events::Section::new(&quotes),
        victims: victims::Section::new(&quotes),
        contradictions: contradictions::Section::new(&quotes),
        lineage: lineage::Section::new(&quotes),
        states: states::Section::new(&quotes),
        options: options::Section::new(&quotes),
        names: names::Section::new(account),
        sources: sources::Section::new(&quotes, texts),
        ledger: ledger::Section::new(&quotes),
        rulings: rulings::Section::new(&quotes),
        method: Method::new(account),
        method_name: &account.method,
        claims_file: account.claims_file.as_deref(),
        made_from: account.made_from.as_ref(),
    };
    frame.render().expect("the templates only print what they are given, and writing to a string cannot fail")
}

/// The line over the title: reports, period, what was read and reviewed, method.
fn meta(account: &Account) -> Vec<String> {
    let years = wording::years(account);
    let reports = wording::counted(account.reports.len(), "report", "reports");
    let unread = account.unread.len();
    let mut facts = vec![if years.is_empty() { reports } else { format!("{reports}, {years}") }];
    facts.extend((unread > 0).then(|| format!("{} not read", wording::counted(unread, "file", "files"))));
    facts.push(wording::claims(account));
    facts.push(format!("method {}", account.method));
    facts
}

/// The page around its sections.
#[derive(Template)]
#[template(path = "page.html")]
struct Frame<'a> {
    title: &'a str,
    version: &'static str,
    meta: Vec<String>,
    lead: Vec<lead::Run>,
    style: &'static str,
    events: events::Section<'a>,
    victims: victims::Section<'a>,
    contradictions: contradictions::Section<'a>,
    lineage: lineage::Section<'a>,
    states: states::Section<'a>,
    options: options::Section<'a>,
    names: names::Section<'a>,
    sources: sources::Section<'a>,
    ledger: ledger::Section<'a>,
    rulings: rulings::Section<'a>,
    method: Method<'a>,
    method_name: &'a str,
    claims_file: Option<&'a str>,
    made_from: Option<&'a MadeFrom>,
}

/// How the figures came about, what the words mean, and what was imperfect.
#[derive(Template)]
#[template(path = "method.html")]
struct Method<'a> {
    method: &'a str,
    claims: String,
    unread: Vec<(&'a str, &'a str)>,
    issues: Vec<IssueRow<'a>>,
    grades: Vec<(&'static str, &'static str)>,
}

struct IssueRow<'a> {
    severity: &'static str,
    file: &'a str,
    message: &'a str,
    hint: &'a str,
}

impl<'a> Method<'a> {
    fn new(account: &'a Account) -> Self {
        use recount_model::Grade::{Contested, Corroborated, SingleVoice, Unresolved, Unsourced};
        let grades = [Unresolved, Contested, Corroborated, SingleVoice, Unsourced];
        Method {
            method: &account.method,
            claims: wording::claims(account),
            unread: account.unread.iter().map(|u| (u.file.as_str(), u.reason.as_str())).collect(),
            issues: account
                .issues
                .iter()
                .map(|i| IssueRow {
                    severity: i.severity.word(),
                    file: i.file.as_deref().unwrap_or(""),
                    message: &i.message,
                    hint: i.hint.as_deref().unwrap_or(""),
                })
                .collect(),
            grades: grades.into_iter().map(|g| (wording::grade(g), wording::grade_meaning(g))).collect(),
        }
    }
}
