//! Who says what: the sources of a report and the words that are theirs.
//!
//! Each cue (a reporting verb, "according to") is given its source and the stretch of the sentence that is the source's word.
//! A source inside another's words makes a chain: "Amnesty said that according to witnesses ..." gives Amnesty, then the
//! witnesses. A quotation that runs over sentences belongs to whoever opened it.

mod cue;
mod hearing;
mod holder;
mod label;
mod learned;
mod memory;
pub mod model;
mod source;

use crate::lexicon::ReadingLexicon;
use crate::names::Names;
use crate::text::Text;
use hearing::Hearing;
use holder::Holder;
use learned::Learned;
use memory::Memory;
use recount_model::{Stance, Voice};
use std::cmp::Reverse;
use std::ops::Range;

/// One source with the words that are its own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Attribution {
    /// Who relays and, last, who says it; empty where a speaker refuses to vouch for the words.
    pub voices: Vec<Voice>,
    /// The tokens that name the source and report: no claim is read from them as the source's word.
    pub cue: Range<usize>,
    /// The tokens whose word this is.
    pub content: Range<usize>,
    pub stance: Stance,
}

/// Who vouches for one token.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Chain {
    /// From the report towards the source; empty for the document's own voice.
    pub voices: Vec<Voice>,
    pub stance: Stance,
}

/// The attributions of a report.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attributions {
    /// By sentence, in text order.
    by_sentence: Vec<Vec<Attribution>>,
    /// By sentence, in the order of the predicates.
    holders: Vec<Vec<Holder>>,
}

impl Attributions {
    /// Finds the attributions of a text.
    pub fn of(text: &Text<'_>, names: &Names, lexicon: &ReadingLexicon) -> Self {
        let learned = Learned::of(text, lexicon);
        let mut elsewhere: Vec<Attribution> = Vec::new();
        // The speaker whose name the paragraph begins with.
        let mut labelled: Option<Attribution> = None;
        let mut memory = Memory::default();
        let mut by_sentence: Vec<Vec<Attribution>> = Vec::with_capacity(text.sentences.len());
        let mut holders = Vec::with_capacity(text.sentences.len());
        for (index, sentence) in text.sentences.iter().enumerate() {
            memory.enter(sentence.paragraph);
            let hearing = Hearing { text, names, memory: &memory, lexicon };
            let mut found = cue::find(hearing, sentence.tokens.clone());
            let begins = index == 0 || text.sentences[index - 1].paragraph != sentence.paragraph;
            if begins {
                labelled = label::find(hearing, index);
                if let Some(label) =
                    labelled.clone().filter(|l| found.iter().all(|a| a.cue.start >= l.cue.end))
                {
                    found.insert(0, label);
                }
            } else if let Some(label) = labelled.as_ref().filter(|_| found.is_empty()) {
                // A speaker of a transcript goes on to the end of the paragraph.
                found.push(Attribution { content: sentence.tokens.clone(), ..label.clone() });
            }
            let beside = learned.beside(&found, &sentence.tokens, hearing);
            for attribution in beside {
                // A content may stand in another sentence: a quotation before or after.
                let Range { start, end } = attribution.content;
                let here = start.max(sentence.tokens.start)..end.min(sentence.tokens.end);
                if here.len() < end - start {
                    elsewhere.push(attribution.clone());
                }
                if !here.is_empty() {
                    found.push(Attribution { content: here, ..attribution });
                }
            }
            if found.is_empty() {
                found.extend(continued(hearing, index));
            }
            memory.note(&found, lexicon);
            by_sentence.push(found);
            // Who spoke in the sentence itself may be its "she" too.
            holders.push(holder::find(Hearing { text, names, memory: &memory, lexicon }, index));
        }
        let mut out = Attributions { by_sentence, holders };
        out.spread(text, elsewhere);
        out.spread_quotes(text);
        out
    }

    /// The attributions of a sentence, in text order.
    pub fn of_sentence(&self, sentence: usize) -> &[Attribution] {
        self.by_sentence.get(sentence).map_or(&[], Vec::as_slice)
    }

    /// Whose stand the clause with a predicate tells ("the council wants ..."); empty where it is nobody's.
    pub fn holder(&self, sentence: usize, predicate: usize) -> &[Voice] {
        let holders = self.holders.get(sentence).map_or(&[][..], Vec::as_slice);
        holders.iter().find(|h| h.predicate == predicate).map_or(&[], |h| h.voices.as_slice())
    }

