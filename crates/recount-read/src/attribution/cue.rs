//! Cues of attribution in one sentence: reporting verbs and "according to", each with its source and its words.

mod after_verb;
mod beside;
mod phrase;
mod reckoning;
mod refusal;
mod verb;

use super::Attribution;
use super::hearing::Hearing;
use super::source;
use crate::lexicon::{ReportingVerb, Word};
use crate::text::{Text, TokenKind};
use recount_model::{EntityKind, Stance, Voice, VoiceKind};
use std::ops::Range;

/// How many words back the verb may stand that helps a participle.
const HELPED_WORDS: usize = 3;

/// What the rules of this module share.
struct Clause<'a, 't> {
    hearing: Hearing<'a, 't>,
    sentence: Range<usize>,
}

/// The attributions of a sentence, in text order.
pub(super) fn find(hearing: Hearing<'_, '_>, sentence: Range<usize>) -> Vec<Attribution> {
    let Hearing { text, names, lexicon, .. } = hearing;
    let scene = Clause { hearing, sentence: sentence.clone() };
    let mut out: Vec<Attribution> = Vec::new();
    let mut cites_first = false;
    let mut k = sentence.start;
    while k < sentence.end {
        if let Some((len, ())) = lexicon.according_to.at(&text.tokens, k, sentence.end).filter(|(len, ())| {
            *len > 1
                || text.is(k, Word::Cites)
                || names.at(k + 1).is_some_and(|(_, n)| n.kind != EntityKind::Place)
        }) {
            // "Citing the harbour master, Lena Marsh said that": what she says is his word.
            cites_first |= k == sentence.start && text.is(k, Word::Cites);
            let within = out
                .iter()
                .rev()
                .find(|a| a.cue.end <= k && a.content.contains(&k))
                .map_or(sentence.clone(), |a| a.content.clone());
            out.extend(scene.according_to(k, k + len, within));
            k += len;
            continue;
        }
        if let Some((source, end)) = scene.reckoning(k, &out) {
            out.extend(scene.by_reckoning(k, source, end));
            k = end;
            continue;
        }
        if let Some(beside) =
            scene.count_of_owner(k).or_else(|| scene.figure_of_owner(k)).or_else(|| scene.bracketed(k))
        {
            k = beside.cue.end.max(k + 1);
            out.push(beside);
            continue;
        }
        out.extend(scene.list_of(k));
        if let Some(verb) = scene.reporting_verb(k) {
            // "A nurse said that she had counted": the pronoun is the speaker herself.
            let herself = |a: &Attribution| {
                text.is(a.cue.start, Word::Pronoun) && out.iter().any(|o| o.content.contains(&a.cue.start))
            };
            let found = scene.verb(k, verb).filter(|a| a.voices.is_empty() || !herself(a));
            match found.or_else(|| scene.second_verb(k, verb, &out)) {
                Some(second) if second.cue.start == k && second.content.start > k => {
                    // What the first verb reports ends where the second begins.
                    let earlier =
                        out.iter_mut().filter(|a| a.voices == second.voices && a.content.contains(&k));
                    earlier.for_each(|a| a.content.end = k);
                    out.push(second);
                }
                found => out.extend(found),
            }
        } else if let Some((len, ())) = lexicon.hedging.at(&text.tokens, k, sentence.end) {
            out.extend(scene.hedge(k..k + len));
        }
        k += 1;
    }
    if out.is_empty() {
        out.extend(scene.document());
    }
    if let (true, [first, second, ..]) = (cites_first, out.as_mut_slice())
        && second.content.start >= second.cue.end
    {
        first.content = second.content.clone();
    }
    scene.share_verb(&mut out);
    cut_at_contrast(text, &mut out);
    out
}

