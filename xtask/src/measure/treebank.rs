//! Tags, lemmas and trees, against a treebank. The text is read as a reader would meet it: nothing of the gold's cutting is used but
//! where documents and paragraphs begin, each of which a blank line sets apart.

use super::ground::Ground;
use super::{Figures, Track, at_least};
use crate::conllu;
use recount_read::syntax::Syntax;
use std::fmt::Write;

/// The track.
pub const TRACK: Track =
    Track { name: "treebank", bounds: &[at_least("upos f1", 0.935), at_least("las f1", 0.78)], run };

fn run(ground: &Ground) -> anyhow::Result<Option<Figures>> {
    let split = format!("en_ewt-ud-{}", ground.split);
    let named = ground.gold("treebank", &split, "conllu");
    let file = ground.data.join("treebank").join(format!("{split}.conllu"));
    let Some(gold) = named.or_else(|| Some(file).filter(|f| f.is_file())) else { return Ok(None) };
    let text = conllu::raw_text(&conllu::read(&gold)?);
    let predictions = ground.write("treebank.conllu", &rows(&text))?;
    ground.score("treebank", &gold, &predictions).map(Some)
}

/// The sentences of a text in CoNLL-U, without features.
fn rows(text: &str) -> String {
    let syntax = Syntax::of(text, &[recount::model::Span::new(0, text.len())]);
    let mut out = String::new();
    for sentence in syntax.sentences.iter().filter(|s| !s.is_empty()) {
        for i in sentence.clone() {
            let word = syntax.words[i];
            let number = i - sentence.start + 1;
            let joined = |at: usize| sentence.contains(&at) && syntax.words[at].joined;
            if !word.joined && joined(i + 1) {
                let last = (i + 1..sentence.end).take_while(|&at| joined(at)).last().unwrap_or(i);
                let form = &text[word.span().start..syntax.words[last].span().end];
                let _ =
                    writeln!(out, "{number}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_", last - sentence.start + 1);
            }
            let form = one_line(word.span().slice(text));
            let lemma = one_line(&syntax.lemma(text, i));
            let head = word.head().map_or(0, |head| head - sentence.start + 1);
            let (tag, relation) = (word.tag, word.relation);
            let _ = writeln!(out, "{number}\t{form}\t{lemma}\t{tag}\t_\t_\t{head}\t{relation}\t_\t_");
        }
        out.push('\n');
    }
    out
}

/// A form without white space other than single spaces.
fn one_line(form: &str) -> String {
    form.split_whitespace().collect::<Vec<_>>().join(" ")
}
