//! Statuses: an entity is listed, banned, licensed, protected; a status begins, ends, holds or is reviewed. And people named
//! as killed, injured, detained or missing, whose status is the word of the measure.

use super::{Previous, Scene};
use crate::lexicon::StatusWords;
use crate::names::Name;
use recount_model::{Change, Claim, Content, EntityKind, Measure, StatusContent};
use std::ops::Range;

/// The statuses of a sentence.
pub(super) fn extract(scene: &Scene<'_, '_>, _: &mut Previous) -> Vec<Claim> {
    let mut out: Vec<Claim> =
        scene.lexicon.statuses.iter().filter_map(|words| status(scene, words)).collect();
    out.extend(victims(scene));
    out
}

/// What: the name of a status and a word that confers, ends, shows or reviews it in one clause. Example: "the court annulled
/// the listing". Counter-example: "terrorist attacks", which names no status.
fn status(scene: &Scene<'_, '_>, words: &StatusWords) -> Option<Claim> {
    let tokens = &scene.text.tokens;
    let (name, name_len) = scene
        .tokens
        .clone()
        .find_map(|k| words.names.at(tokens, k, scene.tokens.end).map(|(len, ())| (k, len)))?;
    let clause = scene.clause(name);
    let near = clause.start.max(name.saturating_sub(18))..clause.end.min(name + 16);
    let (at, len, change) = near
        .filter_map(|k| words.changes.at(tokens, k, clause.end).map(|(len, &c)| (k, len, c)))
        .filter(|(k, len, _)| *k + len <= name || *k >= name + name_len || *len > name_len)
        .min_by_key(|(k, _, _)| k.abs_diff(name))?;
    let change = strengthen(scene, at, change, clause.clone());
    let range = at.min(name)..(at + len).max(name + name_len);
    let entity = entity(scene, &range, &clause, name)?;
    let authority = authority(scene, &range, &clause, &entity);
    let span = trim(scene, clause.clone());
    let mut claim = scene.claim(span, at, Content::Statement { about: None, value: String::new() });
    let date = nearest_date(scene, at).or(None);
    let (from, to) = match change {
        Change::Begins => (date, None),
        Change::Ends => (None, date),
        _ => (date.filter(|_| since(scene, at)), None),
    };
    claim.event_date = date;
    claim.other_event = false;
    claim.content = Content::Status(StatusContent {
        entity,
        status: kind_of(scene, words, name, name_len),
        authority,
        from,
        to,
        change,
        age: None,
    });
    Some(claim)
}

/// "has listed ... since 1997" begins then; "continued", "still" hold.
fn strengthen(scene: &Scene<'_, '_>, at: usize, change: Change, clause: Range<usize>) -> Change {
    let holds = clause
        .clone()
        .take_while(|&k| k <= at)
        .any(|k| matches!(scene.low(k), "continued" | "still" | "maintaining" | "remain" | "remains"));
    if holds && change == Change::Begins { Change::Holds } else { change }
}

fn since(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene
        .times
        .iter()
        .any(|t| t.tokens.start > at && t.tokens.start > 0 && scene.low(t.tokens.start - 1) == "since")
}

fn nearest_date(scene: &Scene<'_, '_>, at: usize) -> Option<recount_model::PartialDate> {
    scene
        .times
        .iter()
        .filter(|t| t.date.is_some())
        .min_by_key(|t| t.tokens.start.abs_diff(at))
        .and_then(|t| t.date)
}

/// The status, told apart by whose list it is when a body or union is named with it.
fn kind_of(scene: &Scene<'_, '_>, words: &StatusWords, name: usize, len: usize) -> String {
    let around = name.saturating_sub(8).max(scene.tokens.start)..(name + len + 2).min(scene.tokens.end);
    let eu = around.clone().any(|k| matches!(scene.low(k), "eu" | "european"));
    match words.name.as_str() {
        "terrorist listing" if eu => "terrorist listing (EU)".to_string(),
        other => other.to_string(),
    }
}

/// Whose status it is: the name the status is said of, or the group words before the verb.
fn entity(scene: &Scene<'_, '_>, range: &Range<usize>, clause: &Range<usize>, name: usize) -> Option<String> {
    let bodies = |r: Range<usize>| -> Vec<Name> { scene.names.within(&r).map(|(_, n)| n.clone()).collect() };
    let inside = bodies(range.start..clause.end).into_iter().find(|n| is_subject_of_status(scene, n));
    let before = bodies(clause.start..range.start).into_iter().rev().find(|n| is_subject_of_status(scene, n));
    let group = (clause.start..name).find(|&k| {
        matches!(
            scene.low(k),
            "residents"
                | "refugees"
                | "group"
                | "organization"
                | "organisation"
                | "operator"
                | "company"
                | "camp"
        )
    });
    match (group, inside, before) {
        (Some(k), _, _) if matches!(scene.low(k), "residents" | "refugees") => Some(words_of_group(scene, k)),
        (_, Some(n), _) => Some(n.words),
        (_, None, Some(n)) => Some(n.words),
        (Some(k), None, None) => Some(words_of_group(scene, k)),
        (None, None, None) => scene
            .names
            .list
            .iter()
            .rev()
            .find(|n| n.tokens.end <= clause.start && is_subject_of_status(scene, n))
            .map(|n| n.words.clone()),
    }
}

