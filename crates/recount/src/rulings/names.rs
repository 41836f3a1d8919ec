//! Rulings on names become alias groups, as those of `recount.toml`: joined, and kept apart. Of two sayings on one pair of names the
//! later holds, and any ruling before the settings: it was decided with the account in view.

use recount_lexicon::fold;
use recount_model::{AliasGroup, Decision, Reading, Report, Ruling};
use recount_reconcile::KnownNames;

/// The names of a dossier, for rulings on names: made only when there is one.
pub(super) struct Names(Option<KnownNames>);

impl Names {
    pub fn of(rulings: &[Ruling], reports: &[Report], readings: &[Reading]) -> Self {
        let is_on_names = |r: &Ruling| matches!(r.decision, Decision::Merge { .. } | Decision::Split { .. });
        Names(rulings.iter().any(is_on_names).then(|| KnownNames::of(reports, readings)))
    }

    /// Why a decision on names has no effect, as a phrase: the reports do not have them.
    pub fn missing(&self, decision: &Decision) -> Option<String> {
        let known = self.0.as_ref()?;
        let none_has = |name: &String| format!("no report has the name \u{201c}{name}\u{201d} now");
        match decision {
            Decision::Merge { canonical, spellings } => {
                // One of the others is enough: the first may be a name that no report has, to be printed for it.
                match (spellings.iter().any(|name| known.has(name)), known.has(canonical)) {
                    (true, _) => None,
                    (false, true) if spellings.len() == 1 => spellings.first().map(none_has),
                    (false, true) => Some(format!(
                        "no report has any other name for \u{201c}{canonical}\u{201d} of this ruling now"
                    )),
                    (false, false) => Some("no report has any of its names now".to_string()),
                }
            }
            Decision::Split { name, from } => [name, from].into_iter().find(|n| !known.has(n)).map(none_has),
            _ => None,
        }
    }
}

/// The alias groups that the rulings make of those of the settings: first theirs, in the order of rulings, then what is left of the
/// settings'.
pub(super) fn alias_groups<'r>(
    rulings: impl Iterator<Item = &'r Ruling>,
    settings: &[AliasGroup],
) -> Vec<AliasGroup> {
    let mut groups: Vec<AliasGroup> = settings.to_vec();
    let same = |a: &str, b: &str| fold(a) == fold(b);
    for ruling in rulings {
        match &ruling.decision {
            Decision::Merge { canonical, spellings } => {
                let named =
                    |name: &String| std::iter::once(canonical).chain(spellings).any(|n| same(n, name));
                for group in groups.iter_mut().filter(|group| named(&group.canonical)) {
                    group.not.retain(|name| !named(name));
                }
                groups.push(AliasGroup {
                    canonical: canonical.clone(),
                    spellings: spellings.clone(),
                    not: Vec::new(),
                    ruling: Some(ruling.number),
                });
            }
            Decision::Split { name, from } => {
                for group in &mut groups {
                    let holds = |wanted: &str| {
                        std::iter::once(&group.canonical).chain(&group.spellings).any(|n| same(n, wanted))
                    };
                    if holds(name) && holds(from) {
                        // The name that the group goes by stays; the other leaves it.
                        let leaves = if same(&group.canonical, name) { from } else { name };
                        group.spellings.retain(|spelling| !same(spelling, leaves));
                    }
                }
                groups.push(AliasGroup {
                    canonical: name.clone(),
                    spellings: Vec::new(),
                    not: vec![from.clone()],
                    ruling: Some(ruling.number),
                });
            }
            _ => {}
        }
    }
    // A ruling that a later one has emptied is none; a lone name of the settings says what to print.
    groups.retain(|g| g.ruling.is_none() || !(g.spellings.is_empty() && g.not.is_empty()));
    groups.sort_by_key(|group| group.ruling.is_none());
    groups
}
