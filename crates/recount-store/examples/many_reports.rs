//! Measures a dossier of many generated reports: `cargo run --release -p recount-store --example many_reports -- FOLDER [REPORTS] [BYTES]`.
//! Words are drawn by Zipf's law from a generated vocabulary, as in natural text: the common ones stand in every report.
//! Makes a dossier in FOLDER; one that is there already is only searched, listed and checked.

use recount_model::{Arrival, DateBasis, PartialDate, Published, Report, ReportId, Span};
use recount_store::{
    Act, ArrivalEntry, Batch, Holder, NewEntry, Original, Outcome, PassageKey, Query, Store, check,
};
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

const BATCH: usize = 2_000;
const VOCABULARY: usize = 60_000;

/// Xorshift: figures that are the same every time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// The rank of a word, by Zipf's law.
    fn rank(&mut self) -> usize {
        let share = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((VOCABULARY as f64).powf(share) as usize).min(VOCABULARY) - 1
    }
}

fn word(rank: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "wu", "dan", "fer", "gil", "hon", "jut", "par",
    ];
    let mut word = String::new();
    let mut left = rank + 16;
    while left > 0 {
        word.push_str(SYLLABLES[left % 16]);
        left /= 16;
    }
    word
}

fn text(dice: &mut Dice, words: &[String], bytes: usize) -> String {
    let mut out = String::with_capacity(bytes + 16);
    while out.len() < bytes {
        out.push_str(&words[dice.rank()]);
        out.push(if dice.next().is_multiple_of(12) { '.' } else { ' ' });
    }
    out
}

fn memory_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// Time that processors spent for this process so far, which other work on the machine lengthens little.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn size_of(folder: &std::path::Path) -> u64 {
    std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(m) if m.is_dir() => size_of(&entry.path()),
            Ok(m) => m.len(),
            Err(_) => 0,
        })
        .sum()
}

fn entry(act: Act) -> NewEntry {
    NewEntry { when: "2026-11-22T00:00:00Z".into(), who: "measuring".into(), act }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("name a folder")?);
    let count: usize = arguments.next().map_or(Ok(100_000), |n| n.parse())?;
    let bytes: usize = arguments.next().map_or(Ok(3_000), |n| n.parse())?;
    let holder = Holder { pid: std::process::id(), verb: "measure".into(), since: String::new() };
    let words: Vec<String> = (0..VOCABULARY).map(word).collect();
    let mut dice = Dice(88172645463325252);
    if !Store::exists(&folder) {
        add(&folder, count, bytes, &holder, &mut dice, &words)?;
    }
    let state = folder.join(".recount");
    println!(
        "dossier {} MB: originals {} MB, journal {} MB, database {} MB",
        size_of(&state) >> 20,
        size_of(&state.join("originals")) >> 20,
        state.join("journal.jsonl").metadata()?.len() >> 20,
        state.join("dossier.sqlite").metadata()?.len() >> 20
    );
    let opening = Instant::now();
    let store = Store::open(&folder)?;
    println!("opened in {:.1?}", opening.elapsed());
    search(&store, &mut dice, &words)?;
    let listing = Instant::now();
    println!("listed {} in {:.1?}", store.list(None).count(), listing.elapsed());
    let reading = Instant::now();
    println!("loaded {} in {:.1?}", store.reports().count(), reading.elapsed());
    drop(store);
    let checking = Instant::now();
    let damage = check::check(&folder, &|_| {});
    println!(
        "checked in {:.1?}: {} damages; peak memory {} MB",
        checking.elapsed(),
        damage.len(),
        memory_kb() / 1024
    );
    damage.iter().take(5).for_each(|d| println!("  {d}"));
    Ok(())
}

