//! Why one item was answered as it was: each value with its speakers and what each weighs, and the answer without each of them.

use super::votes::Votes;
use super::weighing::Weighing;
use recount_model::{Answer, ValueKind};

/// Items of more claims than this are explained without leaving each source out in turn.
const MOST_LEFT_OUT: usize = 2_000;

/// Why one item was answered as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The item: an index into the table's items.
    pub item: u32,
    /// The method.
    pub method: String,
    /// Its answer.
    pub answer: Answer,
    /// How far the method believes in the answer, from 0 to 1.
    pub confidence: f64,
    /// Every value claimed, the one believed most first.
    pub values: Vec<Backing>,
    /// The answer without each source or group of copiers that speaks of the item, all else as learned; those that change it first.
    pub without: Vec<Without>,
}

/// What stands behind one value.
#[derive(Debug, Clone, PartialEq)]
pub struct Backing {
    /// The value: an index into the table's values.
    pub value: u32,
    /// The belief in it, on the method's own scale.
    pub belief: f64,
    /// Who says so, who weighs most first.
    pub voices: Vec<Backer>,
    /// How many votes were taken out as copies, in whole votes.
    pub copied: f64,
}

/// One source that says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Backer {
    /// The source: an index into the table's sources.
    pub source: u32,
    /// What the method learned of it (in the facet of the item, where there are facets).
    pub weight: f64,
    /// How much of the vote is its own word, the rest being copied.
    pub own: f64,
    /// The row of the table.
    pub row: u32,
}

/// Whom an item was answered without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// One source: an index into the table's sources.
    Source(u32),
    /// A group of copiers: an index into [`recount_model::Discovery::copies`].
    Group(u32),
}

/// The answer without somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Without {
    /// Without whom.
    pub left_out: LeftOut,
    /// The answer then.
    pub answer: Answer,
    /// How far the method then believes in it.
    pub confidence: f64,
    /// Whether it differs from the answer with all.
    pub changes: bool,
}

impl Weighing<'_> {
    /// Explains the answer to one item of the table; `None` if the table has no such item.
    pub fn explain(&self, item: u32) -> Option<Explanation> {
        let votes = &self.votes;
        let place = votes.items.iter().position(|&i| i == item)?;
        let (answer, confidence, beliefs) = self.answer_alone(votes, place);
        let mut values: Vec<Backing> = votes
            .candidates_of(place)
            .zip(&beliefs)
            .map(|(candidate, &belief)| {
                let mut voices: Vec<Backer> = votes
                    .claims_of(candidate)
                    .map(|claim| {
                        let speaker = votes.speakers[claim] as usize;
                        Backer {
                            source: votes.speaker_sources[speaker],
                            weight: self.learned.weights[speaker],
                            own: votes.share(claim),
                            row: votes.rows[claim],
                        }
                    })
                    .collect();
                voices.sort_by(|a, b| (b.weight * b.own).total_cmp(&(a.weight * a.own)));
                let copied = voices.iter().map(|v| 1.0 - v.own).sum();
                Backing { value: votes.candidate_values[candidate], belief, voices, copied }
            })
            .collect();
        values.sort_by(|a, b| b.belief.total_cmp(&a.belief));
        let mut without = Vec::new();
        for left_out in self.who_speaks(place) {
            let heard = self.only(place, |source| match left_out {
                LeftOut::Source(one) => source != one,
                LeftOut::Group(group) => !self.copies[group as usize].members.contains(&source),
            });
            let (then, sure, _) = self.answer_alone(&heard, 0);
            without.push(Without { left_out, changes: then != answer, answer: then, confidence: sure });
        }
        without.sort_by_key(|w| !w.changes);
        Some(Explanation {
            item,
            method: self.method.name().to_string(),
            answer,
            confidence,
            values,
            without,
        })
    }

    fn answer_alone(&self, votes: &Votes, item: usize) -> (Answer, f64, Vec<f64>) {
        let mut beliefs = vec![0.0; votes.candidates_of(item).len()];
        self.method.judge(votes, &self.learned, item, &mut beliefs);
        let (answer, confidence) = self.answer(votes, item, &beliefs);
        (answer, confidence, beliefs)
    }

    /// Sources that speak of an item, in order of names, and then the groups of copiers of which at least two members do.
    fn who_speaks(&self, item: usize) -> Vec<LeftOut> {
        let claims = self.votes.claims_on(item);
        if claims.len() > MOST_LEFT_OUT {
            return Vec::new();
        }
        let mut speakers: Vec<u32> = self.votes.speakers[claims].to_vec();
        speakers.sort_unstable();
        speakers.dedup();
        let sources: Vec<u32> = speakers.iter().map(|&s| self.votes.speaker_sources[s as usize]).collect();
        let mut all: Vec<LeftOut> = sources.iter().map(|&s| LeftOut::Source(s)).collect();
        for (number, group) in self.copies.iter().enumerate() {
            if sources.iter().filter(|s| group.members.contains(s)).count() > 1 {
                all.push(LeftOut::Group(number as u32));
            }
        }
        all
    }

    /// The votes on one item, as its only item, of some sources. What copies had taken out stays out.
    fn only(&self, item: usize, heard: impl Fn(u32) -> bool) -> Votes {
        let votes = &self.votes;
        let mut one = Votes {
            items: vec![votes.items[item]],
            kinds: vec![votes.kinds[item]],
            item_starts: vec![0],
            speaker_sources: votes.speaker_sources.clone(),
            classes: votes.classes.clone(),
            elements: votes.elements.clone(),
            ..Votes::default()
        };
        for candidate in votes.candidates_of(item) {
            let claims: Vec<usize> = votes
                .claims_of(candidate)
                .filter(|&claim| heard(votes.speaker_sources[votes.speakers[claim] as usize]))
                .collect();
            if claims.is_empty() {
                continue;
            }
            one.candidate_starts.push(one.speakers.len() as u32);
            one.candidate_values.push(votes.candidate_values[candidate]);
            one.candidate_numbers.push(match votes.kinds[item] {
                ValueKind::Number => votes.candidate_numbers[candidate],
                ValueKind::Category => f64::NAN,
            });
            for claim in claims {
                one.claim_candidates.push(one.candidate_values.len() as u32 - 1);
                one.speakers.push(votes.speakers[claim]);
                one.rows.push(votes.rows[claim]);
                one.shares.push(votes.share(claim));
            }
        }
        one.candidate_starts.push(one.speakers.len() as u32);
        one.item_starts.push(one.candidate_values.len() as u32);
        one
    }
}
