//! What a report as a whole says the toll of its incident was; examples in `tolls.txt`, one a line.

use proptest::prelude::*;
use recount_model::{Block, BlockRole, Report, Span};
use recount_read::toll::toll;

fn report(title: &str, body: &str) -> Report {
    let text = format!("{title}\n\n{body}");
    let blocks = vec![
        Block { span: Span::new(0, title.len()), role: BlockRole::Title },
        Block { span: Span::new(title.len() + 2, text.len()), role: BlockRole::Body },
    ];
    Report { title: Some(title.into()), blocks, ..Report::of_text("a.txt", text) }
}

#[test]
fn the_toll_of_a_report_is_that_of_its_incident() {
    for line in include_str!("tolls.txt").lines().filter(|l| !l.starts_with('#')) {
        let parts = line
            .split_once(" | ")
            .and_then(|(title, rest)| rest.rsplit_once(" => ").map(|(body, said)| (title, body, said)));
        let Some((title, body, said)) = parts else { panic!("{line}") };
        let toll = toll(&report(title, body));
        assert_eq!(format!("{} {}", toll.killed, toll.injured), said, "{title}");
    }
}

#[test]
fn a_sentence_without_end_is_read_in_a_moment() {
    toll(&report("", &"two men and a woman, 34, were shot and ".repeat(20_000)));
}

proptest! {
    #[test]
    fn no_text_is_too_odd(title in "\\PC{0,30}", body in "\\PC{0,200}") {
        toll(&report(&title, &body));
    }
}
