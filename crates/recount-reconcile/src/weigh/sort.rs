//! People and bodies without a name of their own who give the number of a named voice of their sort: "doctors" for a doctors'
//! network, "officials" for a ministry, "the ministry" for a ministry with a name. They are that voice in other words. The sorts are data (`lexicon/en/voices.toml`).

use super::Ground;
use super::alike::Alike;
use super::echo::Echo;
use super::saying::{Saying, Standing};
use super::speaker::Speaker;
use crate::agreement;
use crate::lexicon::{self, Sort, has_phrase};
use crate::resolve::{has_proper_word, is_generic_body};
use recount_lexicon::{fold, has_words};
use recount_model::{EntityIndex, EntityKind};
use std::collections::BTreeSet;

/// Sayings of people of a sort that give a named voice's number; in a headline also a vague word that holds it.
pub(crate) fn echoes(sayings: &[Saying], taken: &BTreeSet<usize>, ground: &Ground) -> Vec<Echo> {
    let mut found = Vec::new();
    let figures = Alike::of(sayings, |_, o| o.standing == Standing::Figure && o.speaker.is_voice());
    for (i, s) in sayings.iter().enumerate() {
        let Speaker::Voice(entity) = s.speaker else { continue };
        if taken.contains(&i) || s.standing != Standing::Figure {
            continue;
        }
        if let Some(word) = only_a_word(entity, ground) {
            // "The army" of one report may be that of the next: with one number they are counted once.
            let of_that_word = |&j: &usize| {
                let Speaker::Voice(other) = sayings[j].speaker else { return false };
                other != entity
                    && !taken.contains(&j)
                    && only_a_word(other, ground).as_deref() == Some(word.as_str())
                    && order(&sayings[j]) < order(s)
            };
            let first = figures.with(s.interval).iter().copied().filter(of_that_word);
            if let Some(of) = first.min_by_key(|&j| order(&sayings[j])) {
                let why = "the same word for a source without a name, with the same number".to_string();
                found.push(Echo { saying: i, of, why });
                continue;
            }
        }
        if !is_nameless(entity, ground) {
            continue;
        }
        let sorts = sorts_of(entity, ground);
        let sort_of_body = sort_of_body(entity, ground);
        let is_named_voice = |&j: &usize| {
            let o = &sayings[j];
            let Speaker::Voice(other) = o.speaker else { return false };
            j != i
                && other != entity
                && o.standing == Standing::Figure
                && !is_nameless(other, ground)
                && (sorts.iter().any(|sort| is_of(other, o.claim, sort, ground))
                    || sort_of_body.as_deref().is_some_and(|word| is_named_so(other, word, ground)))
        };
        // A vague headline sums up its own report's number.
        let summed_up = |&j: &usize| {
            agreement::compatible(sayings[j].interval, s.interval)
                && sayings[j].report(ground) == s.report(ground)
        };
        let vague_title = s.title && agreement::is_vague(s.interval);
        let same = figures.with(s.interval).iter().copied().find(is_named_voice);
        let named = if vague_title {
            (0..sayings.len()).filter(summed_up).find(is_named_voice).or(same)
        } else {
            same
        };
        found.extend(named.map(|of| Echo {
            saying: i,
            of,
            why: "people of that sort with the number of the voice of that name".to_string(),
        }));
    }
    found
}

/// Earlier sayings first.
fn order(s: &Saying) -> (Option<i64>, usize) {
    (s.date.map(|d| d.ordinal()), s.claim)
}

/// The word, when it is all the name that a body or office holder has: "army", "mayor".
fn only_a_word(entity: EntityIndex, ground: &Ground) -> Option<String> {
    let entity = ground.resolved.entity(entity);
    let word = fold(&entity.canonical);
    let plain = match entity.kind {
        EntityKind::Body => is_generic_body(&word) || !has_proper_word(&entity.canonical),
        EntityKind::Person => !entity.canonical.contains(char::is_uppercase),
        EntityKind::Group | EntityKind::Place => false,
    };
    plain.then_some(word)
}

/// Whether the words name a sort of people or of body and nobody in particular.
pub(crate) fn is_nameless(entity: EntityIndex, ground: &Ground) -> bool {
    let entity = ground.resolved.entity(entity);
    let person_or_place = matches!(entity.kind, EntityKind::Person | EntityKind::Place);
    !person_or_place && !has_proper_word(&entity.canonical) && entity.roles.is_empty()
}

fn sorts_of<'g>(entity: EntityIndex, ground: &Ground<'g>) -> Vec<&'static Sort> {
    let name = fold(&ground.resolved.entity(entity).canonical);
    lexicon::english().voices.sort.iter().filter(|sort| has_phrase(&sort.people, &name)).collect()
}

/// The word for a sort of body that is all the name there is: "the ministry".
fn sort_of_body(entity: EntityIndex, ground: &Ground) -> Option<String> {
    Some(fold(&ground.resolved.entity(entity).canonical)).filter(|name| is_generic_body(name))
}

/// Whether the word stands in a name of the body: "ministry" in "Transport Ministry".
fn is_named_so(entity: EntityIndex, word: &str, ground: &Ground) -> bool {
    let entity = ground.resolved.entity(entity);
    entity.kind == EntityKind::Body && entity.spellings.iter().any(|s| has_words(&fold(&s.text), word))
}

/// Whether the name or an office of the voice, or of who speaks for it in this claim, is of the sort.
fn is_of(entity: EntityIndex, claim: usize, sort: &Sort, ground: &Ground) -> bool {
    let person = ground.claims[claim].voices.last().and_then(|v| v.entity);
    [Some(entity), person].into_iter().flatten().map(|e| ground.resolved.entity(e)).any(|e| {
        let names = e.spellings.iter().map(|s| s.text.as_str()).chain(e.roles.iter().map(String::as_str));
        names.map(fold).any(|words| has_phrase(&sort.names, &words))
    })
}
