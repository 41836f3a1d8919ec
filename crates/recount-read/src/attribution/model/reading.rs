//! The model at work: from a page to its attributions.

use super::chain::{self, Grammar};
use super::cues;
use super::page::{Page, PageSentence};
use super::roles::{self, CONTENT, SOURCE};
use super::weights::Weights;
use super::window::Window;
use crate::model_file::{Frame, ModelError};
use recount_model::Report;
use std::ops::Range;
use std::sync::LazyLock;

/// Number of labels of the first step: outside, and four places of a cue.
pub const CUE_LABELS: usize = 5;
/// Number of labels of the second step: outside, four places of a source, four of a content.
pub const ROLE_LABELS: usize = 9;

/// The frame of a model file; its body is the weights of cues and those of roles.
const FRAME: Frame = Frame { model: "model of attribution", magic: b"RCATTRIB", version: 4 };

/// Who is cited, by which words, for what. All ranges count words of the page, half-open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The words that name the source; none where nobody is named.
    pub source: Vec<Range<usize>>,
    /// The words that cite.
    pub cue: Range<usize>,
    /// What is cited, in text order; several stretches where the cue stands in between.
    pub content: Vec<Range<usize>>,
}

/// The weights of both steps. The embedded one takes some megabytes, borrowed and not
/// copied; reading costs one pass over the words for the cues, and one around each cue found.
#[derive(Debug, Clone)]
pub struct Model {
    /// Of the first step.
    pub cues: Weights,
    /// Of the second.
    pub roles: Weights,
}

/// What is reused from sentence to sentence.
#[derive(Default)]
struct Scratch {
    features: Vec<u32>,
    scores: Vec<f32>,
}

static CUE_GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::of_kinds(1));
static ROLE_GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::of_kinds(2));

impl Model {
    /// The bytes of a model file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.cues.write(&mut out);
        self.roles.write(&mut out);
        FRAME.file(&out)
    }

    /// Reads a model file. Its bytes are not copied.
    ///
    /// # Errors
    ///
    /// Bytes that are no model, of another version, cut off or damaged.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Model, ModelError> {
        let mut rest = FRAME.body(bytes)?;
        let mut weights = |labels: usize| {
            let weights = Weights::read(&mut rest).filter(|weights| weights.labels() == labels);
            weights.ok_or_else(|| FRAME.wrong("weights"))
        };
        let (cues, roles) = (weights(CUE_LABELS)?, weights(ROLE_LABELS)?);
        if rest.is_empty() { Ok(Model { cues, roles }) } else { Err(FRAME.wrong("sizes")) }
    }

    /// The embedded model for English.
    pub fn english() -> &'static Model {
        static ENGLISH: LazyLock<Model> = LazyLock::new(|| {
            // The embedded file is part of the program; a test reads it, so that failure here means a broken build.
            Model::from_bytes(include_bytes!("../../../models/attribution.en.bin"))
                .unwrap_or_else(|e| panic!("embedded model: {e}"))
        });
        &ENGLISH
    }

    /// The page of a report's text, as the model reads it.
    pub fn page(&self, report: &Report) -> Page {
        Page::of(report)
    }

    /// The attributions of a page, in the order of their cues.
    pub fn read(&self, page: &Page) -> Vec<Attribution> {
        let mut scratch = Scratch::default();
        let cues = |s: &PageSentence| self.cues_of(page, &s.words, &mut scratch);
        let cues = page.sentences.iter().flat_map(cues).collect();
        self.read_with_cues(page, cues)
    }

    /// The attributions of a page whose cues are known.
    pub fn read_with_cues(&self, page: &Page, cues: Vec<Range<usize>>) -> Vec<Attribution> {
        let mut scratch = Scratch::default();
        cues.into_iter().map(|cue| self.attribution(page, cue, &mut scratch)).collect()
    }

    /// The cues of a sentence.
    fn cues_of(&self, page: &Page, sentence: &Range<usize>, scratch: &mut Scratch) -> Vec<Range<usize>> {
        scratch.scores.clear();
        for i in sentence.clone() {
            scratch.features.clear();
            cues::features(page, sentence, i, &mut scratch.features);
            self.cues.score::<CUE_LABELS>(&scratch.features, &mut scratch.scores);
        }
        let labels = CUE_GRAMMAR.best(&scratch.scores, &self.cues.steps);
        let found = chain::segments(&labels).into_iter().take(MOST_CUES);
        found.map(|(_, r)| sentence.start + r.start..sentence.start + r.end).collect()
    }

    /// The source and content of a cue.
    fn attribution(&self, page: &Page, cue: Range<usize>, scratch: &mut Scratch) -> Attribution {
        let window = Window::of(page, &cue);
        let about = roles::Cue::of(page, cue.clone());
        let signs = roles::signs_between(page, &window, &cue);
        let branches = roles::branches(page, &window, &about);
        scratch.scores.clear();
        for t in 0..window.words.len() {
            scratch.features.clear();
            roles::features(page, &window, &about, &signs, &branches, t, &mut scratch.features);
            self.roles.score::<ROLE_LABELS>(&scratch.features, &mut scratch.scores);
            if cue.contains(&(window.words[t] as usize)) {
                let row = scratch.scores.len() - ROLE_LABELS;
                scratch.scores[row + 1..].fill(NEVER);
            }
        }
        let labels = ROLE_GRAMMAR.best(&scratch.scores, &self.roles.steps);
        let mut out = Attribution { source: Vec::new(), cue, content: Vec::new() };
        for (kind, range) in chain::segments(&labels) {
            let words = window.words[range.start] as usize..window.words[range.end - 1] as usize + 1;
            match kind {
                SOURCE => out.source.push(words),
                CONTENT => out.content.push(words),
                _ => {}
            }
        }
        out
    }
}

