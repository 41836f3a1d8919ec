//! What a report as a whole says the toll of its incident was; examples in `data/tolls.txt`, one a line.

mod growth;

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
    for line in include_str!("data/tolls.txt").lines().filter(|l| !l.starts_with('#')) {
        let parts = line
            .split_once(" | ")
            .and_then(|(title, rest)| rest.rsplit_once(" => ").map(|(body, said)| (title, body, said)));
        let Some((title, body, said)) = parts else { panic!("{line}") };
        let toll = toll(&report(title, body));
        assert_eq!(format!("{} {}", toll.killed, toll.injured), said, "{title}");
    }
}

#[test]
fn reading_time_grows_with_the_text_only() {
    for shape in ["two men and a woman, 34, were shot and ", "Two men were shot. ", "7", "34, "] {
        let text = |bytes: usize| shape.repeat(bytes / shape.len());
        growth::check(shape, 100_000, text, |body| {
            toll(&report("", &body));
        });
    }
}

proptest! {
    #[test]
    fn no_text_is_too_odd(title in "\\PC{0,30}", body in "\\PC{0,200}") {
        toll(&report(&title, &body));
    }
}
