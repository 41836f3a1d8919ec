//! Which organizations a report names, and what it says of each that may tie it to the deed.

use super::lines::Line;
use super::words::Words;
use crate::toll::linear::{Choice, Factor, Hash};
use std::collections::BTreeSet;
use std::ops::Range;

/// Mentions that are looked at.
const MOST_MENTIONS: usize = 1_000;
/// Words of a name before the noun that ends it.
const LONGEST: usize = 5;
/// Words on either side in which a word that ties an organization to a deed is looked for.
const REACH: usize = 11;

/// The number of the evidence that speaks for responsibility of any degree.
const ANY: u64 = 9;

/// An organization that may be held responsible.
#[derive(Debug, Clone)]
pub struct OrganizationCandidate {
    /// What it is called by, in small letters.
    pub name: String,
    /// Every name it may have: that one, and those of the lexicon.
    pub names: Vec<String>,
    /// How often it is named.
    pub mentions: usize,
    /// Not responsible, then every [`super::Confidence`], with the evidence.
    pub choice: Choice,
}

struct Organization {
    name: String,
    kind: u64,
    mentions: usize,
    features: BTreeSet<u64>,
}

/// The organizations a report names, in the order of their first mention.
pub(super) fn organizations(lines: &[Line], words: &Words) -> Vec<OrganizationCandidate> {
    let mut found: Vec<Organization> = Vec::new();
    let header = header(lines, words);
    let mut seen = 0;
    for at in 0..lines.len() {
        let line = &lines[at];
        let mut k = 0;
        while k < line.words.len() && seen < MOST_MENTIONS {
            let Some((range, name, kind)) = named(line, k, words) else {
                k += 1;
                continue;
            };
            k = range.end;
            seen += 1;
            let mut features = features(lines, at, range, words);
            features.extend(&header);
            let place = match found.iter().position(|o| o.name == name) {
                Some(place) => place,
                None => {
                    found.push(Organization { name, kind, mentions: 0, features: BTreeSet::new() });
                    found.len() - 1
                }
            };
            found[place].mentions += 1;
            found[place].features.extend(features.iter().map(|f| f.value()));
        }
    }
    (0..found.len()).map(|at| candidate(&found, at, words)).collect()
}

/// The words before the text proper, which say where the report comes from.
fn header(lines: &[Line], words: &Words) -> Vec<Hash> {
    const WORDS: usize = 24;
    let all = lines.iter().flat_map(|l| l.words.iter().zip(&l.hashes)).take(WORDS);
    let before = all.take_while(|(word, _)| !words.opening.contains(*word));
    before
        .filter(|(word, _)| word.chars().filter(|c| c.is_alphabetic()).count() > 2)
        .map(|(_, hash)| Hash::of("header").join(*hash))
        .collect()
}

/// The organization named at word `k`: its words, what it is called by, and whether by a name of its own (2), as a kind of
/// force (1), or by a noun that ends a name (0).
fn named(line: &Line, k: usize, words: &Words) -> Option<(Range<usize>, String, u64)> {
    if let Some(name) = words.organization(&line.words[k..]) {
        return Some((k..k + name.words.len(), name.called.clone(), if name.own { 2 } else { 1 }));
    }
    let part = |j: usize| !words.ends_phrase(&line.words[j]) && !words.determiners.contains(&line.words[j]);
    if !words.bodies.contains(&line.words[k]) || k == 0 || !part(k - 1) {
        return None;
    }
    let start = (k.saturating_sub(LONGEST)..k).rev().take_while(|&j| part(j)).last()?;
    Some((start..k + 1, line.words[start..=k].join(" "), 0))
}

