//! Sentences of a CoNLL-U file (<https://universaldependencies.org/format.html>): what training and measuring need of them.

use std::io;
use std::path::Path;

/// A word of a sentence.
#[derive(Debug, Clone, Default)]
pub struct Word {
    /// As written.
    pub form: String,
    /// Its base form.
    pub lemma: String,
    /// Its part of speech in Universal Dependencies.
    pub upos: String,
    /// Its part of speech in the tag set of its language.
    pub xpos: String,
    /// Number of the head from 0; the number of words for the root.
    pub head: usize,
    /// Its relation to its head, subtype included.
    pub relation: String,
    /// Whether white space, or nothing, stands before it.
    pub spaced: bool,
    /// Whether it continues a token of several words.
    pub joined: bool,
}

/// A sentence with its text.
#[derive(Debug, Clone, Default)]
pub struct Sentence {
    /// The `# text` line.
    pub text: String,
    /// Its words, in order.
    pub words: Vec<Word>,
    /// Whether it begins a paragraph (`# newpar`).
    pub paragraph: bool,
    /// Whether it begins a document (`# newdoc`).
    pub document: bool,
}

/// Reads a file.
///
/// # Errors
///
/// When the file cannot be read. Lines that are no words of the basic tree (empty nodes) are passed over.
pub fn read(path: &Path) -> io::Result<Vec<Sentence>> {
    Ok(parse(&std::fs::read_to_string(path)?))
}

fn parse(text: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut sentence = Sentence::default();
    let (mut token_end, mut token_spaced, mut after_space) = (0_usize, true, true);
    for line in text.lines().chain([""]) {
        if line.is_empty() {
            if !sentence.words.is_empty() {
                let words = sentence.words.len();
                for word in &mut sentence.words {
                    word.head = word.head.checked_sub(1).unwrap_or(words);
                }
                out.push(std::mem::take(&mut sentence));
            }
            (token_end, token_spaced, after_space) = (0, true, true);
            continue;
        }
        if let Some(comment) = line.strip_prefix("# ") {
            if let Some(words) = comment.strip_prefix("text = ") {
                sentence.text = words.to_owned();
            }
            sentence.paragraph |= comment.starts_with("newpar");
            sentence.document |= comment.starts_with("newdoc");
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, _, head, relation, _, misc] = columns[..] else { continue };
        if let Some((_, end)) = id.split_once('-') {
            token_end = end.parse().unwrap_or(0);
            token_spaced = after_space;
            after_space = !misc.contains("SpaceAfter=No");
            sentence.words.push(Word { spaced: token_spaced, ..Word::default() });
            continue;
        }
        let Ok(number) = id.parse::<usize>() else { continue };
        let within = number <= token_end;
        let opens = sentence.words.last().is_some_and(|w| w.form.is_empty());
        if opens {
            sentence.words.pop();
        }
        sentence.words.push(Word {
            form: form.into(),
            lemma: lemma.into(),
            upos: upos.into(),
            xpos: xpos.into(),
            head: head.parse().unwrap_or(0),
            relation: relation.into(),
            spaced: if within { opens && token_spaced } else { after_space },
            joined: within && !opens,
        });
        if !within {
            after_space = !misc.contains("SpaceAfter=No");
        }
    }
    out
}

/// The text of a file as a reader would meet it: a blank line before a document or a paragraph, a space between sentences.
pub fn raw_text(sentences: &[Sentence]) -> String {
    let mut out = String::new();
    for sentence in sentences {
        if !out.is_empty() {
            out.push_str(if sentence.document || sentence.paragraph { "\n\n" } else { " " });
        }
        out.push_str(&sentence.text);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_space_their_token_and_their_head() {
        let rows = "# newdoc id = a\n# text = Dogs don't bark.\n\
            1\tDogs\tdog\tNOUN\tNNS\t_\t4\tnsubj\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n\
            2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_\n3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n\
            4\tbark\tbark\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n\n";
        let sentences = parse(rows);
        let shown: Vec<_> =
            sentences[0].words.iter().map(|w| (w.form.as_str(), w.spaced, w.joined, w.head)).collect();
        assert_eq!(
            shown,
            [
                ("Dogs", true, false, 3),
                ("do", true, false, 3),
                ("n't", false, true, 3),
                ("bark", true, false, 5),
                (".", false, false, 3)
            ]
        );
        assert!(sentences[0].document && raw_text(&sentences) == "Dogs don't bark.");
    }
}