    /// Who vouches for token `i` of a sentence.
    pub fn chain(&self, sentence: usize, i: usize) -> Chain {
        let mut covering: Vec<&Attribution> =
            self.of_sentence(sentence).iter().filter(|a| a.content.contains(&i)).collect();
        // The outer one is the one whose words hold the others' cues; where each holds the other's, the later closes the
        // sentence and is the outer ("witnesses say 12 died, the agency reported"). How many cues it holds is a number, so that
        // any set of them has an order.
        let mut cues: Vec<usize> = covering.iter().map(|a| a.cue.start).collect();
        cues.sort_unstable();
        let held = |a: &Attribution| {
            let all = |end: usize| cues.partition_point(|&cue| cue < end);
            all(a.content.end) - all(a.content.start) - usize::from(a.content.contains(&a.cue.start))
        };
        covering.sort_by_cached_key(|a| (Reverse(held(a)), Reverse(a.cue.start)));
        let mut chain = Chain::default();
        for attribution in covering {
            for voice in &attribution.voices {
                if !chain.voices.iter().any(|v: &Voice| v.name == voice.name) {
                    chain.voices.push(voice.clone());
                }
            }
            if attribution.stance != Stance::Asserts {
                chain.stance = attribution.stance;
            }
        }
        chain
    }

    /// Gives words that stand in other sentences than their source to that source, where nobody else has them.
    fn spread(&mut self, text: &Text<'_>, elsewhere: Vec<Attribution>) {
        for attribution in elsewhere {
            let content = &attribution.content;
            let first = text.sentences.partition_point(|s| s.tokens.end <= content.start);
            let last = text.sentences.partition_point(|s| s.tokens.start < content.end);
            for s in first..last {
                let tokens = &text.sentences[s].tokens;
                let part = tokens.start.max(content.start)..tokens.end.min(content.end);
                if self.by_sentence[s].iter().all(|a| a.voices.is_empty()) {
                    self.by_sentence[s].push(Attribution { content: part, ..attribution.clone() });
                }
            }
        }
    }

    /// Gives the sentences of a quotation that has several to the speaker of the one that names a source.
    fn spread_quotes(&mut self, text: &Text<'_>) {
        for quote in &text.quotations {
            let first = text.sentences.partition_point(|s| s.tokens.end <= quote.start);
            let last = text.sentences.partition_point(|s| s.tokens.start < quote.end);
            let sentences = first..last;
            if sentences.len() < 2 {
                continue;
            }
            let speaker = sentences
                .clone()
                .flat_map(|s| &self.by_sentence[s])
                .find(|a| !a.voices.is_empty() && !quote.contains(&a.cue.start))
                .cloned();
            let Some(speaker) = speaker else { continue };
            for s in sentences {
                let tokens = &text.sentences[s].tokens;
                let content = tokens.start.max(quote.start)..tokens.end.min(quote.end);
                let known = self.by_sentence[s].iter().any(|a| {
                    a.voices == speaker.voices
                        && a.content.start <= content.start
                        && a.content.end >= content.end
                });
                if !known {
                    self.by_sentence[s].push(Attribution { content, ..speaker.clone() });
                }
            }
        }
    }
}

