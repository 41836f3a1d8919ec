//! One run of a method over a table: what it learned, the answers it gives, and the explanation of each.

use super::choice::{Choice, Chosen, choose};
use super::method::{Form, Learned, Method};
use super::votes::Votes;
use crate::ReconcileError;
use rayon::prelude::*;
use recount_model::{Answer, CopyGroup, Discovery, Outcome, Reason, Standing, Table, ValueKind};
use std::ops::Range;

/// Two beliefs nearer than this, relative to the larger, are equal: sums of the same weights in different orders differ that much.
const EQUAL: f64 = 1e-9;

/// A table weighed by a method; asked for all answers, or for the explanation of one.
pub struct Weighing<'a> {
    pub(super) table: &'a Table,
    pub(super) votes: Votes,
    pub(super) method: &'static dyn Method,
    pub(super) learned: Learned,
    pub(super) copies: Vec<CopyGroup>,
    pub(super) reasons: Vec<Reason>,
}

/// Answers a table: an outcome for each item, what was learned of each source, groups of copiers.
///
/// # Errors
/// When the choice names a method that does not exist.
pub fn discover(table: &Table, choice: &Choice) -> Result<Discovery, ReconcileError> {
    Ok(Weighing::new(table, choice)?.discovery())
}

impl<'a> Weighing<'a> {
    /// Chooses a method, if none was asked for, and learns from the table.
    ///
    /// # Errors
    /// When the choice names a method that does not exist.
    pub fn new(table: &'a Table, choice: &Choice) -> Result<Weighing<'a>, ReconcileError> {
        let Chosen { method, votes, learned, copies, reasons } = choose(table, choice)?;
        let learned = learned.unwrap_or_else(|| method.learn(&votes));
        Ok(Weighing { table, votes, method, learned, copies, reasons })
    }

    /// All answers.
    pub fn discovery(&self) -> Discovery {
        let votes = &self.votes;
        let mut by_rank: Vec<(Outcome, u32)> = (0..votes.items())
            .into_par_iter()
            .with_min_len(64)
            .map(|item| {
                let mut beliefs = vec![0.0; votes.candidates_of(item).len()];
                self.method.judge(votes, &self.learned, item, &mut beliefs);
                let (answer, confidence) = self.answer(votes, item, &beliefs);
                let said = Said::new(&answer);
                let held = votes.candidates_of(item).filter(|&c| said.holds(votes, c));
                let support = self.speaking(held.map(|c| votes.claims_of(c)));
                (Outcome { answer, confidence, support, sources: self.sources_on(item) }, votes.items[item])
            })
            .collect();
        let standings = self.standings(&by_rank);
        by_rank.sort_unstable_by_key(|(_, item)| *item);
        Discovery {
            method: self.method.name().to_string(),
            reasons: self.reasons.clone(),
            outcomes: by_rank.into_iter().map(|(outcome, _)| outcome).collect(),
            standings,
            copies: self.copies.clone(),
        }
    }

    /// How many sources speak of an item; one that gives several values is one.
    fn sources_on(&self, item: usize) -> u32 {
        self.speaking(self.votes.candidates_of(item).map(|c| self.votes.claims_of(c)))
    }

    /// How many sources make the claims for some candidates of one item.
    fn speaking(&self, mut claims: impl Iterator<Item = Range<usize>>) -> u32 {
        let Some(first) = claims.next() else { return 0 };
        let Some(second) = claims.next() else { return first.len() as u32 };
        let rest = claims.flat_map(|claims| &self.votes.speakers[claims]);
        let mut speakers: Vec<u32> = self.votes.speakers[first].to_vec();
        speakers.extend(self.votes.speakers[second].iter().chain(rest));
        speakers.sort_unstable();
        speakers.dedup();
        speakers.len() as u32
    }

    /// What beliefs amount to: an answer, and how far it is believed.
    pub(super) fn answer(&self, votes: &Votes, item: usize, beliefs: &[f64]) -> (Answer, f64) {
        let first = votes.candidates_of(item).start;
        let value = |offset: usize| votes.candidate_values[first + offset];
        if beliefs.is_empty() {
            return (Answer::Unresolved, 0.0);
        }
        if votes.kinds[item] == ValueKind::Number
            && let Some(number) = self.method.number(votes, &self.learned, item)
        {
            if !number.is_finite() {
                return (Answer::Unresolved, 0.0);
            }
            let total: f64 = beliefs.iter().sum();
            let said = votes.candidates_of(item).position(|c| votes.candidate_numbers[c] == number);
            let near = said.map_or(0.0, |offset| if total > 0.0 { beliefs[offset] / total } else { 0.0 });
            return match said {
                Some(offset) => (Answer::Value(value(offset)), near.clamp(0.0, 1.0)),
                None => (Answer::Number(number), near),
            };
        }
        let most = beliefs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if self.method.form() == Form::Several {
            let mut held: Vec<usize> = (0..beliefs.len()).filter(|&o| beliefs[o] >= 0.5).collect();
            held.sort_by(|&a, &b| beliefs[b].total_cmp(&beliefs[a]).then(a.cmp(&b)));
            if held.len() > 1 {
                let least = beliefs[held[held.len() - 1]];
                return (Answer::Values(held.into_iter().map(value).collect()), least.clamp(0.0, 1.0));
            }
        }
        let best: Vec<usize> = (0..beliefs.len())
            .filter(|&o| beliefs[o] >= most - EQUAL * most.abs().max(f64::MIN_POSITIVE))
            .collect();
        let confidence = match self.method.form() {
            Form::Best => {
                let total: f64 = beliefs.iter().map(|b| b.max(0.0)).sum();
                if total > 0.0 { most / total } else { 1.0 / beliefs.len() as f64 }
            }
            Form::Probable | Form::Several => most,
            Form::Odds => 1.0 / (1.0 + (-most).exp()),
        };
        let answer = match best.as_slice() {
            [] => return (Answer::Unresolved, 0.0),
            [one] => Answer::Value(value(*one)),
            several => Answer::Tie(several.iter().map(|&o| value(o)).collect()),
        };
        (answer, confidence.clamp(0.0, 1.0))
    }

    /// What was learned of each source, in the table's order; of one with several facets, by its claims in each.
    fn standings(&self, outcomes: &[(Outcome, u32)]) -> Vec<Standing> {
        let votes = &self.votes;
        let mut agrees = vec![false; votes.candidates()];
        let item_of = votes.item_of_candidates();
        for (item, (outcome, _)) in outcomes.iter().enumerate() {
            let said = Said::new(&outcome.answer);
            for c in votes.candidates_of(item) {
                agrees[c] = said.holds(votes, c);
            }
        }
        let mut group = vec![None; self.table.sources.len()];
        for (number, copies) in self.copies.iter().enumerate() {
            for &member in &copies.members {
                group[member as usize] = Some(number as u32);
            }
        }
        let per_speaker = votes.per_speaker(|_, claims| {
            let candidates = || claims.iter().map(|&claim| votes.claim_candidates[claim as usize] as usize);
            // The claims of a speaker are in order of items.
            let (mut items, mut before) = (0u32, None);
            for item in candidates().map(|c| item_of[c]) {
                items += u32::from(before.replace(item) != Some(item));
            }
            (candidates().filter(|&c| agrees[c]).count(), items)
        });
        let mut sums = vec![(0.0, 0usize, 0usize, 0u32); self.table.sources.len()];
        for (speaker, (agreeing, items)) in per_speaker.into_iter().enumerate() {
            let sum = &mut sums[votes.speaker_sources[speaker] as usize];
            let claims = votes.claims_by(speaker).len();
            sum.0 += self.learned.weights[speaker] * claims as f64;
            sum.1 += agreeing;
            sum.2 += claims;
            // Each item has one facet, so that no item is counted in two.
            sum.3 += items;
        }
        sums.into_iter()
            .zip(group)
            .map(|((weight, agreeing, claims, items), group)| {
                let count = claims.max(1) as f64;
                Standing { weight: weight / count, agreement: agreeing as f64 / count, items, group }
            })
            .collect()
    }
}

/// What an answer says, made ready for many questions: of an item of a million values, all may be in a tie.
enum Said {
    Values(Vec<u32>),
    Number(f64),
}

impl Said {
    fn new(answer: &Answer) -> Said {
        match answer {
            Answer::Value(value) => Said::Values(vec![*value]),
            Answer::Values(values) | Answer::Tie(values) => {
                let mut values = values.clone();
                values.sort_unstable();
                Said::Values(values)
            }
            Answer::Number(number) => Said::Number(*number),
            Answer::Unresolved => Said::Values(Vec::new()),
        }
    }

    /// Whether the answer is, or holds, the value of a candidate.
    fn holds(&self, votes: &Votes, candidate: usize) -> bool {
        match self {
            Said::Values(values) => values.binary_search(&votes.candidate_values[candidate]).is_ok(),
            Said::Number(number) => votes.candidate_numbers[candidate] == *number,
        }
    }
}
