//! Who may have been killed or injured: noun phrases near words of harm, those that name the same people together, and what the
//! words around them say.

use super::lines::{Line, Phrase};
use super::words::{Harm, Words};
use crate::toll::linear::{Choice, Factor, Hash};
use std::collections::BTreeSet;

/// Noun phrases between a mention and a word of harm that may still be of it.
const REACH: usize = 6;
/// Mentions that are looked at.
const MOST_MENTIONS: usize = 1_500;

/// People who may be victims.
#[derive(Debug, Clone)]
pub struct VictimCandidate {
    /// How many; `None` for several without a number.
    pub number: Option<u64>,
    /// The words that say who they are, of all mentions, in alphabetic order.
    pub words: Vec<String>,
    /// How often they are mentioned near words of harm.
    pub mentions: usize,
    /// Neither killed nor injured, killed, injured, in this order, with the evidence.
    pub choice: Choice,
}

/// Mentions of the same people.
struct Group {
    number: Option<u64>,
    head: String,
    core: BTreeSet<String>,
    last: String,
    mentions: usize,
    words: BTreeSet<String>,
    features: BTreeSet<u64>,
}

/// The people of a report who may be victims, in the order of their first mention.
pub(super) fn victims(lines: &[Line], words: &Words) -> Vec<VictimCandidate> {
    let mut groups: Vec<Group> = Vec::new();
    let mut seen = 0;
    for (number, line) in lines.iter().enumerate() {
        for at in 0..line.phrases.len() {
            if seen == MOST_MENTIONS || !near_harm(line, at) {
                continue;
            }
            seen += 1;
            let mut features = features(line, at, words);
            features.push(Hash::of("sentence").number(number.min(4) as u64));
            let phrase = &line.phrases[at];
            let group = match groups.iter().position(|g| same(g, phrase)) {
                Some(group) => group,
                None => {
                    groups.push(Group {
                        number: phrase.number,
                        head: phrase.head.clone(),
                        core: BTreeSet::new(),
                        last: phrase.core.last().cloned().unwrap_or_default(),
                        mentions: 0,
                        words: BTreeSet::new(),
                        features: BTreeSet::new(),
                    });
                    groups.len() - 1
                }
            };
            let group = &mut groups[group];
            group.mentions += 1;
            group.features.extend(features.iter().map(|f| f.value()));
            group.words.extend(phrase.core.iter().cloned());
            if phrase.number == Some(1) || group.core.is_empty() {
                group.core.extend(phrase.core.iter().cloned());
            }
        }
    }
    (0..groups.len()).map(|at| candidate(&groups, at)).collect()
}

/// Whether a phrase may name people of whom a word of death or injury nearby is said.
fn near_harm(line: &Line, at: usize) -> bool {
    let phrase = &line.phrases[at];
    let harm = |k: &usize| matches!(line.harms[*k], Some(Harm::Killed | Harm::Injured));
    let left = (0..phrase.range.start).rev().find(harm);
    let right = (phrase.range.end..line.words.len()).find(harm);
    phrase.people
        && (left.is_some_and(|k| between_left(line, at, k) <= REACH)
            || right.is_some_and(|k| between_right(line, at, k) <= REACH))
}

/// The noun phrases between word `k` and the phrase after it.
fn between_left(line: &Line, at: usize, k: usize) -> usize {
    at - line.phrases.partition_point(|p| p.range.start <= k).min(at)
}

/// The noun phrases between a phrase and word `k` after it.
fn between_right(line: &Line, at: usize, k: usize) -> usize {
    line.phrases.partition_point(|p| p.range.end <= k).saturating_sub(at + 1)
}

/// Whether a mention names the people of a group.
fn same(group: &Group, phrase: &Phrase) -> bool {
    match (group.number, phrase.number) {
        (Some(1), Some(1)) => {
            let inside = phrase.core.iter().all(|w| group.core.contains(w));
            let around = group.core.iter().all(|w| phrase.core.contains(w));
            inside || around || phrase.core.len() > 1 && phrase.core.last() == Some(&group.last)
        }
        (None, None) => group.head == phrase.head,
        (a, b) => a == b,
    }
}

