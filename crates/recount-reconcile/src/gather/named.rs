//! Occurrences with a name of their own: a hurricane, a typhoon. A figure in a sentence that names the occurrence is told of it,
//! whatever date stands beside it: such harm is counted for months.

use super::facts::tells_of_harm;
use crate::lexicon;
use recount_lexicon::fold;
use recount_model::{Claim, Report, ReportIndex};
use std::collections::{BTreeMap, BTreeSet};

/// Fewest reports that call an occurrence by one name.
const FEWEST_REPORTS: usize = 2;

/// The name that most reports give an occurrence, as a folded word: "maria" of "Hurricane Maria".
pub(super) fn usual_name(claims: &[Claim], reports: &[Report]) -> Option<String> {
    let telling: BTreeSet<ReportIndex> =
        claims.iter().filter(|c| tells_of_harm(c)).map(|c| c.report).collect();
    let mut by_name: BTreeMap<String, BTreeSet<ReportIndex>> = BTreeMap::new();
    for report in telling {
        let text = reports.get(report.0).map_or("", |r| r.text.as_str());
        names(text).into_iter().for_each(|name| {
            by_name.entry(name).or_default().insert(report);
        });
    }
    let most = by_name.into_iter().max_by(|a, b| a.1.len().cmp(&b.1.len()).then(b.0.cmp(&a.0)))?;
    (most.1.len() >= FEWEST_REPORTS).then_some(most.0)
}

/// The names in a text: capitals after a word for an occurrence that is given names.
fn names(text: &str) -> BTreeSet<String> {
    let heads = &lexicon::english().cues.named_occurrence;
    let words: Vec<&str> = text.split_whitespace().collect();
    let named = |pair: &[&str]| {
        let bare = pair[1].trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.strip_suffix("'s").or(bare.strip_suffix("\u{2019}s")).unwrap_or(bare);
        let head = pair[0].starts_with(char::is_uppercase) && lexicon::has(heads, &fold(pair[0]));
        (head && bare.len() > 2 && bare.starts_with(char::is_uppercase)).then(|| fold(bare))
    };
    words.windows(2).filter_map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_follows_the_word_for_the_occurrence() {
        let found = names(
            "When Hurricane Sol\u{2019}s rain came, the Great Luna Hurricane of 1900 and a hurricane in May were recalled; Cyclone Ada.",
        );
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["ada", "sol"]);
    }
}
