//! Copies among stretches that somebody names: the sentences that figures stand in, say. They are shorter than passages, so any shingle leads
//! from one to another, and what they must have in common is for the asker to say.

use super::compare::{Demand, NearCopy, Shingled, near_copy};
use super::copies::Index;
use super::groups::oldest_first;
use recount_model::{CopiedPassage, Evidence, Report};
use std::collections::BTreeMap;

/// Stretches that one stretch is held against.
const MOST_COMPARED: usize = 8;

/// A stretch that copies one of an earlier report, or one further up in its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CopiedStretch {
    /// The place of the earlier stretch in the list.
    pub earlier: usize,
    /// The place of the later.
    pub later: usize,
    /// The two, as they are shown.
    pub passage: CopiedPassage,
}

/// Each stretch that is a copy of another, with the earliest of those it was held against, in the order of age. Takes time and memory in step
/// with the stretches. Those with fewer than `fewest` different shingles of four words are passed over.
pub fn copies_among(
    reports: &[Report],
    stretches: &[Evidence],
    fewest: usize,
    demand: Demand,
) -> Vec<CopiedStretch> {
    let age: BTreeMap<usize, usize> = oldest_first(reports).into_iter().zip(0..).collect();
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    order.sort_by_key(|&at| (age.get(&stretches[at].report.0), stretches[at].span, at));
    let mut index = Index::default();
    let mut met: Vec<(usize, Shingled)> = Vec::new();
    let mut out = Vec::new();
    for at in order {
        let Some(report) = reports.get(stretches[at].report.0) else { continue };
        let later = Shingled::of(&report.text, stretches[at].span);
        if later.different().len() < fewest {
            continue;
        }
        let others = index.sharing(later.different(), MOST_COMPARED);
        let found = others
            .into_iter()
            .map(|other| &met[other as usize])
            .find_map(|(earlier, shingled)| near_copy(shingled, &later, demand).map(|copy| (*earlier, copy)));
        out.extend(found.map(|(earlier, copy)| CopiedStretch {
            earlier,
            later: at,
            passage: shown(stretches[earlier], stretches[at], copy),
        }));
        index.keep(met.len() as u32, later.different());
        met.push((at, later));
    }
    out
}

/// Two copied stretches in their reports, the first being the earlier.
pub(super) fn shown(earlier: Evidence, later: Evidence, copy: NearCopy) -> CopiedPassage {
    CopiedPassage {
        earlier: Evidence { span: copy.a, ..earlier },
        later: Evidence { span: copy.b, ..later },
        similarity: copy.similarity,
        share: copy.share,
        words: copy.words,
    }
}