/// What the words around a mention say.
fn features(line: &Line, at: usize, words: &Words) -> Vec<Hash> {
    let phrase = &line.phrases[at];
    let (start, end) = (phrase.range.start, phrase.range.end);
    let word = |k: Option<usize>| k.and_then(|k| line.hashes.get(k)).copied().unwrap_or(Hash::of("_"));
    let previous = word(start.checked_sub(1));
    let left = (0..start).rev().find(|&k| line.harms[k].is_some()).map(|k| (k, between_left(line, at, k)));
    let right =
        (end..line.words.len()).find(|&k| line.harms[k].is_some()).map(|k| (k, between_right(line, at, k)));
    let way = phrase.way as u64;
    let mut out = Vec::with_capacity(48);
    for (side, found) in [("L", left), ("R", right)] {
        let Some((k, distance)) = found.filter(|f| f.1 <= REACH) else {
            out.push(Hash::of(side).join(Hash::of("none")));
            continue;
        };
        let gap = if side == "L" { k + 1..start } else { end..k };
        let frame = |j: &usize| words.is_frame(&line.words[*j]);
        let passive = line.words[k.saturating_sub(3)..k].iter().any(|w| words.passive.contains(w));
        let cut = gap.clone().any(|j| matches!(line.words[j].as_str(), ";" | "." | ":" | "\""));
        let verbs = gap
            .clone()
            .filter(|&j| words.small.contains(&line.words[j]) || words.verbs.contains(&line.words[j]));
        let verbs = verbs.take(2).count() as u64;
        let near = distance as u64;
        let key = Hash::of(side).join(line.hashes[k]);
        let kind = Hash::of(side).number(line.harms[k].map_or(9, |h| h as u64));
        out.push(key);
        out.push(key.join(Hash::of("d")).number(near.min(3)));
        out.push(kind.join(Hash::of("d")).number(near.min(4)).number(u64::from(cut)).number(verbs));
        out.push(key.join(Hash::of("p")).number(u64::from(passive)).number(near.min(2)).number(verbs));
        out.push(kind.join(Hash::of("prev")).join(previous).number(near.min(2)));
        out.push(key.join(Hash::of("prev")).join(previous));
        out.push(kind.join(Hash::of("after")).join(word(Some(k + 1))));
        out.push(kind.join(Hash::of("before")).join(word(k.checked_sub(1))));
        out.push(kind.join(Hash::of("way")).number(way).number(near.min(2)));
        for j in gap.clone().take(6).filter(frame) {
            out.push(kind.join(Hash::of("gap")).join(line.hashes[j]));
        }
        if gap.len() <= 4 {
            let pattern = gap.fold(kind.join(Hash::of("pattern")), |hash, j| {
                hash.join(if frame(&j) { line.hashes[j] } else { Hash::of("n") })
            });
            out.push(pattern);
        }
    }
    let next = word(Some(end));
    out.push(Hash::of("prev").join(previous));
    out.push(Hash::of("next").join(next));
    out.push(Hash::of("around").join(previous).join(next));
    out.push(Hash::of("head").join(Hash::of(&phrase.head)));
    let ending =
        phrase.head.char_indices().rev().nth(2).map_or(phrase.head.as_str(), |(i, _)| &phrase.head[i..]);
    out.push(Hash::of("ending").join(Hash::of(ending)));
    out.push(Hash::of("determiner").join(Hash::of(&phrase.determiner)).number(way));
    out.push(Hash::of("prev2").join(word(start.checked_sub(2))).join(previous));
    out.extend(phrase.core.iter().map(|w| Hash::of("core").join(Hash::of(w))));
    if phrase.owns {
        out.push(Hash::of("owns"));
        out.push(Hash::of("owns").join(next));
    }
    out
}

/// A group with the evidence for its three fates.
fn candidate(groups: &[Group], at: usize) -> VictimCandidate {
    let group = &groups[at];
    let kind = match group.number {
        Some(1) => 1,
        Some(_) => 2,
        None => 0,
    };
    let alike = |g: &&Group| g.number == group.number;
    let mut features: Vec<Hash> = group.features.iter().map(|&f| Hash::from_value(f)).collect();
    features.push(Hash::of("kind").number(kind));
    features.push(Hash::of("number").number(group.number.map_or(0, |n| n.saturating_add(1))));
    features.push(Hash::of("mentions").number(group.mentions.min(4) as u64));
    features.push(Hash::of("alike").number(groups.iter().filter(alike).take(5).count() as u64));
    features.push(Hash::of("first").number(groups[..at].iter().filter(alike).take(4).count() as u64));
    if kind == 1 {
        features.push(Hash::of("words").number(group.core.len().min(4) as u64));
    }
    let fate = |fate: u64| -> Factor {
        let base = Hash::of("victim").number(fate);
        let of_kind = base.number(kind);
        features.iter().flat_map(|f| [base.join(*f).feature(), of_kind.join(*f).feature()]).collect()
    };
    VictimCandidate {
        number: group.number,
        words: group.words.iter().cloned().collect(),
        mentions: group.mentions,
        choice: Choice {
            factors: vec![fate(0), fate(1), fate(2)],
            candidates: vec![vec![0], vec![1], vec![2]],
        },
    }
}
