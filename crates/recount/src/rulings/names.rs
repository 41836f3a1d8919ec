//! Rulings on names become alias groups, as those of `recount.toml`: joined, and kept apart. Of two rulings on one pair of names the
//! later holds.

use recount_lexicon::fold;
use recount_model::{AliasGroup, Decision, Ruling};

/// The alias groups that the rulings make, in the order of rulings.
pub(super) fn alias_groups<'r>(rulings: impl Iterator<Item = &'r Ruling>) -> Vec<AliasGroup> {
    let mut groups: Vec<AliasGroup> = Vec::new();
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
    groups.retain(|group| !(group.spellings.is_empty() && group.not.is_empty()));
    groups
}
