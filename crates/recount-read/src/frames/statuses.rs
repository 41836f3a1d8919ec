//! Statuses: an entity is listed, banned, licensed, protected; a status begins, ends, holds or is reviewed.
//!
//! What: the name of a status and a word that confers, ends, shows or reviews it, near each other. Example: "the court annulled
//! the listing"; "was listed in 2006 and placed on the union's list in 2009" holds two. Counter-example: "terrorist
//! attacks", which names no status.

use super::{Previous, Scene, clauses, subject};
use crate::lexicon::{StatusWords, Word};
use crate::names::Name;
use recount_lexicon::BodyKind::{Agency, Alliance, Court, Government, Outlet, Un};
use recount_model::{BlockRole, Change, Claim, Content, EntityKind, PartialDate, StatusContent};
use std::ops::Range;

/// The statuses of a sentence; headings hold none.
pub(super) fn extract(scene: &Scene<'_, '_>, _: &mut Previous) -> Vec<Claim> {
    if scene.text.sentences[scene.sentence].role != BlockRole::Body {
        return Vec::new();
    }
    scene.lexicon.statuses.iter().flat_map(|words| of_kind(scene, words)).collect()
}

/// A status found: its name, the word of change, and the stretch between this change and the next.
struct StatusFound {
    name: Range<usize>,
    change: Change,
    at: Range<usize>,
    /// Where its own words end: the next change, or the end of the sentence.
    until: usize,
}

/// The statuses of one kind: each word of change with the nearest name, one for each name.
fn of_kind(scene: &Scene<'_, '_>, words: &StatusWords) -> Vec<Claim> {
    const REACH: usize = 16;
    let tokens = &scene.text.tokens;
    let all = |k: usize| words.names.at(tokens, k, scene.tokens.end).map(|(len, ())| k..k + len);
    let names: Vec<Range<usize>> = longest(scene.tokens.clone().filter_map(all));
    let change = |k: usize| words.changes.at(tokens, k, scene.tokens.end).map(|(len, &c)| (k..k + len, c));
    let changes: Vec<(Range<usize>, Change)> = scene.tokens.clone().filter_map(change).collect();
    let gap = |a: &Range<usize>, b: &Range<usize>| {
        if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
    };
    let mut out: Vec<StatusFound> = Vec::new();
    for name in &names {
        let free = |(at, _): &&(Range<usize>, Change)| {
            gap(at, name) <= REACH
                && !out.iter().any(|f| f.at == *at)
                && !(name.start <= at.start && at.end <= name.end && at.len() < name.len())
        };
        let Some((at, change)) = changes.iter().filter(free).min_by_key(|(at, _)| gap(at, name)) else {
            continue;
        };
        if out.iter().any(|f| f.at.start < at.end && at.start < f.at.end) {
            continue;
        }
        out.push(StatusFound {
            name: name.clone(),
            change: *change,
            at: at.clone(),
            until: scene.tokens.end,
        });
    }
    out.sort_by_key(|f| f.at.start);
    for i in 1..out.len() {
        out[i - 1].until = out[i].at.start.min(out[i].name.start);
    }
    // Two names of one change ("the designation of the group as a terrorist organisation") are one status.
    out.dedup_by(|b, a| b.at.start < a.at.end + 2 && b.change == a.change);
    out.iter().filter_map(|found| claim(scene, words, found)).collect()
}

/// Ranges without those that lie within a longer one before.
fn longest(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        if out.last().is_none_or(|last| last.end <= range.start) {
            out.push(range);
        }
    }
    out
}

fn claim(scene: &Scene<'_, '_>, words: &StatusWords, found: &StatusFound) -> Option<Claim> {
    let entity = if words.of_place { place(scene, found)? } else { entity(scene, found)? };
    let change = strengthen(scene, found);
    let core = found.at.start.min(found.name.start)..found.at.end.max(found.name.end);
    let authority = authority(scene, found, &entity);
    let date = date(scene, &core, found.until);
    let end = clause_end(scene, core.end, found.until);
    let start = clause_start(scene, core.start);
    // The clause of the tree where it is the shorter.
    let clause = clauses::around(scene, &core, &(start..end)).unwrap_or(start..end);
    let mut claim =
        scene.claim(clause, found.at.start, Content::Statement { about: None, value: String::new() });
    claim.event_date = date.map(|(d, _)| d);
    claim.event_period = None;
    claim.other_event = false;
    let since = date.is_some_and(|(_, since)| since);
    let (from, to) = match change {
        Change::Begins => (date.map(|(d, _)| d), None),
        Change::Ends => (None, date.map(|(d, _)| d)),
        _ => (date.filter(|_| since).map(|(d, _)| d), None),
    };
    let status = match &words.of_union {
        Some(name) if names_union(scene, &found.name, &core) => name.clone(),
        _ => words.name.clone(),
    };
    claim.content = Content::Status(StatusContent { entity, status, authority, from, to, change, age: None });
    Some(claim)
}