/// Makes the dossier and adds the reports.
fn add(
    folder: &std::path::Path,
    count: usize,
    bytes: usize,
    holder: &Holder,
    dice: &mut Dice,
    words: &[String],
) -> Result<(), Box<dyn Error>> {
    let mut store = Store::create(folder, entry(Act::Created), holder)?;
    let start = Instant::now();
    for first in (0..count).step_by(BATCH) {
        let mut batch = Batch::default();
        for number in first..count.min(first + BATCH) {
            let mut report = Report::of_text(format!("{number:06}.txt"), text(dice, words, bytes));
            report.title = Some(format!("{} {} {number}", words[dice.rank()], words[dice.rank()]));
            report.publisher = Some(format!("The {} Courier", words[number % 200]));
            let date = PartialDate::from_ordinal(15_000 + (dice.next() % 2_000) as i64);
            report.published = Some(Published { date, basis: DateBasis::Given });
            let arrival = Arrival {
                file: report.file.clone(),
                publisher: report.publisher.clone(),
                published: report.published,
                ..Arrival::default()
            };
            batch.originals.push(Original::bytes(report.text.clone().into_bytes()));
            batch.entries.push(entry(Act::Arrival(ArrivalEntry {
                original: report.id,
                size_bytes: report.text.len() as u64,
                arrival,
                media: "text/plain".into(),
                outcome: Outcome::read(&report.text, "measuring 1"),
                replaces: None,
            })));
            let passage = |n: usize| PassageKey {
                key: dice_key(report.id, n),
                span: Span::new(n * 100, n * 100 + 100),
            };
            batch.passages.push((report.id, (0..bytes / 200).map(passage).collect()));
            batch.reports.push(report);
        }
        store.commit(batch)?;
    }
    let added = start.elapsed();
    println!("added {count} reports in {added:.1?}: {:.0} a second", count as f64 / added.as_secs_f64());
    println!("processor time {:.1} s, peak memory {} MB", processor_seconds(), memory_kb() / 1024);
    let single = Instant::now();
    let mut batch = Batch::default();
    let report = Report::of_text("one-more.txt", text(dice, words, bytes));
    batch.originals.push(Original::bytes(report.text.clone().into_bytes()));
    batch.entries.push(entry(Act::Arrival(ArrivalEntry {
        original: report.id,
        size_bytes: report.text.len() as u64,
        arrival: Arrival { file: report.file.clone(), ..Arrival::default() },
        media: "text/plain".into(),
        outcome: Outcome::read(&report.text, "measuring 1"),
        replaces: None,
    })));
    batch.reports.push(report);
    store.commit(batch)?;
    println!("one more in {:.1?}", single.elapsed());
    Ok(())
}

fn dice_key(id: ReportId, n: usize) -> u64 {
    let bytes: [u8; 8] = std::array::from_fn(|at| id.0[at]);
    u64::from_le_bytes(bytes).wrapping_mul(2 * n as u64 + 1).rotate_left(17) ^ n as u64
}

/// Makes a query.
type Make<'w> = Box<dyn Fn(&mut Dice) -> String + 'w>;

/// Queries of each kind, their median and slowest.
fn search(store: &Store, dice: &mut Dice, words: &[String]) -> Result<(), Box<dyn Error>> {
    let kinds: [(&str, Make<'_>); 8] = [
        ("one word", Box::new(|d| words[d.rank()].clone())),
        ("two words", Box::new(|d| format!("{} {}", words[d.rank()], words[d.rank()]))),
        ("the commonest word", Box::new(|_| words[0].clone())),
        (
            "two of the ten commonest",
            Box::new(|d| format!("{} {}", words[d.next() as usize % 10], words[d.next() as usize % 10])),
        ),
        ("phrase", Box::new(|d| format!("\"{} {}\"", words[d.rank()], words[d.rank()]))),
        (
            "phrase of common words",
            Box::new(|d| format!("\"{} {}\"", words[d.next() as usize % 10], words[d.next() as usize % 10])),
        ),
        ("word and dates", Box::new(|d| format!("{} from:2012-03 to:2012-05", words[d.rank()]))),
        (
            "publisher and word",
            Box::new(|d| format!("publisher:{} {}", words[d.next() as usize % 200], words[d.rank()])),
        ),
    ];
    let mut all = Vec::new();
    for (kind, make) in &kinds {
        let mut times = Vec::new();
        for _ in 0..125 {
            let query = Query::parse(&make(dice))?;
            let start = Instant::now();
            store.search(&query, 10, 0)?;
            times.push(start.elapsed());
        }
        times.sort();
        println!(
            "search, {kind}: median {:.1?}, slowest {:.1?}",
            times[times.len() / 2],
            times[times.len() - 1]
        );
        all.extend(times);
    }
    all.sort();
    println!(
        "search, all {}: median {:.1?}, slowest {:.1?}",
        all.len(),
        all[all.len() / 2],
        all[all.len() - 1]
    );
    Ok(())
}