/// What the words around a mention say.
fn features(lines: &[Line], at: usize, range: Range<usize>, words: &Words) -> Vec<Hash> {
    let line = &lines[at];
    let (start, end) = (range.start, range.end);
    let none = Hash::of("_");
    let word = |k: usize| line.hashes.get(k).copied().unwrap_or(none);
    let before = |d: usize| start.checked_sub(d).map_or(none, word);
    let cue = |k: &usize| words.cues.contains(&line.words[*k]);
    let mut out = vec![
        Hash::of("b1").join(before(1)),
        Hash::of("b2").join(before(2)).join(before(1)),
        Hash::of("a1").join(word(end)),
        Hash::of("a2").join(word(end)).join(word(end + 1)),
    ];
    out.extend((1..=5).map(|d| Hash::of("before").join(before(d))));
    out.extend((0..6).map(|d| Hash::of("after").join(word(end + d))));
    let told = |k: &usize| line.harms[*k].is_some();
    let left = (0..start).rev().find(told);
    let right = (end..line.words.len()).find(told);
    if let Some(k) = left {
        out.push(Hash::of("harm left").join(line.hashes[k]));
        out.push(Hash::of("harm left").number(line.harms[k].map_or(9, |h| h as u64)).join(before(1)));
    }
    if let Some(k) = right {
        out.push(Hash::of("harm right").join(line.hashes[k]));
        out.push(Hash::of("harm right").number(line.harms[k].map_or(9, |h| h as u64)));
    }
    let harms = (0..line.words.len()).filter(told);
    out.extend(harms.clone().map(|k| Hash::of("told").join(line.hashes[k])));
    out.push(Hash::of("harms").number(harms.take(2).count() as u64));
    out.extend((0..line.words.len()).filter(cue).map(|k| Hash::of("cue").join(line.hashes[k])));
    for (name, other) in [("cue before", at.checked_sub(1)), ("cue after", Some(at + 1))] {
        let Some(other) = other.and_then(|o| lines.get(o)) else { continue };
        let cues = other.words.iter().zip(&other.hashes).filter(|(w, _)| words.cues.contains(*w));
        out.extend(cues.map(|(_, hash)| Hash::of(name).join(*hash)));
    }
    let tie = |k: &usize| cue(k) || line.harms[*k].is_some();
    let ties = [
        ("L", (start.saturating_sub(REACH)..start).rev().find(tie)),
        ("R", (end..line.words.len().min(end + REACH + 1)).find(tie)),
    ];
    for (side, found) in ties {
        let side = Hash::of("tie").join(Hash::of(side));
        let Some(k) = found else {
            out.push(side);
            continue;
        };
        let kind = side.number(if cue(&k) { 8 } else { line.harms[k].map_or(9, |h| h as u64) });
        let gap = if k < start { k + 1..start } else { end..k };
        let distance = if k < start { start - k } else { k - end };
        let small: Vec<usize> = gap.filter(|&j| words.is_frame(&line.words[j])).collect();
        let last = small.iter().rev().take(2).rev().fold(Hash::of("gap"), |h, &j| h.join(line.hashes[j]));
        out.push(side.join(line.hashes[k]));
        out.push(kind);
        out.push(side.join(line.hashes[k]).join(last));
        out.push(kind.join(last));
        out.push(kind.join(Hash::of("far")).number(distance.min(3) as u64));
    }
    let actor = |k: usize| line.words.get(k).is_some_and(|w| words.actors.contains(w));
    if actor(end) {
        out.push(Hash::of("actor after"));
    }
    if (start.saturating_sub(4)..start).any(actor) {
        out.push(Hash::of("actor before").join(before(1)));
    }
    out.push(Hash::of("sentence").number(at.min(4) as u64));
    out
}

fn candidate(found: &[Organization], at: usize, words: &Words) -> OrganizationCandidate {
    let own = &found[at];
    let mut features: Vec<Hash> = own.features.iter().map(|&f| Hash::from_value(f)).collect();
    let more = found.iter().filter(|o| o.mentions > own.mentions).take(4).count() as u64;
    let named = found.iter().filter(|o| o.kind == 2).take(4).count() as u64;
    let last = own.name.rsplit(' ').next().unwrap_or_default();
    features.extend([
        Hash::of("called").join(Hash::of(&own.name)),
        Hash::of("kind"),
        Hash::of("mentions").number(own.mentions.min(5) as u64),
        Hash::of("last").join(Hash::of(last)),
        Hash::of("rank").number(more),
        Hash::of("named").number(named),
    ]);
    let degree = |degree: u64| -> Factor {
        let base = Hash::of("organization").number(degree);
        let of_kind = base.number(own.kind);
        features.iter().flat_map(|f| [base.join(*f).feature(), of_kind.join(*f).feature()]).collect()
    };
    OrganizationCandidate {
        name: own.name.clone(),
        names: words.names(&own.name),
        mentions: own.mentions,
        // Whether it is responsible at all is learned from all degrees together.
        choice: Choice {
            factors: (0..=5).chain([ANY]).map(degree).collect(),
            candidates: (0..=5).map(|i| if i == 0 { vec![0] } else { vec![i, 6] }).collect(),
        },
    }
}
