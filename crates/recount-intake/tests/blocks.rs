//! What each part of a report is, case by case, and that blocks always cover the text.

#![allow(clippy::unwrap_used)] // A failed unwrap is a failed test.

use proptest::prelude::*;
use recount_intake::read_bytes;
use recount_model::Report;

fn read(name: &str, text: &str) -> Report {
    read_bytes(name, text.as_bytes()).unwrap().value
}

/// Every block as "role: words".
fn check(text: &str, want: &[&str]) -> Report {
    let report = read("a.txt", text);
    let shown: Vec<String> = report
        .blocks
        .iter()
        .map(|b| format!("{:?}: {}", b.role, b.span.slice(&report.text).replace('\n', "/")).to_lowercase())
        .collect();
    let want: Vec<String> = want.iter().map(|w| w.to_lowercase()).collect();
    assert_eq!(shown, want);
    assert_eq!(report.text, text);
    report
}

const LONG: &str = "Six people died when the old mill of Harl burned down on Thursday night, the fire office of the town said on Friday, and four of the dead were workers who slept above it.";

#[test]
fn a_news_page_saved_as_text() {
    let report = check(
        &format!(
            "Home » News » Fire at the mill of Harl kills six\n\nHarl Gazette\n\nFire at the mill of Harl kills six\n\nA lamp is said to have fallen in the store\n\nBy Anna Berg\nMay 2, 2014, 8:10 AM\n\n{LONG}\n\nThe cause\n\nA lamp had fallen.\n\nTom Ode - Head of the fire office of Harl in 2014\n\nRELATED: Mills of the north\n\nThe office looks into it.\n\nShare this:\n\nYou may also like\n\nThe mills of the north\n\nWhat burned in 2013 and why nobody was told of it.\n\n© 2014 Harl Gazette\n"
        ),
        &[
            "boilerplate: Home » News » Fire at the mill of Harl kills six",
            "boilerplate: Harl Gazette",
            "title: Fire at the mill of Harl kills six",
            "body: A lamp is said to have fallen in the store",
            "byline: By Anna Berg",
            "byline: May 2, 2014, 8:10 AM",
            &format!("body: {LONG}"),
            "heading: The cause",
            "body: A lamp had fallen.",
            "caption: Tom Ode - Head of the fire office of Harl in 2014",
            "boilerplate: RELATED: Mills of the north",
            "body: The office looks into it.",
            "boilerplate: Share this:",
            "boilerplate: You may also like",
            "boilerplate: The mills of the north",
            "boilerplate: What burned in 2013 and why nobody was told of it.",
            "boilerplate: © 2014 Harl Gazette",
        ],
    );
    assert_eq!(report.title.as_deref(), Some("Fire at the mill of Harl kills six"));
    assert_eq!(report.author.as_deref(), Some("Anna Berg"));
    assert_eq!(report.published.map(|p| p.date.to_string()).as_deref(), Some("2014-05-02"));
}

#[test]
fn markers_in_the_middle_do_not_end_the_report() {
    check(
        &format!(
            "Fire at the mill kills six\n\nSix died.\n\nRelated\n\nMills of the north\n\n{LONG}\n\nTwo were hurt."
        ),
        &[
            "title: Fire at the mill kills six",
            "body: Six died.",
            "boilerplate: Related",
            "boilerplate: Mills of the north",
            &format!("body: {LONG}"),
            "body: Two were hurt.",
        ],
    );
}

#[test]
fn readers_comments_are_not_the_report() {
    check(
        "Fire at the mill kills six\n\nSix died.\n\nLeave a comment\n\nI heard that sixty died, all of them children of the workers.",
        &[
            "title: Fire at the mill kills six",
            "body: Six died.",
            "boilerplate: Leave a comment",
            "boilerplate: I heard that sixty died, all of them children of the workers.",
        ],
    );
}

#[test]
fn repetitions_are_captions_or_furniture() {
    check(
        &format!(
            "Fire at the mill kills six\n\nThe mill seen from the river.\n\nThe mill seen from the river.\n\n{LONG}\n\nFire at the mill kills six\n\nTwo were hurt."
        ),
        &[
            "title: Fire at the mill kills six",
            "caption: The mill seen from the river.",
            "caption: The mill seen from the river.",
            &format!("body: {LONG}"),
            "boilerplate: Fire at the mill kills six",
            "body: Two were hurt.",
        ],
    );
}

#[test]
fn notes_on_the_author_are_not_the_report() {
    let report = check(
        &format!(
            "Why the mill burned\n\nAnna Berg\n{LONG}\n\nIt must not burn again.\n\nAnna Berg is a fellow at the Harl Institute."
        ),
        &[
            "title: Why the mill burned",
            "byline: Anna Berg",
            &format!("body: {LONG}"),
            "body: It must not burn again.",
            "boilerplate: Anna Berg is a fellow at the Harl Institute.",
        ],
    );
    assert_eq!(report.author.as_deref(), Some("Anna Berg"));
    let report = check(
        &format!(
            "Why the mill burned\n\n{LONG}\n\nAuthor\n\nAnna Berg\n\nAnna Berg grew up in Harl and lives there."
        ),
        &[
            "title: Why the mill burned",
            &format!("body: {LONG}"),
            "boilerplate: Author",
            "boilerplate: Anna Berg",
            "boilerplate: Anna Berg grew up in Harl and lives there.",
        ],
    );
    assert_eq!(report.author.as_deref(), Some("Anna Berg"));
    // A person of the story who ends it is no author.
    check(
        &format!(
            "Why the mill burned\n\n{LONG}\n\nAsked on Friday, Tom Ode kept silent.\n\nTom Ode is director of the mill."
        ),
        &[
            "title: Why the mill burned",
            &format!("body: {LONG}"),
            "body: Asked on Friday, Tom Ode kept silent.",
            "body: Tom Ode is director of the mill.",
        ],
    );
}

