//! Sentences that no splitter would find the end of, run together: text from raw pages and mail has headings, list items and
//! sentences without a stop, which reach the parser as one. It learns to keep their trees apart, each set beside the one before.

use crate::conllu::Sentence;

/// Most sentences in a run.
const MOST: usize = 4;

/// Words after which a run takes no further sentence.
const MOST_WORDS: usize = 80;

/// The runs of at least two sentences: a sentence goes on with the next of its paragraph if it ends without a stop, or the next begins
/// with a small letter. In a tree the root of each further sentence is set beside (`parataxis`) that of the one before.
pub fn run_together(sentences: &[Sentence]) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut run: Option<(Sentence, usize)> = None;
    for pair in sentences.windows(2) {
        let [this, next] = pair else { continue };
        let (mut sentence, joined) = run.take().unwrap_or_else(|| (this.clone(), 1));
        if goes_on(this, next) && joined < MOST && sentence.words.len() < MOST_WORDS {
            set_beside(&mut sentence, next);
            run = Some((sentence, joined + 1));
        } else if joined > 1 {
            out.push(sentence);
        }
    }
    out.extend(run.map(|(sentence, _)| sentence));
    out
}

fn goes_on(this: &Sentence, next: &Sentence) -> bool {
    let stop = this.words.iter().rev().find(|w| !matches!(w.form.as_str(), "\"" | ")" | "''" | "'"));
    let stopped = stop.is_some_and(|w| matches!(w.form.as_str(), "." | "!" | "?" | "..."));
    let small = next.text.starts_with(char::is_lowercase);
    !next.document && !next.paragraph && (!stopped || small)
}

fn set_beside(run: &mut Sentence, next: &Sentence) {
    let (before, all) = (run.words.len(), run.words.len() + next.words.len());
    let root = run.words.iter().position(|w| w.head == before).unwrap_or(0);
    for word in &mut run.words {
        if word.head == before {
            word.head = all;
        }
    }
    for word in &next.words {
        let mut word = word.clone();
        if word.head == next.words.len() {
            word.head = root;
            word.relation = "parataxis".to_owned();
        } else {
            word.head += before;
        }
        run.words.push(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::Word;

    fn sentence(forms: &str, heads: &[usize]) -> Sentence {
        let word = |(form, &head): (&str, &usize)| Word { form: form.into(), head, ..Word::default() };
        Sentence {
            text: forms.into(),
            words: forms.split(' ').zip(heads).map(word).collect(),
            ..Sentence::default()
        }
    }

    #[test]
    fn sentences_without_a_stop_are_set_beside_each_other() {
        let sentences = [
            sentence("Key figures", &[1, 2]),
            sentence("Two dead", &[1, 2]),
            sentence("They left .", &[1, 3, 1]),
            sentence("Why ?", &[2, 0]),
        ];
        let runs = run_together(&sentences);
        let heads: Vec<Vec<usize>> = runs.iter().map(|r| r.words.iter().map(|w| w.head).collect()).collect();
        assert_eq!(heads, [[1, 7, 3, 1, 5, 1, 5]]);
    }
}