fn words_of_group(scene: &Scene<'_, '_>, k: usize) -> String {
    let start = scene
        .names
        .within(&(k.saturating_sub(3).max(scene.tokens.start)..k))
        .map(|(_, n)| n.tokens.start)
        .next();
    let of = if scene.low(k + 1) == "of" || scene.low(k + 1) == "in" {
        scene.names.at(k + 2).map(|(_, n)| n.tokens.end)
    } else {
        None
    };
    scene.text.words(start.unwrap_or(k)..of.unwrap_or(k + 1).min(scene.tokens.end))
}

/// A body that is no government, court, union or outlet can be listed or licensed.
fn is_subject_of_status(scene: &Scene<'_, '_>, name: &Name) -> bool {
    use recount_lexicon::BodyKind::{Agency, Alliance, Court, Government, Outlet, Un};
    let known = scene.lexicon.shared.body(&name.words).map(|b| b.kind);
    let official = name.words.split(' ').any(|w| {
        matches!(
            w,
            "Court"
                | "Department"
                | "Government"
                | "Union"
                | "Ministry"
                | "Administration"
                | "Convention"
                | "Conventions"
                | "List"
                | "Council"
                | "Embassy"
                | "Foreign"
                | "Protected"
        )
    });
    name.kind != EntityKind::Person
        && !official
        && !matches!(known, Some(Agency | Alliance | Court | Government | Outlet | Un))
        && scene.lexicon.known_places.at(&scene.text.tokens, name.tokens.start, name.tokens.end).is_none()
}

/// Who confers or ends it: "by" and a name, or the name that is subject.
fn authority(
    scene: &Scene<'_, '_>,
    range: &Range<usize>,
    clause: &Range<usize>,
    entity: &str,
) -> Option<String> {
    let by = (range.start..clause.end).find(|&k| scene.low(k) == "by");
    let after_by =
        by.and_then(|k| scene.names.within(&(k..(k + 8).min(clause.end))).map(|(_, n)| n.clone()).next());
    let others = || {
        scene
            .names
            .within(clause)
            .map(|(_, n)| n.clone())
            .filter(|n| n.words != entity && n.kind != EntityKind::Person)
    };
    let official = others().find(|n| !is_subject_of_status(scene, n));
    after_by.filter(|n| n.words != entity).or(official).map(|n| n.words)
}

/// The clause without commas and conjunctions at its ends.
fn trim(scene: &Scene<'_, '_>, mut clause: Range<usize>) -> Range<usize> {
    while clause.len() > 1
        && (scene.is_sign(clause.start)
            || matches!(scene.low(clause.start), "and" | "but" | "that" | "though"))
    {
        clause.start += 1;
    }
    while clause.len() > 1 && scene.is_sign(clause.end - 1) {
        clause.end -= 1;
    }
    clause
}

/// What: persons named in a sentence that says that they were killed, injured, detained or missing. Example: "Ines Lund, 34,
/// died in the fire". Counter-example: "Ines Lund said 12 people died".
fn victims(scene: &Scene<'_, '_>) -> Vec<Claim> {
    let mut out = Vec::new();
    for (_, name) in scene.names.within(&scene.tokens) {
        let speaks =
            scene.attributions.of_sentence(scene.sentence).iter().any(|a| a.cue.contains(&name.tokens.start));
        if name.kind != EntityKind::Person || !name.words.contains(' ') || speaks {
            continue;
        }
        let Some((measure, end)) = fate(scene, name.tokens.end) else { continue };
        let content = StatusContent {
            entity: name.words.clone(),
            status: measure.word().to_string(),
            authority: None,
            from: None,
            to: None,
            change: Change::Begins,
            age: age(scene, name.tokens.end),
        };
        out.push(scene.claim(name.tokens.start..end, name.tokens.start, Content::Status(content)));
    }
    out
}

/// The age after a name: ", 34,".
fn age(scene: &Scene<'_, '_>, after: usize) -> Option<u64> {
    let k = after + usize::from(matches!(scene.low(after), "," | "("));
    let k = k + usize::from(matches!(scene.low(k), "aged" | "age"));
    scene.text.tokens.get(k).filter(|_| k > after)?.text.parse().ok().filter(|n| *n <= 120)
}

/// What the predicate after a name says happened to the person; other names, ages and appositions may stand between.
fn fate(scene: &Scene<'_, '_>, from: usize) -> Option<(Measure, usize)> {
    let limit = (from + 40).min(scene.tokens.end);
    let mut auxiliary = false;
    for k in from..limit {
        let word = scene.low(k);
        if matches!(word, ";" | "." | ":" | "that" | "said" | "who")
            || scene.lexicon.reporting_verbs.get(word).is_some_and(|v| v.forms.past)
        {
            return None;
        }
        for harm in scene.lexicon.harm(word) {
            let suffers = if harm.transitive { auxiliary && harm.forms.participle } else { harm.forms.past };
            if suffers && !matches!(harm.measure, Measure::Destroyed | Measure::Displaced) {
                return Some((harm.measure, k + 1));
            }
        }
        if auxiliary && scene.lexicon.harm_adjectives.contains_key(word) {
            return Some((scene.lexicon.harm_adjectives[word], k + 1));
        }
        if scene.lexicon.auxiliaries.contains(word) {
            auxiliary = true;
        } else if auxiliary
            && !scene.lexicon.adverbs.contains(word)
            && !scene.lexicon.be.contains(word)
            && word != "among"
        {
            return None;
        }
    }
    None
}