#[test]
fn what_has_no_headline_loses_nothing() {
    check(
        "HARL, Northland (AP) - Six people died.\n\nTwo were hurt.",
        &["body: HARL, Northland (AP) - Six people died.", "body: Two were hurt."],
    );
    check("Six people died in Harl", &["body: Six people died in Harl"]);
    check(
        "Six people died.\nTwo were hurt.\nOne is missing.",
        &["body: Six people died.", "body: Two were hurt.", "body: One is missing."],
    );
    check("Who burned the mill?\n\nNobody knows.", &["title: Who burned the mill?", "body: Nobody knows."]);
    check(
        "2 May 2014\n\nFire at the mill kills six\n\nSix died.",
        &["byline: 2 May 2014", "title: Fire at the mill kills six", "body: Six died."],
    );
}

#[test]
fn wrapped_paragraphs_stay_whole() {
    check(
        "Fire at the mill kills six\n\nSix people died when the old mill of Harl\nburned down on Thursday night, said the\nfire office.\n",
        &[
            "title: Fire at the mill kills six",
            "body: Six people died when the old mill of Harl/burned down on Thursday night, said the/fire office.",
        ],
    );
}

#[test]
fn only_what_is_stated_is_known() {
    for (text, author, published) in [
        ("Fire in Harl kills six\n\nUpdated: May 3, 2014\n\nSix died.", None, None),
        ("Fire in Harl kills six\n\nReuters\n\nSix died.\n\nRECOMMENDED\n\nMay 3, 2014", None, None),
        (
            "Fire in Harl kills six\n\nFrom ANNA BERG, Harl\n\nSix died on 3 May 2014.",
            Some("ANNA BERG"),
            None,
        ),
        ("HARL, 3 May 2014 (Gazette) - Six died.", None, Some("2014-05-03")),
    ] {
        let report = read("a.txt", text);
        assert_eq!(report.author.as_deref(), author, "{text}");
        assert_eq!(report.published.map(|p| p.date.to_string()).as_deref(), published, "{text}");
    }
}

#[test]
fn a_byte_order_mark_counts_and_belongs_to_no_block() {
    let report = read("a.txt", "\u{feff}Fire in Harl kills six\r\n\r\nSix died.\r\n");
    assert_eq!(report.text, "\u{feff}Fire in Harl kills six\r\n\r\nSix died.\r\n");
    assert_eq!(report.blocks[0].span.start, '\u{feff}'.len_utf8());
}

#[test]
fn long_hostile_texts_are_read_in_linear_time() {
    for line in [
        "Anna Berg\n\n",
        "Related\n\n",
        "Author\n\n",
        "a\n",
        "Fire in Harl\n\n",
        "Six died.\n\n",
        "[a](b)",
        "((((",
        "Anna Berg is a fellow.\n\n",
        "**",
        "»",
    ] {
        let text = line.repeat(400_000 / line.len());
        let start = std::time::Instant::now();
        let _ = read_bytes("a.txt", text.as_bytes());
        let _ = read_bytes("a.md", text.as_bytes());
        assert!(start.elapsed().as_secs() < 20, "{line:?} took {:?}", start.elapsed());
    }
}

fn check_cover(report: &Report) {
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let mut at = 0;
    for block in &report.blocks {
        assert!(block.span.start >= at && !block.span.is_empty(), "{:?} in {:?}", block.span, report.text);
        assert!(report.text[at..block.span.start].chars().all(blank), "{:?}", report.text);
        at = block.span.end;
    }
    assert!(report.text[at..].chars().all(blank), "{:?}", report.text);
}

proptest! {
    #[test]
    fn blocks_cover_any_text(text in "\\PC{0,80}|[ a-zA-Z.\n\r\t#=>»:,0-9\u{feff}\\-\\[\\]()]{0,120}", end in "txt|md|html") {
        if let Ok(checked) = read_bytes(&format!("a.{end}"), text.as_bytes()) {
            check_cover(&checked.value);
            if end != "html" && !text.trim_start().starts_with("<html") {
                prop_assert_eq!(&checked.value.text, &text);
            }
        }
    }

    #[test]
    fn blocks_cover_any_order_of_known_parts(parts in proptest::collection::vec(0usize..16, 0..14), end in "txt|md") {
        let known = ["Related", "By Anna Berg", "May 2, 2014", "Fire at the mill", "Six died.", LONG, "Author", "Anna Berg",
            "Anna Berg is a fellow at Harl.", "Leave a comment", "# Heading #", "---", "key: value", "Home » News", "[a](b)", "Tags"];
        let text = parts.iter().map(|n| known[*n]).collect::<Vec<_>>().join("\n\n");
        if let Ok(checked) = read_bytes(&format!("a.{end}"), text.as_bytes()) {
            check_cover(&checked.value);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300), end in "txt|md|html") {
        if let Ok(checked) = read_bytes(&format!("a.{end}"), &bytes) {
            check_cover(&checked.value);
        }
    }
}
