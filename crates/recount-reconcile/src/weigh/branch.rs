//! Which branch of a state a voice is, for telling one official figure in two mouths from two figures: the government as a
//! whole, its defence (ministry, army, air force), its police (ministry of the interior, police). A body of a state nobody
//! names is taken to belong to the one its report tells of.

use super::Ground;
use super::speaker::Speaker;
use crate::lexicon::{self, has, has_phrase};
use recount_lexicon::fold;

/// A branch of a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Branch {
    /// Empty when nobody names it.
    country: String,
    /// Empty for the government as a whole.
    organ: String,
    ministry: bool,
}

impl Branch {
    /// Whether `other` is the part of the same state whose figure this one repeats when both give one number: any part for a
    /// government, the ministry for its own force.
    pub fn answers_to(&self, other: &Branch) -> bool {
        let one_state = self.country == other.country || self.country.is_empty() || other.country.is_empty();
        let government = self.organ.is_empty() && !other.organ.is_empty();
        let own_ministry =
            !self.ministry && other.ministry && self.family().is_some() && self.family() == other.family();
        one_state && (government || own_ministry)
    }

    fn family(&self) -> Option<usize> {
        lexicon::english().voices.branch.iter().position(|words| has_phrase(words, &self.organ))
    }
}

/// The branch a speaker is.
pub(crate) fn of(speaker: &Speaker, ground: &Ground) -> Option<Branch> {
    let Speaker::Voice(entity) = speaker else { return None };
    let words = &lexicon::english().voices;
    let branch = |country: &str, organ: &str| Branch {
        country: country.to_string(),
        organ: organ.to_string(),
        ministry: has_phrase(&words.ministry, organ),
    };
    if let Some(state) = ground.resolved.state(*entity) {
        return Some(branch(&state.country, &state.organ));
    }
    let name = fold(&ground.resolved.entity(*entity).canonical);
    let name = name.strip_prefix("the ").unwrap_or(&name);
    if has(&words.government, name) {
        Some(branch("", ""))
    } else {
        has_phrase(&words.organ, name).then(|| branch("", name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_force_answers_to_its_own_ministry_and_to_no_other() {
        let of = |country: &str, organ: &str| Branch {
            country: country.into(),
            organ: organ.into(),
            ministry: organ.contains("ministry"),
        };
        assert!(of("", "army").answers_to(&of("", "ministry of defence")));
        assert!(of("Iraq", "").answers_to(&of("", "army")));
        assert!(!of("", "police").answers_to(&of("", "ministry of defence")));
        assert!(!of("Iraq", "army").answers_to(&of("Iran", "defence ministry")));
        assert!(!of("", "ministry of defence").answers_to(&of("", "army")));
    }
}