/// A sentence without a source that goes on with what the last source of the paragraph said.
fn continued(hearing: Hearing<'_, '_>, sentence: usize) -> Option<Attribution> {
    let Hearing { text, memory, lexicon, .. } = hearing;
    let tokens = text.sentences[sentence].tokens.clone();
    let continues = lexicon.continues.has(&text.tokens, tokens.start, tokens.end);
    let last = memory.last_in_reach(continues)?;
    (continues || text.tokens[tokens.start].is_quote()).then(|| Attribution {
        voices: last.to_vec(),
        cue: tokens.end..tokens.end,
        content: tokens,
        stance: Stance::Asserts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::tests::report;

    /// `marked` is a word of the text; `expected` the chain of voices that vouches for it.
    fn check(words: &str, marked: &str, expected: &str) {
        let lexicon = ReadingLexicon::english();
        let report = report(words);
        let text = Text::of(&report, ReadingLexicon::english());
        let names = Names::of(&text, lexicon);
        let attributions = Attributions::of(&text, &names, lexicon);
        let token = text.tokens.iter().position(|t| t.text == marked).unwrap();
        let sentence = text.sentences.iter().position(|s| s.tokens.contains(&token)).unwrap();
        let chain = attributions.chain(sentence, token);
        let shown: Vec<String> = chain.voices.iter().map(ToString::to_string).collect();
        assert_eq!(shown.join(" > "), expected, "{words}");
    }

    #[test]
    fn a_pronoun_before_the_verb_is_the_whole_subject() {
        let words = "Lena Marsh spoke. That 12 people died in the attack she did not dispute.";
        check(words, "attack", "Lena Marsh");
    }

    #[test]
    fn a_source_before_its_words() {
        check("Lena Marsh said that 12 people died.", "12", "Lena Marsh");
        check("The harbour ministry said 12 people died.", "12", "harbour ministry");
        check("Witnesses said 12 people died.", "12", "Witnesses");
        check("Twelve people died.", "Twelve", "");
        check("With care the researchers could calculate that 12 people died.", "12", "researchers");
    }

    #[test]
    fn a_source_after_its_words() {
        check("At least 12 people died, according to Lena Marsh.", "12", "Lena Marsh");
        check("\u{201c}We counted 12 dead,\u{201d} said Lena Marsh.", "12", "Lena Marsh");
        check("Twelve people died, the harbour ministry said.", "Twelve", "harbour ministry");
        check("Twelve people, she said, died.", "Twelve", "");
    }

    #[test]
    fn appositions_stand_between_a_source_and_its_verb() {
        check("Lena Marsh, the district head, said 12 people died.", "12", "Lena Marsh (the district head)");
        check("A spokesman, Karl Adler, said 12 people died.", "12", "Karl Adler (spokesman)");
        check(
            "Joan Carr, who heads the Dock Relief Corps in the city, said 12 people died.",
            "12",
            "Dock Relief Corps (Joan Carr)",
        );
    }

    #[test]
    fn a_hearer_that_is_a_body_relays() {
        check("Lena Marsh told Reuters that 12 people died.", "12", "Reuters > Lena Marsh");
        check("Lena Marsh told reporters that 12 people died.", "12", "Lena Marsh");
        check("The BBC quoted an official as saying that 12 people died.", "12", "BBC > official");
    }

    #[test]
    fn the_words_after_whose_are_no_source_and_a_toll_is_no_speaker() {
        check("The commission, whose members saw the site, said that 12 people died.", "12", "commission");
        check(
            "Reuters has reported that the mayor, Lena Marsh, put the toll at 12.",
            "12",
            "Reuters > Lena Marsh (mayor)",
        );
    }

    #[test]
    fn words_of_place_and_time_before_a_source_are_none_of_it() {
        check("In Norland the authorities said 12 people died.", "12", "authorities");
        check("On the night of the fire the ministry said 12 people died.", "12", "ministry");
    }

    #[test]
    fn a_source_within_a_source_makes_a_chain() {
        check("Amnesty said that according to witnesses 12 people died.", "12", "Amnesty > witnesses");
        check(
            "Interviews with survivors indicate that 12 people died, Amnesty said.",
            "12",
            "Amnesty > Interviews with survivors",
        );
    }

    #[test]
    fn pronouns_and_generic_words_stand_for_the_last_speaker() {
        check(
            "Lena Marsh told NBC News that it burned. She confirmed that 12 people died.",
            "12",
            "NBC News > Lena Marsh",
        );
        check(
            "Amnesty International said it burned. The group said 12 people died.",
            "12",
            "Amnesty International",
        );
        check(
            "Amnesty International said it burned. A further 12 people died.",
            "12",
            "Amnesty International",
        );
        check("Amnesty International said it burned. At noon 12 people died.", "12", "");
    }

    #[test]
    fn a_word_for_one_sort_of_body_stands_for_no_other_sort() {
        check(
            "Amnesty International said it burned. The government said 12 people died.",
            "12",
            "government",
        );
        check(
            "Amnesty International said it burned. The coalition's spokesman, Karl Adler, said 12 people died.",
            "12",
            "coalition (Karl Adler)",
        );
        check("The Danish army said it burned. The army said 12 people died.", "12", "Danish army");
    }

    #[test]
    fn a_quotation_over_several_sentences_keeps_its_speaker() {
        check(
            "According to Lena Marsh, \u{201c}It is over. At least 12 people died. We left.\u{201d}",
            "12",
            "Lena Marsh",
        );
        check("\u{201c}It is over. At least 12 people died,\u{201d} said Lena Marsh.", "12", "Lena Marsh");
    }

    #[test]
    fn a_name_and_a_colon_begin_a_speakers_paragraph() {
        check(
            "Lena Marsh leads the nurses.\n\nMARSH: We have names. At least 12 people died.",
            "12",
            "Lena Marsh",
        );
        check("Harbour ministry: 12 people died", "12", "Harbour ministry");
        check("Norhaven: 12 people died", "12", "");
        check("Rain: 12 people died", "12", "");
        check("Ministry fire: 12 people died", "12", "");
    }

    #[test]
    fn a_figure_by_somebodys_reckoning() {
        check("By the harbour ministry's count, 12 people died.", "12", "harbour ministry");
        check("Some 12 people died by Lena Marsh's reckoning.", "12", "Lena Marsh");
        check("It killed 30 by the army's count and 12 by that of the fire crews.", "12", "fire crews");
        check("By the evening of the fire 12 people died.", "12", "");
    }

    #[test]
    fn it_is_the_body_that_the_sentence_before_begins_with() {
        check(
            "A miller of the island said it burned. The government drew on registers. It said 12 people died.",
            "12",
            "government",
        );
    }

    #[test]
    fn what_a_second_speaker_says_is_not_the_first_speakers() {
        check("Amnesty said many fled, but the army said 12 people died.", "12", "army");
    }
}
