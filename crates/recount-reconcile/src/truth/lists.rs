//! Lists: values that are several names in one, as `meadors;schmidt` is, and the model of sources that leave names out.
//!
//! Whether a table's categories are lists is seen in their shape: under one delimiter, different values of one item share names, and some leave names out that others have. Who says
//! `schmidt` then does not contradict who says `meadors;schmidt`; it leaves one out. So the latent truth model is asked of each name
//! whether it belongs to the item, with for each source how often it leaves a name out and how often it adds a wrong one:
//!
//! ```text
//! ln odds(e) = Σ_{s lists e} ln( sens(s) / (1 − spec(s)) ) + Σ_{s lists others only} ln( (1 − sens(s)) / spec(s) )
//! belief(v)  ∝ Π_{e ∈ v} P(e) Π_{e ∉ v} (1 − P(e))                                    over the lists v that are claimed
//! ```
//!
//! sens(s) is the expected share of the item's true names that s lists, drawn towards the mean of all sources by four names' worth; spec(s) is
//! the share of the false ones that it does not list, drawn towards 0.99 by a thousand. That names are left out often and made up seldom is
//! what makes a list more than a set of rivals, and the paper's prior says the same. A value that is no list is one name, so that plain categories and numbers of such a table are
//! answered too. The weight shown of a source is the mean of sens and spec.
//!
//! B. Zhao, B. I. P. Rubinstein, J. Gemmell and J. Han, "A Bayesian approach to discovering truth from conflicting sources for data
//! integration", PVLDB 5(6), 2012, doi:10.14778/2168651.2168656.
//!
//! DIFFERENCE: the answer is one of the lists that are claimed; expectation and maximisation in place of sampling.

use super::method::{Form, Learned, Method, probabilities, settle};
use super::votes::Votes;
use recount_model::{Table, ValueKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const DELIMITERS: &[char] = &[';', '|', ',', '/', '&', '+'];
/// Items that the shape is seen on.
const SAMPLE: usize = 20_000;

/// The names that each value of a table is made of.
#[derive(Debug, Clone, Default)]
pub struct Elements {
    /// The delimiter.
    pub delimiter: char,
    /// Value `v` has the names `names[starts[v]..starts[v + 1]]`, ascending, each once.
    pub starts: Vec<u32>,
    /// Names, by number.
    pub names: Vec<u32>,
}

impl Elements {
    /// The names of a value.
    pub fn of(&self, value: u32) -> &[u32] {
        &self.names[self.starts[value as usize] as usize..self.starts[value as usize + 1] as usize]
    }
}

/// The elements of a table's values, if their shape is that of lists.
pub(super) fn elements(table: &Table, votes: &Votes) -> Option<Arc<Elements>> {
    let delimiter = DELIMITERS.iter().copied().find(|&delimiter| shaped(table, votes, delimiter))?;
    // A value without a name, as `;` is, is a name itself.
    let names_of = |value: &'_ str| -> Vec<String> {
        let names = value.split(delimiter).map(str::trim).filter(|name| !name.is_empty());
        let names: BTreeSet<String> = names.map(str::to_string).collect();
        if names.is_empty() { vec![value.to_string()] } else { names.into_iter().collect() }
    };
    let mut numbers: BTreeMap<String, u32> =
        table.values.iter().flat_map(names_of).map(|name| (name, 0)).collect();
    for (place, number) in numbers.values_mut().enumerate() {
        *number = place as u32;
    }
    let mut out = Elements { delimiter, starts: vec![0], names: Vec::new() };
    for value in table.values.iter() {
        out.names.extend(names_of(value).iter().map(|name| numbers[name]));
        out.starts.push(out.names.len() as u32);
    }
    Some(Arc::new(out))
}

/// Of the items whose values have the delimiter, the share in which one value leaves names of another out.
const LEAVING_OUT: usize = 10;

/// Whether, of the items of categories with several values of which one at least has the delimiter, most have values that share a name
/// and one in ten has a value all of whose names are among those of a longer one. The first alone holds of dates too (`08/04/2011`),
/// of addresses of pages and of `Town, State`; but none of those contradicts another by leaving a part out.
fn shaped(table: &Table, votes: &Votes, delimiter: char) -> bool {
    let (mut sharing, mut nested, mut looked) = (0, 0, 0);
    let items = (0..votes.items()).filter(|&item| {
        votes.kinds[item] == ValueKind::Category && (2..=64).contains(&votes.candidates_of(item).len())
    });
    let mut seen = 0;
    for item in items.take(SAMPLE) {
        seen += 1;
        let values = || votes.candidates_of(item).map(|c| table.values.name(votes.candidate_values[c]));
        if !values().any(|value| value.contains(delimiter)) {
            continue;
        }
        looked += 1;
        let lists: Vec<BTreeSet<&str>> = values()
            .map(|value| value.split(delimiter).map(str::trim).filter(|name| !name.is_empty()).collect())
            .collect();
        let mut met: BTreeSet<&str> = BTreeSet::new();
        sharing += usize::from(lists.iter().any(|names| {
            let shares = names.iter().any(|name| met.contains(name));
            met.extend(names);
            shares
        }));
        let leaves_out = |names: &BTreeSet<&str>| {
            !names.is_empty() && lists.iter().any(|more| names.len() < more.len() && names.is_subset(more))
        };
        nested += usize::from(lists.iter().any(leaves_out));
    }
    looked * 5 >= seen.max(1) && sharing * 2 > looked && nested * LEAVING_OUT >= looked
}

