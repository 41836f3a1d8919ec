//! What a search finds, in which order, and which piece of the text it shows.

#![allow(clippy::unwrap_used)]

use crate::shared::{Dossier, add, put};
use recount_store::{Batch, Query, Store};

fn found(store: &Store, query: &str) -> Vec<String> {
    let hits = store.search(&Query::parse(query).unwrap(), 10, 0).unwrap();
    assert_eq!(hits.total as usize, hits.hits.len());
    let mut files: Vec<String> = hits.hits.into_iter().map(|hit| hit.report.file).collect();
    files.sort();
    files
}

#[test]
fn words_phrases_and_fields_in_any_spelling() {
    let (_dossier, mut store) = Dossier::new();
    add(
        &mut store,
        "a.txt",
        "Harbour fire\n\nPavel \u{160}ev\u{10d}\u{ed}k said the U.N. office burned.",
        None,
        None,
    );
    add(&mut store, "b.txt", "Mill fire\n\nThe office of the mill burned.", None, None);
    // Madrasa with alef maqsura and harakat; Ahmad with hamza.
    add(
        &mut store,
        "c.txt",
        "\u{623}\u{62d}\u{645}\u{62f} \u{645}\u{64f}\u{635}\u{637}\u{641}\u{649}",
        None,
        None,
    );
    for (query, files) in [
        ("fire", &["a.txt", "b.txt"][..]),
        ("FIRE sevcik", &["a.txt"]),
        ("title:mill", &["b.txt"]),
        ("\"office of the mill\"", &["b.txt"]),
        ("\"mill of the office\"", &[]),
        ("un office", &["a.txt"]),
        ("fire -mill", &["a.txt"]),
        ("publisher:courier file:b", &["b.txt"]),
        ("harb*", &["a.txt"]),
        ("\u{627}\u{62d}\u{645}\u{62f} \u{645}\u{635}\u{637}\u{641}\u{64a}", &["c.txt"]),
    ] {
        assert_eq!(found(&store, query), files, "{query}");
    }
}

#[test]
fn a_piece_of_the_text_is_cut_as_it_stands_with_its_marks() {
    let (_dossier, mut store) = Dossier::new();
    let filler = "Nothing of note. ".repeat(40);
    let text =
        format!("Heading\n\n{filler}Then Pavel \u{160}ev\u{10d}\u{ed}k left the burning mill. {filler}");
    add(&mut store, "a.txt", &text, None, None);
    let hits = store.search(&Query::parse("sevcik mill").unwrap(), 1, 0).unwrap();
    let snippet = &hits.hits[0].snippet;
    assert_eq!(snippet.text, snippet.span.slice(&text));
    let marks: Vec<&str> = snippet.marks.iter().map(|mark| mark.slice(&text)).collect();
    assert_eq!(marks, ["\u{160}ev\u{10d}\u{ed}k", "mill"]);
    assert!(snippet.text.len() < 400);
}

/// More reports fit than are weighed: all are counted, titles come first, and pages go on to the end without repeating.
#[test]
fn a_common_word_is_counted_in_full_and_titles_come_first() {
    let (_dossier, mut store) = Dossier::new();
    let mut batch = Batch::default();
    for n in 0..2300 {
        let title = if n == 7 { "Smoke" } else { "Harbour" };
        put(
            &mut batch,
            &format!("{n:04}.txt"),
            &format!("{title} {n}\n\nThere was smoke over the quay."),
            None,
            None,
        );
    }
    store.commit(batch).unwrap();
    let query = Query::parse("smoke").unwrap();
    let first = store.search(&query, 5, 0).unwrap();
    assert_eq!(first.total, 2300);
    assert_eq!(first.hits[0].report.file, "0007.txt");
    assert!(first.hits.windows(2).all(|pair| pair[0].score >= pair[1].score));
    let all = store.search(&query, 3000, 0).unwrap();
    let mut files: Vec<String> = all.hits.into_iter().map(|hit| hit.report.file).collect();
    files.sort();
    files.dedup();
    assert_eq!(files.len(), 2300);
}