/// Ends a speaker's words where another's begin after "but", "while" or a semicolon.
fn cut_at_contrast(text: &Text<'_>, found: &mut [Attribution]) {
    let starts: Vec<usize> = found.iter().map(|a| a.cue.start).collect();
    for a in found.iter_mut() {
        for &start in &starts {
            // "While the army says 10 died, the priest counts 24": the comma ends what the first says.
            let opens = |b: usize| {
                let first = text.sentence_at(b).map_or(b, |s| s.tokens.start);
                text.lower(b) == "," && text.is(first, Word::Contrast) && a.cue.start <= first + 2
            };
            let contrast = |b: usize| text.is(b, Word::Contrast) || text.lower(b) == ";" || opens(b);
            if start > a.cue.end
                && start < a.content.end
                && contrast(start - 1)
                && a.content.start >= a.cue.start
            {
                a.content.end = start - 1;
            }
        }
    }
    let ends: Vec<(usize, usize)> = found.iter().map(|a| (a.cue.start, a.content.end)).collect();
    for a in found.iter_mut() {
        // A closing source does not reach back over a contrast into another speaker's words.
        let floor = ends
            .iter()
            .filter(|(start, end)| *start < a.cue.start && *end <= a.cue.start && *end > a.content.start)
            .map(|(_, end)| *end)
            .max();
        if let Some(floor) = floor.filter(|f| *f < a.content.end) {
            a.content.start = a.content.start.max(floor);
        }
    }
}

impl Clause<'_, '_> {
    fn low(&self, k: usize) -> &str {
        self.hearing.text.lower(k)
    }

    fn is_sign(&self, k: usize, signs: &[&str]) -> bool {
        self.sentence.contains(&k) && signs.contains(&self.low(k))
    }

    fn voices(&self, phrase: Range<usize>) -> Vec<Voice> {
        source::voices(self.hearing, phrase)
    }

    /// As [`Clause::voices`]; where nobody is named, any noun phrase that can speak.
    fn speaker(&self, phrase: Range<usize>) -> Vec<Voice> {
        source::speaker(self.hearing, phrase)
    }

    fn attribution(
        &self,
        voices: Vec<Voice>,
        cue: Range<usize>,
        content: Range<usize>,
        stance: Stance,
    ) -> Option<Attribution> {
        let unnamed = voices.last().is_some_and(|v| v.kind == VoiceKind::Unnamed);
        let stance = if unnamed && stance == Stance::Asserts { Stance::Hedges } else { stance };
        (!voices.is_empty()).then_some(Attribution { voices, cue, content, stance })
    }

    /// "according to SOURCE": its words are the sentence, or what an earlier source says in it.
    fn according_to(&self, start: usize, source: usize, within: Range<usize>) -> Option<Attribution> {
        let end = self.phrase_end(source, true);
        self.attribution(self.speaker(source..end), start..end, within, Stance::Asserts)
    }

    fn verb(&self, k: usize, verb: ReportingVerb) -> Option<Attribution> {
        let is_before = |class: Word| k > self.sentence.start && self.hearing.text.is(k - 1, class);
        let passive = verb.forms.participle
            && (is_before(Word::Be)
                || (is_before(Word::Adverb) && k >= 2 && self.hearing.text.is(k - 2, Word::Be))
                || self.by_phrase(k).is_some());
        let refusal = self.refusal(k).filter(|_| verb.stance != Stance::Denies);
        if passive && self.by_phrase(k).is_some() {
            let found = self.passive(k, verb)?;
            let nobodys = |a: Attribution| Attribution { voices: Vec::new(), stance: Stance::Hedges, ..a };
            return Some(if refusal.is_some() { nobodys(found) } else { found });
        }
        if passive {
            return None;
        }
        if self.is_inverted(k, verb) {
            return self.inverted(k, verb);
        }
        if let Some(start) = refusal {
            return self.refused(k, start, verb);
        }
        self.subject_verb(k, verb)
    }

