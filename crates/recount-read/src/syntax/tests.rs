//! What holds of every tree, and trees of sentences with one reading.

use super::*;
use crate::model_file::ModelError;
use proptest::prelude::*;

fn of(text: &str) -> Syntax {
    Syntax::of(text, &[Span::new(0, text.len())])
}

/// Checks all that rules may rely on, whatever the text.
fn check_whole(text: &str) {
    let syntax = of(text);
    let mut at = 0;
    for word in &syntax.words {
        let span = word.span();
        assert!(span.start >= at && span.start < span.end, "words stand in order");
        assert!(text[at..span.start].trim().is_empty(), "no letter is lost");
        at = span.end;
    }
    assert!(text[at..].trim().is_empty());
    assert_eq!(syntax.sentences.iter().map(ExactSizeIterator::len).sum::<usize>(), syntax.words.len());
    for sentence in syntax.sentences.iter().filter(|s| !s.is_empty()) {
        let roots: Vec<usize> = sentence.clone().filter(|&w| syntax.head(w).is_none()).collect();
        assert_eq!(roots.len(), 1, "one root");
        assert_eq!(syntax.subtree(roots[0]), *sentence, "the root holds all");
        for word in sentence.clone() {
            let below = syntax.subtree(word);
            assert!(below.contains(&word) && syntax.children(word).all(|c| below.contains(&c)));
            assert!(syntax.head(word).is_none_or(|h| sentence.contains(&h)), "heads stay in the sentence");
            assert!(syntax.ancestors(word).count() < sentence.len());
            assert_eq!(syntax.sentence_of(word).map(|s| syntax.sentences[s].clone()), Some(sentence.clone()));
            let asked = [
                syntax.subject(text, word),
                syntax.predicate_of(word),
                syntax.finite_predicate_of(text, word),
            ];
            assert!(asked.into_iter().flatten().all(|w| sentence.contains(&w)));
            syntax.is_passive(text, word);
            assert!(below.start <= syntax.clause(word).start && syntax.clause(word).end <= below.end);
            syntax.lemma(text, word);
        }
    }
}

proptest! {
    #[test]
    fn any_text_has_words_in_order_and_a_tree_for_each_sentence(text in "\\PC{0,120}") {
        check_whole(&text);
    }

    #[test]
    fn words_signs_and_lines_in_any_order_have_trees(parts in prop::collection::vec(
        prop::sample::select(vec!["dogs", " ", "don't", "N'T", "\n\n", ".", "...", "\u{201c}", "a@b.org", "-", "camp-wide", "\u{5d0}\u{5d1}", "e\u{301}",
            "\u{1f600}", "3,000", "4/7/2003", "'s", "(", "U.S.", "\u{130}'S", "R&B", "www."]), 0..60)) {
        check_whole(&parts.concat());
    }
}

#[test]
fn a_token_is_cut_into_a_few_words() {
    assert_eq!(of("never-to-be-repeated").words.len(), 7);
    let text = "a-".repeat(5_000) + "b's";
    assert_eq!(of(&text).words.len(), 24);
    check_whole(&text);
}

#[test]
fn long_texts_without_a_stop_have_trees() {
    for unit in ["killed ", "(", "\u{201c}", "9", "\u{5d0}", "a-", "x.", "'s", "e\u{301}"] {
        check_whole(&unit.repeat(1_000));
    }
}

fn check(text: &str, word: &str, expected: &str) {
    let syntax = of(text);
    let form = |i: usize| syntax.words[i].span().slice(text);
    let i = (0..syntax.words.len()).find(|&i| form(i) == word).expect("the word is there");
    let found = syntax.words[i];
    let head = found.head().map_or("-", form);
    let shown = format!("{} {} {} {head}", found.tag, syntax.lemma(text, i), found.relation);
    assert_eq!(shown, expected, "{word} in {text}");
}

#[test]
fn words_are_tagged_and_find_their_heads() {
    // text, word, its tag, lemma, relation and head
    for (text, word, expected) in [
        ("Two women were killed in the attack.", "women", "NOUN woman nsubj:pass killed"),
        ("Two women were killed in the attack.", "attack", "NOUN attack obl killed"),
        ("The police said that they had found 12 bodies.", "found", "VERB find ccomp said"),
        ("The police said that they had found 12 bodies.", "12", "NUM 12 nummod bodies"),
        ("They didn't attack the camp.", "n't", "PART not advmod attack"),
        ("TWO WOMEN WERE KILLED IN THE ATTACK.", "WOMEN", "NOUN woman nsubj:pass KILLED"),
        ("THE POLICE SAID THAT THEY HAD FOUND 12 BODIES.", "FOUND", "VERB find ccomp SAID"),
    ] {
        check(text, word, expected);
    }
}

#[test]
fn clauses_have_subjects_and_predicates() {
    let text = "The guards came in and killed two men who had fled. Two women weren't hit.";
    let syntax = of(text);
    let form = |i: usize| syntax.words[i].span().slice(text);
    let word =
        |wanted: &str| (0..syntax.words.len()).find(|&i| form(i) == wanted).expect("the word is there");
    let shown = |found: Option<usize>| found.map_or("none", form);
    assert_eq!(shown(syntax.subject(text, word("killed"))), "guards");
    assert_eq!(shown(syntax.subject(text, word("fled"))), "men");
    assert_eq!(shown(syntax.subject(text, word("hit"))), "women");
    assert_eq!(shown(syntax.predicate_of(word("who"))), "fled");
    assert_eq!(shown(syntax.finite_predicate_of(text, word("two"))), "killed");
    assert_eq!(syntax.span(syntax.subtree(word("men"))).slice(text), "two men who had fled");
    assert!(syntax.is_passive(text, word("hit")) && !syntax.is_passive(text, word("killed")));
}

#[test]
fn every_question_has_an_answer_past_the_last_word() {
    let syntax = of("Go.");
    assert_eq!((syntax.head(9), syntax.subtree(9), syntax.children(9).count()), (None, 0..0, 0));
    assert_eq!((syntax.subject("Go.", 9), syntax.is_passive("Go.", 9)), (None, false));
    assert_eq!(syntax.lemma("Go.", 9), "");
}

#[test]
fn the_embedded_model_can_be_read_and_a_damaged_one_says_so() {
    let bytes: &'static [u8] = include_bytes!("../../models/syntax.bin");
    assert!(Model::read(bytes).is_ok());
    let model = FRAME.model;
    assert_eq!(Model::read(b"GIF89a".as_slice()).err(), Some(ModelError::Foreign { model }));
    assert_eq!(Model::read(&bytes[..bytes.len() / 2]).err(), Some(ModelError::Damaged { model }));
    let mut newer = bytes.to_vec();
    newer[8] = 200;
    assert_eq!(
        Model::read(newer).err(),
        Some(ModelError::Version { model, found: 200, read: FRAME.version })
    );
    let short = FRAME.file(&bytes[12..5_000]);
    assert_eq!(Model::read(short).err(), Some(ModelError::Body { model, part: "sizes" }));
    let mut damaged = bytes.to_vec();
    damaged[5_000] ^= 1;
    assert_eq!(Model::read(damaged).err(), Some(ModelError::Damaged { model }));
}
