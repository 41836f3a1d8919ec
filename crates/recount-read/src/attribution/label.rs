//! Speakers that stand before a colon at the start of a paragraph: in a transcript ("MARSH: We counted twelve.") and in a headline
//! ("Ministry: twelve died").

use super::Attribution;
use super::hearing::Hearing;
use super::source;
use crate::names::Names;
use crate::text::Text;
use recount_model::{BlockRole, EntityKind, Stance, Voice};
use std::ops::Range;

/// Words of the longest label.
const LONGEST_LABEL: usize = 5;

/// The words before the colon that the sentence, the first of its paragraph, begins with.
fn label(text: &Text<'_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let end = (sentence.start..sentence.end.min(sentence.start + LONGEST_LABEL + 1))
        .find(|&k| text.tokens[k].text == ":")?;
    let words = sentence.start..end;
    (!words.is_empty() && words.end + 1 < sentence.end && !words.clone().any(|k| text.tokens[k].is_quote()))
        .then_some(words)
}

/// The attribution of a sentence that begins with its speaker.
///
/// In a transcript the label is the last name of somebody named before. In a headline it is a body or a group; a place or a
/// topic before a colon is none.
pub(super) fn find(hearing: Hearing<'_, '_>, sentence: usize) -> Option<Attribution> {
    let Hearing { text, names, lexicon, .. } = hearing;
    let of = &text.sentences[sentence];
    let words = label(text, &of.tokens)?;
    let voices = match named_before(text, &words, names) {
        Some(voice) => vec![voice],
        None if of.role == BlockRole::Heading || of.role == BlockRole::Title || sentence == 0 => {
            // The label's head is its last word: "Hospital fire: twelve died" names a topic.
            let head = words.end - 1;
            let word = text.lower(head);
            let speaks = lexicon.groups.contains(word)
                || lexicon.body_words.contains(word)
                || lexicon.roles.contains(word);
            let body =
                names.at(head).is_some_and(|(_, n)| n.kind == EntityKind::Body && n.tokens.end == words.end);
            let known = body || (speaks && names.at(head).is_none_or(|(_, n)| n.kind != EntityKind::Place));
            let voices = source::voices(hearing, words.clone());
            let voices = if voices.is_empty() {
                source::any_speaker(text, words.clone(), lexicon).into_iter().collect()
            } else {
                voices
            };
            if known { voices } else { Vec::new() }
        }
        None => Vec::new(),
    };
    let content = words.end + 1..of.tokens.end;
    (!voices.is_empty()).then_some(Attribution {
        voices,
        cue: words.start..words.end + 1,
        content,
        stance: Stance::Asserts,
    })
}

/// The person named before whose last word the label is, in whatever letters.
fn named_before(text: &Text<'_>, words: &Range<usize>, names: &Names) -> Option<Voice> {
    let last = text.lower(words.end - 1);
    let capitals = words.clone().all(|k| text.tokens[k].is_capital());
    let same = |n: &&crate::names::Name| {
        n.kind == EntityKind::Person && n.words.rsplit(' ').next().is_some_and(|w| w.to_lowercase() == last)
    };
    let name = names.before(words.start).find(same).filter(|_| capitals)?;
    let full = names.before(name.tokens.end).find(|n| same(n) && n.words.contains(' ')).unwrap_or(name);
    let body = full.speaks_for.map(|b| names.list[b].words.clone());
    Some(Voice {
        speaks_for: body,
        role: full.role.clone(),
        span: Some(text.span(words.clone())),
        ..Voice::named(full.words.clone(), recount_model::VoiceKind::Person)
    })
}