/// "continued", "still", "maintaining": what would begin is only held.
fn strengthen(scene: &Scene<'_, '_>, found: &StatusFound) -> Change {
    let from = found.at.start.saturating_sub(6).max(scene.tokens.start);
    let held = (from..found.at.start + 1).any(|k| scene.lexicon.holding.contains(scene.low(k)));
    if held && found.change == Change::Begins { Change::Holds } else { found.change }
}

/// The date of a status: the nearest to its words before the next status begins; whether "since" stands before it.
fn date(scene: &Scene<'_, '_>, core: &Range<usize>, until: usize) -> Option<(PartialDate, bool)> {
    let told = |t: &&crate::times::Time| {
        t.date.is_some()
            && t.tokens.start < until.max(core.end)
            && scene.narrative.is_told(scene.sentence, t.tokens.start)
    };
    let time = scene.times.iter().filter(told).min_by_key(|t| distance(core, &t.tokens))?;
    let since = time.tokens.start > scene.tokens.start && scene.is(time.tokens.start - 1, Word::Since);
    time.date.map(|d| (d, since))
}

/// How far a date stands from the words of a status: none inside them, one before them farther than one after.
fn distance(core: &Range<usize>, date: &Range<usize>) -> usize {
    const BEFORE: usize = 3;
    if date.start >= core.start {
        date.start.saturating_sub(core.end)
    } else {
        core.start.checked_sub(date.end).map_or(0, |gap| gap + BEFORE)
    }
}

fn clause_end(scene: &Scene<'_, '_>, from: usize, until: usize) -> usize {
    let end = (from..until)
        .find(|&k| matches!(scene.low(k), ";" | "," | ".") || scene.is(k, Word::Contrast))
        .unwrap_or(until);
    const LOOSE: [Word; 3] = [Word::And, Word::But, Word::Be];
    let loose = |k: &usize| scene.is_sign(*k) || LOOSE.iter().any(|&class| scene.is(*k, class));
    let trailing = (from..end).rev().take_while(loose).count();
    (end - trailing).max(from)
}

fn clause_start(scene: &Scene<'_, '_>, to: usize) -> usize {
    let stop = |k: &usize| matches!(scene.low(*k), ";" | "." | "," | "--") || scene.is(*k, Word::Contrast);
    let start = (scene.tokens.start..to).rev().find(stop).map_or(scene.tokens.start, |k| k + 1);
    const LOOSE: [Word; 3] = [Word::And, Word::Contrast, Word::That];
    let loose = |k: &usize| scene.is_sign(*k) || LOOSE.iter().any(|&class| scene.is(*k, class));
    start + (start..to).take_while(loose).count()
}

/// Whether a union of states is named right at the status: "the union's list", "the EU designation".
fn names_union(scene: &Scene<'_, '_>, name: &Range<usize>, core: &Range<usize>) -> bool {
    let around = core.start.saturating_sub(8).max(scene.tokens.start)..(name.end + 3).min(scene.tokens.end);
    scene
        .names
        .within(&around)
        .any(|(_, n)| scene.lexicon.shared.body(&n.words).is_some_and(|b| b.kind == Alliance))
        || around.clone().any(|k| scene.is(k, Word::OfUnion))
}

/// Whose status it is: residents or another group named at it, else the first name that can carry a status, else the last
/// such name before the sentence ("the group").
fn entity(scene: &Scene<'_, '_>, found: &StatusFound) -> Option<String> {
    let core = found.at.start.min(found.name.start)..found.at.end.max(found.name.end);
    let floor = clause_floor(scene, core.start);
    let group = (floor..found.until)
        .find(|&k| scene.lexicon.figures.groups.contains(scene.low(k)) && k.abs_diff(core.start) < 14);
    if let Some(k) = group.filter(|k| *k < core.end + 8 && !scene.is(*k, Word::Member)) {
        return Some(words_of_group(scene, k));
    }
    let carries = |n: &&Name| can_carry(scene, n);
    let names = |range: Range<usize>| scene.names.within(&range).map(|(_, n)| n.clone()).collect::<Vec<_>>();
    let inside = names(found.at.start.min(core.start)..found.until).into_iter().find(|n| carries(&n));
    let before = names(floor..core.start).into_iter().rev().find(|n| carries(&n));
    let passive = found.at.start > scene.tokens.start && scene.is(found.at.start - 1, Word::Be);
    let (first, second) = if passive { (before, inside) } else { (inside, before) };
    if let Some(name) = first.or(second) {
        return Some(name.words);
    }
    // The subject of the sentence, where the words between belong to an earlier status.
    let earlier = names(scene.tokens.start..core.start).into_iter().find(|n| carries(&n));
    let stands_in = (scene.tokens.start..found.until)
        .any(|k| scene.lexicon.body_words.contains(scene.low(k)) || scene.is(k, Word::Pronoun));
    let last =
        || scene.names.before(scene.tokens.start).find(|n| carries(n) && n.kind == EntityKind::Body).cloned();
    earlier.or_else(|| if stands_in { last() } else { None }).map(|n| n.words)
}