/// Cues of one sentence that are followed up: more than people write, so that a sentence of nothing but "said" costs no square.
const MOST_CUES: usize = 32;

/// The score of a label that a word cannot have.
pub const NEVER: f32 = -1e4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::tests::report;
    use proptest::prelude::*;

    /// The attributions of a text, each as "source | cue | content".
    fn read(text: &str) -> Vec<String> {
        let model = Model::english();
        let page = model.page(&report(text));
        let words = |ranges: &[Range<usize>]| {
            let slices: Vec<&str> = ranges.iter().map(|r| page.span(r).slice(text)).collect();
            slices.join(" ... ")
        };
        let shown = |a: Attribution| {
            format!("{} | {} | {}", words(&a.source), words(std::slice::from_ref(&a.cue)), words(&a.content))
        };
        model.read(&page).into_iter().map(shown).collect()
    }

    #[test]
    fn sources_cues_and_contents() {
        assert_eq!(
            read("The harbour ministry said on Friday that twelve people had died."),
            ["The harbour ministry | said | that twelve people had died"]
        );
        assert_eq!(
            read("At least 12 people died, according to Lena Marsh."),
            ["Lena Marsh | according to | At least 12 people died"]
        );
        assert_eq!(
            read(
                "\u{201c}We counted the dead,\u{201d} said Lena Marsh, a nurse. \u{201c}There were twelve.\u{201d}"
            ),
            [
                "Lena Marsh, a nurse | said | \u{201c}We counted the dead,\u{201d} ... \u{201c}There were twelve.\u{201d}"
            ]
        );
        assert_eq!(read("Twelve people died on the quay."), [""; 0]);
    }

    #[test]
    fn weights_that_are_written_are_read_again() {
        let bytes = Model::english().to_bytes();
        let again = Model::from_bytes(bytes.leak()).expect("what was written");
        assert_eq!(again.to_bytes(), Model::english().to_bytes());
    }

    #[test]
    fn a_damaged_model_says_so() {
        let bytes: &'static [u8] = include_bytes!("../../../models/attribution.en.bin");
        let model = FRAME.model;
        let error = |bytes: &'static [u8]| Model::from_bytes(bytes).err();
        assert_eq!(error(b"RCATTR"), Some(ModelError::Foreign { model }));
        assert_eq!(error(&bytes[..bytes.len() - 1]), Some(ModelError::Damaged { model }));
        let cut_off = FRAME.file(&bytes[12..bytes.len() / 2]).leak();
        assert_eq!(error(cut_off), Some(ModelError::Body { model, part: "weights" }));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_text_panics_and_ranges_lie_within_it(text in "([A-Za-z ,.:'\"\u{2019}\u{201c}\u{201d}-]|said|told|according to|\u{1f600}|\\n\\n){0,60}") {
            let model = Model::english();
            let page = model.page(&report(&text));
            for found in model.read(&page) {
                for range in found.source.iter().chain(&found.content).chain([&found.cue]) {
                    prop_assert!(range.start < range.end && range.end <= page.words.len());
                }
            }
        }
    }
}