    fn subject_verb(&self, k: usize, verb: ReportingVerb) -> Option<Attribution> {
        let progressive = k > self.sentence.start && self.hearing.text.is(k - 1, Word::Auxiliary);
        if verb.forms.gerund && !progressive {
            let quoted = k > self.sentence.start && self.hearing.text.is(k - 1, Word::BeforeQuoted);
            return if quoted { None } else { self.participle(k, verb) };
        }
        // "Des informations non confirmées": a form that is a participle alone has a subject only beside a verb that helps it.
        let helped = (self.sentence.start..k)
            .rev()
            .take(HELPED_WORDS)
            .any(|j| self.hearing.text.is(j, Word::Auxiliary));
        if verb.forms.participle && !verb.forms.finite() && !verb.forms.gerund && !helped {
            return None;
        }
        let subject = self.subject(k)?;
        if self.is_relative(&subject) || (self.hearing.text.is(k, Word::PutsToll) && self.ends_list(&subject))
        {
            return None;
        }
        let mut voices =
            if verb.needs_that { self.voices(subject.clone()) } else { self.speaker(subject.clone()) };
        let (hearer, after) = self.hearer(k, verb);
        if verb.receiving {
            // "The BBC quoted an official as saying": the subject relays the object.
            let end = self.phrase_end(k + 1, false);
            voices.extend(self.voices(k + 1..end));
            return self.attribution(voices, subject.start..end, end..self.sentence.end, Stance::Asserts);
        }
        if let Some(relay) = hearer {
            voices.insert(0, relay);
        }
        let set_off = subject.start > self.sentence.start
            && (self.is_sign(subject.start - 1, &[",", "--", "\u{2014}", "\u{2013}"])
                || self.hearing.text.tokens[subject.start - 1].is_quote());
        let clause_before = set_off
            && subject.start > self.sentence.start + 2
            && self.has_clause(self.sentence.start..subject.start - 1);
        let goes_on = self.hearing.text.is(after, Word::AfterVerb);
        let closes = after >= self.sentence.end
            || matches!(self.low(after), "." | "," | "?" | "!" | ";")
            || (!(self.hearing.text.is(k + 1, Word::That) || self.low(k + 1) == ":")
                && self.closes_soon(after))
            || (clause_before && goes_on)
            || (verb.telling && clause_before && self.words_after(k + 1) == k + 1);
        let contrast =
            subject.start > self.sentence.start && self.hearing.text.is(subject.start, Word::OpensContrast);
        let content = if closes && set_off && !contrast {
            self.sentence.clone()
        } else if closes && subject.start > self.sentence.start && !set_off {
            self.sentence.start..subject.start
        } else {
            after..self.sentence.end
        };
        let negated = self.negated(k);
        let stance = match verb.stance {
            Stance::Denies if negated => Stance::Asserts,
            other => other,
        };
        self.attribution(voices, subject.start..after.min(self.sentence.end), content, stance)
    }

    /// "The ministry changed course, saying it had hit ...": the subject of the clause before goes on to speak.
    fn participle(&self, k: usize, verb: ReportingVerb) -> Option<Attribution> {
        let free = |start: usize| {
            start == self.sentence.start || {
                let article =
                    start > self.sentence.start + 1 && self.hearing.text.is(start - 1, Word::Determiner);
                !self.hearing.text.is(start - 1 - usize::from(article), Word::Preposition)
            }
        };
        let named = self
            .hearing
            .names
            .within(&(self.sentence.start..k))
            .filter(|(_, n)| n.kind != EntityKind::Place && free(n.tokens.start))
            .map(|(_, n)| n.tokens.clone())
            .last();
        let group = (self.sentence.start..k)
            .rev()
            .find(|&j| {
                self.hearing.lexicon.groups.contains(self.low(j)) && self.hearing.names.at(j).is_none()
            })
            .map(|j| self.phrase_start(j + 1)..j + 1)
            .filter(|r| free(r.start));
        let subject = match (named, group) {
            (Some(n), Some(g)) => {
                if n.start >= g.start {
                    n
                } else {
                    g
                }
            }
            (n, g) => n.or(g)?,
        };
        self.attribution(
            self.voices(subject.clone()),
            subject.start..k + 1,
            k + 1..self.sentence.end,
            verb.stance,
        )
    }

