//! Who spoke last, for pronouns and for sentences that go on without a source.

use super::Attribution;
use crate::lexicon::{ReadingLexicon, Word};
use crate::names::{Name, Names};
use crate::text::Token;
use recount_lexicon::{BodyKind, fold, has_words};
use recount_model::{EntityKind, Voice, VoiceKind};

/// The last speakers of a report.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    paragraph: usize,
    /// The last person who spoke, with who relayed.
    person: Option<Vec<Voice>>,
    /// The last body or group that spoke, with who relayed.
    body: Option<Vec<Voice>>,
    /// The last source, and its paragraph.
    last: Option<(Vec<Voice>, usize)>,
}

impl Memory {
    /// Goes on to a sentence of a paragraph.
    pub fn enter(&mut self, paragraph: usize) {
        self.paragraph = paragraph;
    }

    /// Remembers who spoke in a sentence.
    pub fn note(&mut self, found: &[Attribution], lexicon: &ReadingLexicon) {
        for attribution in found {
            let Some(voice) = attribution.voices.last() else { continue };
            match voice.kind {
                VoiceKind::Person => {
                    self.person = Some(attribution.voices.clone());
                    if let Some(body) = &voice.speaks_for {
                        self.body = Some(vec![Voice::named(body.clone(), VoiceKind::Body)]);
                    }
                }
                VoiceKind::Body | VoiceKind::Group | VoiceKind::Document => {
                    self.body = Some(attribution.voices.clone())
                }
                // "Officials said ... They added": several people, whoever they are.
                VoiceKind::Unnamed if is_plural(&voice.name, lexicon) => {
                    self.body = Some(attribution.voices.clone())
                }
                VoiceKind::Unnamed => {}
            }
            self.last = Some((attribution.voices.clone(), self.paragraph));
        }
    }

    /// The last source of this paragraph; of the one before too when `across`.
    pub fn last_in_reach(&self, across: bool) -> Option<&[Voice]> {
        let (voices, paragraph) = self.last.as_ref()?;
        let reach = usize::from(across);
        (*paragraph + reach >= self.paragraph).then_some(voices.as_slice())
    }

    /// Whom a pronoun stands for.
    pub fn pronoun(&self, token: &Token<'_>) -> Option<Vec<Voice>> {
        if token.is(Word::PersonPronoun) {
            return self.person.clone();
        }
        token.is(Word::BodyPronoun).then(|| self.body.clone().or_else(|| self.person.clone())).flatten()
    }

    /// Whose a word like "her", "its" says that something is.
    pub fn owner(&self, token: &Token<'_>) -> Option<Vec<Voice>> {
        if token.is(Word::FirstPerson) {
            return None;
        }
        let person = token.is(Word::PersonOwner).then(|| self.person.clone());
        person.unwrap_or_else(|| self.body.clone().or_else(|| self.person.clone()))
    }

    /// Whom "the spokesman", "the district head" stands for.
    pub fn person(&self) -> Option<Vec<Voice>> {
        self.person.clone()
    }

    /// The body a generic word ("the group", "the ministry") before token `at` stands for: the last one named whose name has the
    /// word, else the last that spoke or was named and is of a kind the word fits.
    pub fn body(&self, word: &str, at: usize, names: &Names, lexicon: &ReadingLexicon) -> Option<Vec<Voice>> {
        let before = || names.before(at).filter(|n| n.kind == EntityKind::Body);
        let voice = |n: &Name| vec![Voice::named(n.words.clone(), VoiceKind::Body)];
        if let Some(named) = before().find(|n| has_words(&fold(&n.words), word)) {
            return Some(voice(named));
        }
        let spoke = self.body.as_ref().filter(|v| {
            v.last().is_some_and(|v| v.kind == VoiceKind::Body && fits(word, &v.name, Spoke::Last, lexicon))
        });
        spoke.cloned().or_else(|| before().find(|n| fits(word, &n.words, Spoke::No, lexicon)).map(voice))
    }
}

/// Whether the last word of a name looks like a plural.
fn is_plural(name: &str, lexicon: &ReadingLexicon) -> bool {
    name.split_whitespace()
        .last()
        .is_some_and(|word| lexicon.words.of(&word.to_lowercase()).has(Word::PluralLike))
}

/// Whether a body is the one that spoke last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spoke {
    Last,
    No,
}

/// Whether a generic word may stand for a body of this name.
fn fits(word: &str, name: &str, spoke: Spoke, lexicon: &ReadingLexicon) -> bool {
    if has_words(&fold(name), word) {
        return true;
    }
    let kind = lexicon.shared.body(name).map(|b| b.kind);
    match (lexicon.stands_for.get(word), kind) {
        (Some(kinds), Some(kind)) => kinds.contains(&kind),
        // "Norhaven" where the government of its country is meant.
        (Some(kinds), None) => {
            let state = lexicon.shared.country(name).or_else(|| lexicon.shared.country_of_capital(name));
            kinds.contains(&BodyKind::Government) && state.is_some()
        }
        (None, Some(BodyKind::Agency | BodyKind::Outlet)) => false,
        (None, Some(BodyKind::Government | BodyKind::Force | BodyKind::Alliance)) => spoke == Spoke::Last,
        (None, _) => spoke == Spoke::Last || lexicon.words.of(word).has(Word::GeneralBody),
    }
}
