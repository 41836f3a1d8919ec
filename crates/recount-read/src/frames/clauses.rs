//! Clauses of a sentence as stretches of tokens, read off its tree: what statements are cut into.
//!
//! A clause here is a stretch that says one thing: a verb in a tense with what belongs to it, without the clauses coordinated with it, and
//! without a relative clause or a circumstance that a comma sets off at its beginning or end. A condition ("only if ...") stays with
//! what depends on it, and so does a clause in the middle of another, since a span has no holes.

use super::Scene;
use crate::lexicon::Word;
use crate::syntax::Relation;
use std::ops::Range;

/// A clause with a verb in a tense.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    /// The token of its predicate.
    pub predicate: usize,
    /// Its tokens, without the words and signs that join it to what stands before.
    pub tokens: Range<usize>,
}

/// Fewer tokens say nothing.
pub(super) const FEWEST_TOKENS: usize = 4;

/// The clauses side by side in some tokens of the sentence, in the order of the text: those that stand under no other clause of
/// these tokens, those coordinated with them, and the circumstances that a sign cuts off them. Example: "the hospital was struck | its
/// staff fled when it burned"; counter-example: "when it burned", which no sign parts from "fled".
pub(super) fn within(scene: &Scene<'_, '_>, tokens: &Range<usize>) -> Vec<Clause> {
    let syntax = &scene.text.syntax;
    let words = syntax.sentences.get(scene.sentence).cloned().unwrap_or_default();
    let inside = |word: usize| syntax.token_of(word).is_some_and(|token| tokens.contains(&token));
    let whole =
        |word: usize| inside(word) && syntax.is_finite(scene.text.text, word) && is_top(scene, word, &inside);
    words.filter(|&word| whole(word)).filter_map(|word| clause(scene, word, tokens)).collect()
}

/// The smallest clause that holds some tokens, within `tokens`; `None` where no clause of the tree does.
pub(super) fn around(
    scene: &Scene<'_, '_>,
    held: &Range<usize>,
    tokens: &Range<usize>,
) -> Option<Range<usize>> {
    let syntax = &scene.text.syntax;
    let first = syntax.words_of(held.start).start;
    let finite = |&word: &usize| syntax.is_finite(scene.text.text, word);
    let above = std::iter::once(first).chain(syntax.ancestors(first)).filter(finite);
    let clauses = above.filter_map(|word| clause(scene, word, tokens));
    clauses.map(|c| c.tokens).find(|clause| clause.start <= held.start && held.end <= clause.end)
}

/// Whether no clause of those looked at stands over a predicate, but for one that it is coordinated with.
fn is_top(scene: &Scene<'_, '_>, word: usize, inside: &impl Fn(usize) -> bool) -> bool {
    let syntax = &scene.text.syntax;
    if begins_beside(scene, word).is_some() {
        return true;
    }
    let mut at = word;
    loop {
        let relation = syntax.words[at].relation;
        let beside = matches!(relation, Relation::Conj | Relation::Parataxis);
        match syntax.head(at).filter(|&head| inside(head)) {
            None => return true,
            // A clause at a noun is part of what is said of the noun.
            Some(head) if beside || !(relation.is_clause() || syntax.is_predicate(head)) => at = head,
            // What is cut off another clause is said all the same: "when it burned, its staff fled".
            Some(head) if relation == Relation::Advcl && is_apart(scene, at) => at = head,
            Some(_) => return false,
        }
    }
}

/// The clause of a predicate within some tokens; `None` where too little is left to say anything.
fn clause(scene: &Scene<'_, '_>, predicate: usize, within: &Range<usize>) -> Option<Clause> {
    let syntax = &scene.text.syntax;
    let mut words = syntax.clause(predicate);
    // Clauses that begin or end this one are cut off, the outer before the inner.
    for child in syntax.children(predicate).filter(|&c| c < predicate) {
        let below = syntax.subtree(child);
        if below.start <= words.start && is_apart(scene, child) {
            words.start = words.start.max(below.end);
        }
    }
    let last =
        words.clone().filter(|&w| w > predicate).find(|&w| is_apart(scene, w) && ends_with(scene, &words, w));
    if let Some(last) = last {
        words.end = syntax.subtree(last).start;
    }
    // Trees often miss that a clause after ", and" with a subject of its own stands beside the one before.
    let beside = words.clone().filter(|&w| syntax.is_finite(scene.text.text, w));
    for start in beside.filter_map(|w| begins_beside(scene, w)) {
        match start <= predicate {
            true => words.start = words.start.max(start),
            false => words.end = words.end.min(start),
        }
    }
    let first = syntax.token_of(words.start)?.max(within.start);
    let last = syntax.last_token_of(words.end.checked_sub(1)?)?;
    let tokens = trimmed(scene, first..(last + 1).min(within.end));
    let predicate = syntax.token_of(predicate)?;
    (tokens.len() >= FEWEST_TOKENS).then_some(Clause { predicate, tokens })
}

/// Whether a clause begins with its verbs, so that its subject is elsewhere: "had kept them away".
pub(super) fn begins_with_predicate(scene: &Scene<'_, '_>, clause: &Clause) -> bool {
    let start = clause.tokens.start;
    subject(scene, clause).is_none() && (start == clause.predicate || scene.is(start, Word::Auxiliary))
}