    /// Whether only a time or place stands between the verb and the end of the clause.
    fn closes_soon(&self, after: usize) -> bool {
        if !self.hearing.text.is(after, Word::ClosesSoon) && !self.hearing.text.is(after, Word::Weekday) {
            return false;
        }
        let end = (after..self.sentence.end).find(|&j| matches!(self.low(j), "." | "," | ";"));
        let words = after..end.unwrap_or(self.sentence.end);
        words.len() <= 5
            && !words.clone().any(|j| {
                self.hearing.text.is(j, Word::That)
                    || self.hearing.text.is(j, Word::Auxiliary)
                    || self.hearing.text.tokens[j].is_quote()
            })
            && end.is_none_or(|e| e + 2 >= self.sentence.end || self.low(e) != ",")
    }

    fn negated(&self, k: usize) -> bool {
        (k.saturating_sub(3).max(self.sentence.start)..k).any(|j| self.hearing.text.is(j, Word::Negation))
    }

    /// The hearer of "told Reuters that", "said to Reuters that", when it is a body that relays, and where the words begin.
    fn hearer(&self, k: usize, verb: ReportingVerb) -> (Option<Voice>, usize) {
        let to = usize::from(!verb.telling && self.hearing.text.is(k + 1, Word::ToHearer));
        if !verb.telling && to == 0 {
            return (None, k + 1);
        }
        let from = k + 1 + to;
        let article = usize::from(self.hearing.text.is(from, Word::The));
        let named = self
            .hearing
            .names
            .at(from + article)
            .filter(|(_, n)| n.tokens.start == from + article && n.tokens.end <= self.sentence.end);
        match named {
            Some((_, name)) if name.kind == EntityKind::Body => {
                let voice = Voice::at(
                    name.words.clone(),
                    VoiceKind::Body,
                    self.hearing.text.span(name.tokens.clone()),
                );
                (Some(voice), name.tokens.end)
            }
            Some((_, name)) => (None, name.tokens.end),
            None if self.hearing.lexicon.hearers.contains(self.low(from + article)) => {
                (None, from + article + 1)
            }
            None if to == 1 => (None, k + 1),
            None => (None, self.words_after(from)),
        }
    }

    /// Where "that" or a quotation begins after a hearer of several words.
    fn words_after(&self, from: usize) -> usize {
        let limit = (from + 8).min(self.sentence.end);
        (from..limit)
            .find(|&j| self.hearing.text.is(j, Word::That) || self.hearing.text.tokens[j].is_quote())
            .unwrap_or(from)
    }

    /// "by some accounts", "reportedly": words that relay without a source.
    fn hedge(&self, phrase: Range<usize>) -> Option<Attribution> {
        let source = phrase.clone().any(|k| self.hearing.text.is(k, Word::Relays));
        let voice = Voice {
            span: Some(self.hearing.text.span(phrase.clone())),
            ..Voice::named(self.hearing.lexicon.relayed.clone(), VoiceKind::Unnamed)
        };
        self.attribution(
            if source { vec![voice] } else { Vec::new() },
            phrase.clone(),
            phrase.start..self.sentence.end,
            Stance::Hedges,
        )
    }

    /// "12 dead are listed in a second Red Cross report": a document that carries the sentence when nobody else does.
    fn document(&self) -> Option<Attribution> {
        let at = self.sentence.clone().find(|&k| {
            self.hearing.text.is(k, Word::BeforeDocument)
                && (k + 1..(k + 9).min(self.sentence.end)).any(|j| {
                    self.hearing.lexicon.documents.contains(self.low(j))
                        && !self.hearing.text.tokens[j].is_capital()
                        && (k + 1..j).all(|i| {
                            self.hearing.text.tokens[i].kind == TokenKind::Word
                                && !self.hearing.text.is(i, Word::BeforeDocument)
                        })
                })
        })?;
        let end = self.phrase_end(at + 1, false);
        let body = self.hearing.names.within(&(at + 1..end)).find(|(_, n)| n.kind == EntityKind::Body)?.1;
        let voice =
            Voice::at(body.words.clone(), VoiceKind::Body, self.hearing.text.span(body.tokens.clone()));
        self.attribution(vec![voice], at..end, self.sentence.clone(), Stance::Asserts)
    }
}
