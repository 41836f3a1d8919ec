//! Who spoke last, for pronouns and for sentences that go on without a source.

use super::Attribution;
use crate::lexicon::ReadingLexicon;
use crate::names::Names;
use crate::text::Text;
use recount_lexicon::BodyKind;
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
    pub fn note(&mut self, found: &[Attribution], _text: &Text<'_>, _names: &Names) {
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
    pub fn pronoun(&self, word: &str) -> Option<Vec<Voice>> {
        match word {
            "he" | "she" => self.person.clone(),
            "it" | "they" | "we" => self.body.clone().or_else(|| self.person.clone()),
            _ => None,
        }
    }

    /// Whom "the spokesman", "the district head" stands for.
    pub fn person(&self) -> Option<Vec<Voice>> {
        self.person.clone()
    }

    /// The body a generic word ("the group", "the ministry") before token `at` stands for: the last one named that the word
    /// fits, a body that spoke before others.
    pub fn body(&self, word: &str, at: usize, names: &Names, lexicon: &ReadingLexicon) -> Option<Vec<Voice>> {
        let before = names.before(at).filter(|n| n.kind == EntityKind::Body);
        let named = before.clone().find(|n| n.words.to_lowercase().split(' ').any(|w| w == word));
        let spoke = self.body.as_ref().filter(|v| v.last().is_some_and(|v| v.kind == VoiceKind::Body));
        let kind = |words: &str| lexicon.shared.body(words).map(|b| b.kind);
        let general = matches!(
            word,
            "group" | "charity" | "organisation" | "organization" | "body" | "statement" | "report" | "team"
        );
        let other = || {
            before.clone().find(|n| {
                general
                    && !matches!(
                        kind(&n.words),
                        Some(
                            BodyKind::Agency
                                | BodyKind::Outlet
                                | BodyKind::Government
                                | BodyKind::Force
                                | BodyKind::Alliance
                        )
                    )
            })
        };
        match (named, spoke) {
            (Some(name), _) => {
                Some(vec![Voice { span: None, ..Voice::named(name.words.clone(), VoiceKind::Body) }])
            }
            (None, Some(voices)) => Some(voices.clone()),
            (None, None) => other().map(|n| vec![Voice::named(n.words.clone(), VoiceKind::Body)]),
        }
    }
}