/// The place a status is said of: the nearest named in the clause, else a common noun for one, else the last named before.
fn place(scene: &Scene<'_, '_>, found: &StatusFound) -> Option<String> {
    let floor = clause_floor(scene, found.at.start);
    let country =
        |n: &Name| scene.lexicon.known_places.at(&scene.text.tokens, n.tokens.start, n.tokens.end).is_some();
    let site = |n: &&Name| n.kind == EntityKind::Place && !country(n);
    let clause = floor..found.until;
    let here = scene.names.within(&clause).map(|(_, n)| n).filter(site);
    if let Some(name) = here.min_by_key(|n| n.tokens.start.abs_diff(found.at.start)) {
        return Some(name.words.clone());
    }
    let noun = (floor..found.until).find(|&k| scene.lexicon.sites.contains(scene.low(k)));
    let before = || scene.names.before(scene.tokens.start).find(site);
    noun.and_then(|_| before()).map(|n| n.words.clone())
}

fn clause_floor(scene: &Scene<'_, '_>, at: usize) -> usize {
    (scene.tokens.start..at)
        .rev()
        .find(|&k| matches!(scene.low(k), ";" | ".") || scene.is(k, Word::Contrast))
        .map_or(scene.tokens.start, |k| k + 1)
}

/// "residents of Camp Oster", "Oster residents": a group with the name beside it.
fn words_of_group(scene: &Scene<'_, '_>, k: usize) -> String {
    let near = k.saturating_sub(3).max(scene.tokens.start)..k;
    let start =
        scene.names.within(&near).filter(|(_, n)| n.tokens.end == k).map(|(_, n)| n.tokens.start).next();
    let of = (scene.is(k + 1, Word::Of) || scene.is(k + 1, Word::PlaceJoint))
        .then(|| scene.names.at(k + 2).map(|(_, n)| n.tokens.end))
        .flatten();
    scene.text.words(start.unwrap_or(k)..of.unwrap_or(k + 1).min(scene.tokens.end))
}

/// A body or place that is no government, court, union, outlet or country can be listed, licensed, protected.
fn can_carry(scene: &Scene<'_, '_>, name: &Name) -> bool {
    let kind = scene.lexicon.shared.body(&name.words).map(|b| b.kind);
    let official = name.words.split(' ').any(|w| scene.lexicon.official.contains(&w.to_lowercase()));
    let known_place =
        scene.lexicon.known_places.at(&scene.text.tokens, name.tokens.start, name.tokens.end).is_some();
    name.kind != EntityKind::Person
        && !official
        && !known_place
        && name.role.is_none()
        && !matches!(kind, Some(Agency | Alliance | Court | Government | Outlet | Un))
}

/// Who confers or ends it: the name after "by", the subject of the change, or an official name in the clause.
fn authority(scene: &Scene<'_, '_>, found: &StatusFound, entity: &str) -> Option<String> {
    let official = |n: &Name| n.words != entity && n.kind != EntityKind::Person && !can_carry(scene, n);
    let by = (found.at.start..found.until).find(|&k| scene.is(k, Word::By));
    let after_by = by.and_then(|k| {
        scene.names.within(&(k..(k + 8).min(found.until))).map(|(_, n)| n.clone()).find(|n| n.words != entity)
    });
    let floor = clause_floor(scene, found.at.start);
    let actor =
        subject::before(scene, found.at.start, floor).map(|r| scene.text.words(r)).filter(|w| w != entity);
    let named = || {
        scene
            .names
            .within(&(floor..found.until))
            .map(|(_, n)| n.clone())
            .filter(official)
            .min_by_key(|n| n.tokens.start.abs_diff(found.at.start))
    };
    let subject_is_official = actor.as_ref().is_some_and(|a| {
        scene.names.within(&(floor..found.at.start)).any(|(_, n)| n.words == *a && official(n))
    });
    after_by.map(|n| n.words).or(actor.filter(|_| subject_is_official)).or_else(|| named().map(|n| n.words))
}

#[cfg(test)]
mod tests {
    use crate::reader::tests::statuses;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(statuses(text), expected, "{text}");
    }

    #[test]
    fn a_date_that_overlaps_the_status_is_near_it() {
        assert_eq!(super::distance(&(4..6), &(3..5)), 0);
        assert_eq!(super::distance(&(4..6), &(3..4)), 3);
        assert_eq!(super::distance(&(4..6), &(5..7)), 0);
        assert_eq!(super::distance(&(4..6), &(8..9)), 2);
    }

    #[test]
    fn statuses_begin_end_and_hold() {
        check(
            "The Dock Front was designated as a terrorist group by the State Department in 2006 and placed on the European Union's terrorist list in 2009.",
            &[
                "Dock Front: terrorist listing begins 2006 by State Department",
                "Dock Front: terrorist listing (EU) begins 2009 by European Union",
            ],
        );
        check(
            "The General Court annulled the European Union's terrorist designation of the Dock Front in May 2012.",
            &["Dock Front: terrorist listing (EU) ends 2012-05 by General Court"],
        );
        check(
            "The Port Authority suspended the licence of Norhal Lines in May 2017.",
            &["Norhal Lines: licence ends 2017-05 by Port Authority"],
        );
        check("Terrorist attacks hit the Dock Front in 2002.", &[]);
    }
}