/// How often a true name is listed, at first.
const LISTED: f64 = 0.4;
/// How often a false name is made up, beforehand: as in the paper, and held as strongly as a thousand names would.
const MADE_UP: f64 = 0.01;

/// The method.
pub struct Lists;

impl Method for Lists {
    fn name(&self) -> &'static str {
        "lists"
    }

    fn about(&self) -> &'static str {
        "Values are lists of names: each name is true or not, and each source leaves out and makes up at rates of its own."
    }

    fn form(&self) -> Form {
        Form::Probable
    }

    fn learn(&self, votes: &Votes) -> Learned {
        let count = votes.speaker_count();
        let learned = Learned {
            weights: vec![0.7; count],
            more: vec![vec![LISTED; count], vec![1.0 - MADE_UP; count]],
            ..Learned::default()
        };
        settle(self, votes, learned, 20, |_, learned| {
            // Of each candidate: its true and false names; of its item: all true and all false names.
            let mut rates: Vec<[f64; 4]> = vec![[0.0; 4]; votes.candidates()];
            for item in 0..votes.items() {
                let names = names(votes, learned, item);
                let truths: f64 = names.iter().map(|(_, p)| p).sum();
                for c in votes.candidates_of(item) {
                    let number = c as u32;
                    let own = listed(votes, &number);
                    let hits: f64 = own.iter().map(|name| names[place(&names, *name)].1).sum();
                    rates[c] = [hits, own.len() as f64 - hits, truths, names.len() as f64 - truths];
                }
            }
            let sums = votes.per_speaker(|_, claims| {
                claims.iter().fold([0.0; 4], |mut sum, &claim| {
                    let own = rates[votes.claim_candidates[claim as usize] as usize];
                    sum.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
                    sum
                })
            });
            let all = sums.iter().fold([0.0; 4], |mut all, sum| {
                all.iter_mut().zip(sum).for_each(|(all, own)| *all += own);
                all
            });
            let drawn =
                |hits: f64, of: f64, mean: f64, by: f64| ((hits + by * mean) / (of + by)).clamp(0.001, 0.999);
            let listed = (all[0] + LISTED) / (all[2] + 1.0);
            let sensitivity: Vec<f64> = sums.iter().map(|s| drawn(s[0], s[2], listed, 4.0)).collect();
            let specificity: Vec<f64> =
                sums.iter().map(|s| 1.0 - drawn(s[1], s[3], MADE_UP, 1000.0)).collect();
            learned.weights = sensitivity.iter().zip(&specificity).map(|(a, b)| 0.5 * (a + b)).collect();
            learned.more = vec![sensitivity, specificity];
        })
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        let names = names(votes, learned, item);
        let none: f64 = names.iter().map(|(_, p)| (1.0 - p).max(1e-9).ln()).sum();
        for (belief, c) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
            let odds = |name: &u32| {
                let p = names[place(&names, *name)].1;
                (p.max(1e-9) / (1.0 - p).max(1e-9)).ln()
            };
            *belief = none + listed(votes, &(c as u32)).iter().map(odds).sum::<f64>();
        }
        probabilities(beliefs, f64::NEG_INFINITY);
    }
}

/// The names a candidate lists; in a table without lists a candidate is its only name.
fn listed<'a>(votes: &'a Votes, candidate: &'a u32) -> &'a [u32] {
    match &votes.elements {
        Some(elements) => elements.of(votes.candidate_values[*candidate as usize]),
        None => std::slice::from_ref(candidate),
    }
}

/// The names claimed of an item, ascending, each with the probability that it belongs there.
fn names(votes: &Votes, learned: &Learned, item: usize) -> Vec<(u32, f64)> {
    let pro = |speaker: usize| (learned.more[0][speaker] / (1.0 - learned.more[1][speaker])).ln();
    let contra = |speaker: usize| ((1.0 - learned.more[0][speaker]) / learned.more[1][speaker]).ln();
    let mut all = 0.0;
    let mut odds: Vec<(u32, f64)> = Vec::new();
    for c in votes.candidates_of(item) {
        let against = votes.support(c, contra);
        let instead = votes.support(c, pro) - against;
        all += against;
        odds.extend(listed(votes, &(c as u32)).iter().map(|&name| (name, instead)));
    }
    odds.sort_by_key(|(name, _)| *name);
    odds.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    odds.iter_mut().for_each(|(_, odds)| *odds = 1.0 / (1.0 + (-(*odds + all)).exp()));
    odds
}

fn place(names: &[(u32, f64)], name: u32) -> usize {
    names.partition_point(|(other, _)| *other < name)
}
