//! Whose stand a clause tells: "The council wants the quay closed" is the report's sentence and the council's will.
//!
//! Verbs of will, judgement and blame report no words, so that no cue reads them; but what is told of somebody's will is that
//! body's to stand by. The tree says whose: the subject of the verb, where it names somebody who can speak. Counter-example: "the
//! troops wanted for nothing, the road was wanted", where the subject is what is wanted.

use super::hearing::Hearing;
use super::source;
use crate::lexicon::ReadingLexicon;
use crate::syntax::Relation;
use crate::text::Text;
use recount_model::{Voice, VoiceKind};

/// Who holds what a predicate says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Holder {
    /// The token of the predicate.
    pub predicate: usize,
    /// Never empty.
    pub voices: Vec<Voice>,
}

/// The holders of a sentence, in the order of their predicates.
pub(super) fn find(hearing: Hearing<'_, '_>, sentence: usize) -> Vec<Holder> {
    let Hearing { text, lexicon, .. } = hearing;
    let syntax = &text.syntax;
    let words = syntax.sentences.get(sentence).cloned().unwrap_or_default();
    let stands = |&word: &usize| takes_stand(text, word, lexicon);
    let holder = |word: usize| {
        let subject = syntax.subject(text.text, word).filter(|_| !syntax.is_passive(text.text, word))?;
        let below = syntax.subtree(subject);
        let end = below.end.min(word.max(subject + 1));
        let phrase = syntax.token_of(below.start)?..syntax.last_token_of(end.checked_sub(1)?)? + 1;
        let mut voices = source::voices(hearing, phrase);
        voices.retain(|v| v.kind != VoiceKind::Unnamed);
        let predicate = syntax.token_of(word)?;
        (!voices.is_empty()).then_some(Holder { predicate, voices })
    };
    words.filter(stands).filter_map(holder).collect()
}

/// Whether a predicate is of will, judgement or blame: its lemma, with the word after it ("call for"), or what stands before its noun
/// after "be" ("is against burials").
fn takes_stand(text: &Text<'_>, word: usize, lexicon: &ReadingLexicon) -> bool {
    let syntax = &text.syntax;
    // "The council should ask": the will is the writer's.
    let advised = |c: usize| {
        let helper = syntax.words[c].relation == Relation::Aux;
        helper && syntax.token_of(c).is_some_and(|c| lexicon.judgements.at(&text.tokens, c, c + 1).is_some())
    };
    if !syntax.is_finite(text.text, word) || syntax.children(word).any(advised) {
        return false;
    }
    let lemma = syntax.lemma(text.text, word);
    let next = syntax.last_token_of(word).map_or("", |last| text.lower(last + 1));
    let after_be = || {
        let has_be = syntax.child(word, Relation::Cop).is_some();
        let case = syntax.child(word, Relation::Case).and_then(|case| syntax.token_of(case));
        has_be && case.is_some_and(|case| lexicon.stances.contains(text.lower(case)))
    };
    lexicon.stances.contains(lemma.as_ref())
        || lexicon.stances.contains(&format!("{lemma} {next}"))
        || after_be()
}
