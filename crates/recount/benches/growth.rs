//! How the time for an account grows with the number of reports and with the length of one report, as tables of Markdown:
//! `cargo bench -p recount --bench growth`. The reports are made by rule, so that every machine has the same.

use recount::{Options, pipeline};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

const PLACES: [&str; 6] = ["Harrow", "Velden", "Porto Salin", "Nakra", "Tamber", "Oskel"];
const BODIES: [&str; 8] = [
    "The Red Crescent",
    "The Interior Ministry",
    "Relief Watch",
    "The United Nations",
    "Harrow Hospital",
    "The Dock Union",
    "The Nakra police",
    "The Velden council",
];
/// Times each size is run; the fastest counts, being the least disturbed.
const RUNS: usize = 3;

fn main() {
    let mut page = String::from(
        "Time from a folder to its account, printing left aside; the fastest of three runs. A ratio of 2 is growth in step with the input.\n",
    );
    page.push_str(
        "\n### More reports\n\nReports of 40 sentences, nearly all of them with a figure, and all on one fire. Reading grows in step;\n\
         reconciling grows faster than reports do, since the voices and figures of one question are compared with each other.\n",
    );
    table(&mut page, "reports", [10, 20, 40, 80, 160].map(|n| (n, n, 40)));
    page.push_str("\n### A longer report\n\nOne report.\n");
    table(&mut page, "sentences", [500, 1000, 2000, 4000].map(|n| (n, 1, n)));
    print!("{page}");
}

fn table<const N: usize>(page: &mut String, what: &str, sizes: [(usize, usize, usize); N]) {
    let _ = writeln!(page, "\n| {what} | claims | seconds | ratio |\n|---:|---:|---:|---:|");
    let mut before: Option<f64> = None;
    for (size, reports, sentences) in sizes {
        let folder = tempfile::tempdir().expect("a folder for the reports");
        write_reports(folder.path(), reports, sentences);
        let (claims, seconds) = fastest(folder.path());
        let ratio = before.map_or("-".to_string(), |b| format!("{:.1}", seconds / b));
        let _ = writeln!(page, "| {size} | {claims} | {seconds:.2} | {ratio} |");
        before = Some(seconds);
    }
}

fn fastest(folder: &Path) -> (usize, f64) {
    let run = |_| {
        let start = Instant::now();
        let account = pipeline::account(folder, &Options::default(), &|_| ()).expect("an account");
        (account.claims.len(), start.elapsed().as_secs_f64())
    };
    (0..RUNS).map(run).min_by(|a, b| a.1.total_cmp(&b.1)).expect("at least one run")
}

/// Reports of one fire that agree and disagree by a simple sequence of numbers.
fn write_reports(folder: &Path, reports: usize, sentences: usize) {
    let mut state = 1_u64;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    for report in 0..reports {
        let day = 1 + report % 28;
        let mut text = format!("Report {report} on the fire at Harrow\n\nHARROW, {day} May 2016 - ");
        for at in 0..sentences {
            let (body, place, figure) =
                (BODIES[next(BODIES.len())], PLACES[next(PLACES.len())], 2 + next(90));
            let sentence = match next(5) {
                0 => {
                    format!("{body} said {figure} people were killed in the fire in {place} on 12 May 2016.")
                }
                1 => format!(
                    "At least {figure} people were killed and {} injured in {place}, {body} said.",
                    figure + 7
                ),
                2 => format!(
                    "A spokesman for {body}, John Smith, said that {figure} civilians had been killed."
                ),
                3 => format!("{figure} people were displaced from {place}."),
                _ => format!("{body} denied that {figure} people had been killed."),
            };
            text.push_str(&sentence);
            text.push_str(if at % 5 == 4 { "\n\n" } else { " " });
        }
        std::fs::write(folder.join(format!("{report:04}.txt")), text).expect("a report is written");
    }
}