/// The token of a clause's own subject, where that stands in it.
fn subject(scene: &Scene<'_, '_>, clause: &Clause) -> Option<usize> {
    let syntax = &scene.text.syntax;
    let predicate = syntax.top_of(clause.predicate)?;
    let subject = syntax.children(predicate).find(|&c| syntax.words[c].relation.is_subject())?;
    syntax.token_of(subject).filter(|at| clause.tokens.contains(at))
}

/// Whether a clause can be read alone: it has a subject of its own, which is no relative pronoun, and no word makes it depend on another.
pub(super) fn stands_alone(scene: &Scene<'_, '_>, clause: &Clause) -> bool {
    if scene.text.syntax.top_of(clause.predicate).is_none() {
        return true;
    }
    subject(scene, clause).is_some_and(|at| !scene.is(at, Word::Relative))
        && !scene.is(clause.tokens.start, Word::Relative)
}

/// Where a clause begins that has a subject of its own after a comma and a joint: ", and its staff fled".
fn begins_beside(scene: &Scene<'_, '_>, predicate: usize) -> Option<usize> {
    let syntax = &scene.text.syntax;
    let subject = syntax.children(predicate).find(|&c| syntax.words[c].relation.is_subject())?;
    let joint = syntax.subtree(subject).start.checked_sub(1)?;
    let joins = |class: Word| syntax.token_of(joint).is_some_and(|token| scene.is(token, class));
    let comma = joint.checked_sub(1).filter(|&w| syntax.words[w].relation == Relation::Punct)?;
    ((joins(Word::And) || joins(Word::But)) && syntax.sentence_of(comma) == syntax.sentence_of(predicate))
        .then_some(joint)
}

/// Whether the words below a word reach to the end of some words, signs aside.
fn ends_with(scene: &Scene<'_, '_>, words: &Range<usize>, word: usize) -> bool {
    let syntax = &scene.text.syntax;
    let end = syntax.subtree(word).end;
    (end..words.end).all(|w| syntax.words[w].relation == Relation::Punct)
}

/// Whether a word heads a clause that says a thing of its own: a relative clause or a circumstance with a verb in a tense, no condition.
fn is_apart(scene: &Scene<'_, '_>, word: usize) -> bool {
    let syntax = &scene.text.syntax;
    let relation = syntax.words[word].relation;
    let mark = syntax.child(word, Relation::Mark).and_then(|mark| syntax.token_of(mark));
    // ", setting fire to the sheds": a circumstance without a time of its own.
    let circumstance = relation == Relation::Advcl && mark.is_none();
    matches!(
        relation,
        Relation::Advcl | Relation::AdvclRelcl | Relation::AclRelcl | Relation::Parataxis | Relation::Conj
    ) && (circumstance || syntax.is_finite(scene.text.text, word))
        && !mark.is_some_and(|mark| scene.is(mark, Word::If))
        && (is_set_off(scene, word) || matches!(relation, Relation::Parataxis | Relation::Conj))
}

/// Whether a sign parts the words below a word from the predicate they belong to.
fn is_set_off(scene: &Scene<'_, '_>, word: usize) -> bool {
    let syntax = &scene.text.syntax;
    let below = syntax.subtree(word);
    let is_sign = |w: usize| syntax.words.get(w).is_some_and(|w| w.relation == Relation::Punct);
    let leads = syntax.head(word).is_some_and(|head| head > word);
    // A sign at its own edge may be put below it by the tree.
    let edges = if leads {
        [below.end.checked_sub(1), Some(below.end)]
    } else {
        [below.start.checked_sub(1), Some(below.start)]
    };
    edges.into_iter().flatten().any(is_sign)
}

/// Tokens without a dateline and the signs, joints and "that" at their beginning and without the signs at their end.
pub(super) fn trimmed(scene: &Scene<'_, '_>, mut tokens: Range<usize>) -> Range<usize> {
    let joins = |k: usize| {
        // "That bridge fell": at the beginning of a sentence "that" points at a bridge.
        let that = scene.is(k, Word::That) && k > scene.tokens.start;
        let joint = that || scene.is(k, Word::Joint) || scene.is(k, Word::Contrast);
        scene.is_sign(k) || scene.low(k) == "-" || joint
    };
    tokens.start = tokens.start.max(dateline_end(scene).min(tokens.end));
    while !tokens.is_empty() && joins(tokens.start) {
        tokens.start += 1;
    }
    while !tokens.is_empty() && (scene.is_sign(tokens.end - 1) || scene.is(tokens.end - 1, Word::Joint)) {
        tokens.end -= 1;
    }
    tokens
}

/// Where the words begin after a dateline ("PORT CITY, 13 March 2021 (Agency) - "); the sentence's beginning where it has none.
fn dateline_end(scene: &Scene<'_, '_>) -> usize {
    const LONGEST_TOKENS: usize = 14;
    let tokens = &scene.text.tokens;
    let first = scene.tokens.start;
    let parted = |&k: &usize| {
        let apart = tokens.get(k + 1).is_some_and(|next| next.span.start > tokens[k].span.end)
            && tokens[k - 1].span.end < tokens[k].span.start;
        matches!(tokens[k].text, "-" | "\u{2013}" | "\u{2014}" | "--") && apart
    };
    let reach = (first + 1..scene.tokens.end.min(first + LONGEST_TOKENS)).find(parted);
    let Some(dash) = reach else { return first };
    let plain = |k: usize| {
        let token = &tokens[k];
        token.kind != crate::text::TokenKind::Word || token.is_capital() || token.is(Word::Of)
    };
    if (first..dash).all(plain) { dash + 1 } else { first }
}
