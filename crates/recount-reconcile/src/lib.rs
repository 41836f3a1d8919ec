//! From claims to findings: *resolve* (names, voices, places), *gather* (events, questions), *weigh* (lineage, revisions,
//! testimonies, conflicts, methods). Each stage is a pure function of its input; the same claims in any order give the same
//! account.
//!
//! Claims may come from the reader, with the names it met, or from a file, where a voice is one string. This crate reads no
//! file and no text but around the places claims point to; words of a language and methods are data inside it.

mod agreement;
mod contradictions;
pub mod coreference;
mod decided;
mod error;
mod gather;
mod lexicon;
mod named;
mod order;
pub mod passages;
mod positions;
mod resolve;
#[cfg(any(test, feature = "simulation"))]
pub mod simulated;
mod statuses;
mod text;
pub mod truth;
mod unmatched;
mod victims;
mod weigh;

pub use decided::{Decided, Linked};
pub use error::ReconcileError;
pub use resolve::KnownNames;

use recount_model::{Account, Issue, Reading, Report, Settings, Unread, assign_ids};
use weigh::{Ground, Method};

/// What is to be reconciled.
#[derive(Debug, Clone)]
pub struct Input {
    /// The dossier's name.
    pub dossier: String,
    /// The reports.
    pub reports: Vec<Report>,
    /// Files that could not be read; handed through.
    pub unread: Vec<Unread>,
    /// What was read, one per report, in the same order.
    pub readings: Vec<Reading>,
    /// What the user said of the dossier.
    pub settings: Settings,
    /// `Some`: keep the events the claims came with, `Claim::event` is a place in this list. `None`: gather the claims here.
    pub given_events: Option<Vec<String>>,
    /// What was imperfect before; handed through.
    pub issues: Vec<Issue>,
    /// What people decided about claims that are to be reconciled.
    pub decided: Decided,
}

/// A method one may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodInfo {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: u32,
    /// What it does, as a sentence or two.
    pub about: String,
}

/// The methods, the default first.
pub fn methods() -> Vec<MethodInfo> {
    let all = weigh::methods(None).expect("without a name asked for, the methods are those embedded");
    all.into_iter().map(|m| MethodInfo { name: m.name, version: m.version, about: m.about }).collect()
}

/// Makes the account of a dossier.
///
/// # Errors
/// When the settings name a method that does not exist.
pub fn reconcile(input: Input) -> Result<Account, ReconcileError> {
    let methods = weigh::methods(input.settings.method.as_deref())?;
    Ok(reconcile_by(input, &methods))
}

/// Makes the account of a dossier by these methods, the first of which leads.
fn reconcile_by(input: Input, methods: &[Method]) -> Account {
    let Input { dossier, reports, unread, readings, settings, given_events, issues, decided } =
        order::by_file(input);
    let mut claims = order::claims(&readings);
    assign_ids(&mut claims, &reports);
    let rejected = decided.take_rejected(&mut claims);
    let linked = decided.linked(&mut claims);
    let mut issues = issues;
    let resolved = resolve::resolve(&mut claims, &reports, &readings, &settings);
    issues.extend(unmatched::unmatched(&settings, &resolved.entities));
    let events = match &given_events {
        Some(given) => gather::keep_given(&mut claims, &reports, given, &linked),
        None => gather::gather(&mut claims, &reports, &readings, &linked),
    };
    let ground = Ground::new(&reports, &claims, &resolved, &events, &settings, methods);
    let mut weighed = weigh::weigh(&ground);
    let mut statuses = statuses::timeline(&claims, &resolved, &ground);
    let positions = positions::table(&claims, &resolved, &ground);
    let contradictions = contradictions::contradictions(&weighed, &statuses, &ground);
    let lead = methods.first().map(|m| format!("{} {}", m.name, m.version)).unwrap_or_default();
    // What was rejected counts nowhere, and is kept with the reason.
    decided::keep(rejected, &mut claims, &mut weighed.ledger);
    let entities = named::only_names(resolved.entities, &mut claims, &mut weighed.findings, &mut statuses);
    Account {
        dossier,
        method: lead,
        victims: victims::victims(&claims),
        findings: weighed.findings,
        contradictions,
        lineage: weighed.lineage,
        drift: weighed.drift,
        parts: weighed.parts,
        statuses,
        positions,
        ledger: weighed.ledger,
        entities,
        events,
        claims,
        reports,
        unread,
        issues,
        claims_file: None,
        tables: Vec::new(),
        rulings: Vec::new(),
        made_from: None,
    }
}
