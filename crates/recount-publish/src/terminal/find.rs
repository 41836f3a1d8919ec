//! Which question a user means.

use recount_model::{Account, Finding, Word};

/// Why no question could be explained.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExplainError {
    /// No id and no question holds the words.
    #[error("no figure is called '{given}'; there are:\n  {}", candidates.join("\n  "))]
    Unknown {
        /// What was given.
        given: String,
        /// The ids of all findings.
        candidates: Vec<String>,
    },
    /// Several do.
    #[error("'{given}' may mean several figures; name one of:\n  {}", candidates.join("\n  "))]
    Ambiguous {
        /// What was given.
        given: String,
        /// The ids of the findings it may mean.
        candidates: Vec<String>,
    },
    /// The account holds no finding at all.
    #[error("this account holds no figure to explain")]
    Empty,
}

/// Key of the population that holds all others.
const WHOLE: &str = "people";

/// The finding with this id; else, for a measure (`killed`), the main event's of people; else the main event's whose id ends so
/// (`killed/women`); else the one whose id begins with, or has a part equal to, or holds what was given. Of several that fit,
/// one of the main event wins if it is the only one there.
pub(super) fn find<'a>(account: &'a Account, given: &str) -> Result<&'a Finding, ExplainError> {
    let all = &account.findings;
    if all.is_empty() {
        return Err(ExplainError::Empty);
    }
    let wanted = given.trim().to_lowercase();
    let id = |f: &Finding| f.id.to_lowercase();
    let question = |f: &Finding| crate::wording::question(f).to_lowercase();
    let is_main = |f: &Finding| f.event.and_then(|e| account.events.get(e.0)).is_some_and(|e| e.main);
    let tests: [&dyn Fn(&Finding) -> bool; 7] = [
        &|f| id(f) == wanted,
        &|f| f.measure.word() == wanted && is_main(f) && id(f).ends_with(&format!("/{wanted}/{WHOLE}")),
        &|f| is_main(f) && id(f).ends_with(&format!("/{wanted}")),
        &|f| question(f) == wanted,
        &|f| id(f).starts_with(&wanted),
        &|f| id(f).split('/').any(|part| part == wanted),
        &|f| id(f).contains(&wanted) || question(f).contains(&wanted),
    ];
    for test in tests {
        let fits: Vec<&Finding> = all.iter().filter(|f| !wanted.is_empty() && test(f)).collect();
        let main: Vec<&&Finding> = fits.iter().filter(|f| is_main(f)).collect();
        match (fits.as_slice(), main.as_slice()) {
            ([], _) => continue,
            ([one], _) => return Ok(one),
            (_, [one]) => return Ok(one),
            _ => return Err(ExplainError::Ambiguous { given: given.to_string(), candidates: ids(&fits) }),
        }
    }
    Err(ExplainError::Unknown { given: given.to_string(), candidates: ids(&all.iter().collect::<Vec<_>>()) })
}

fn ids(findings: &[&Finding]) -> Vec<String> {
    findings.iter().map(|f| f.id.clone()).collect()
}
