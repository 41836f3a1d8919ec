//! What stands after items came, were replaced, withdrawn, described, and after rulings were undone.

#![allow(clippy::unwrap_used)]

use crate::shared::{Dossier, Item, add, entry, put, rule, standing, write};
use recount_model::{Arrival, ClaimId, Decision, Span};
use recount_store::{
    Act, ArrivalEntry, Batch, ClaimRow, FileNames, Outcome, PassageKey, Query, ReadingRows, State, Store,
};

#[test]
fn what_was_written_is_read_again_by_another() {
    let (dossier, mut store) = Dossier::new();
    let id = add(&mut store, "quay.txt", "Fire at the quay\n\nFour boats burned.", None, None);
    let other = Store::open(dossier.path()).unwrap();
    let report = other.report(id).unwrap().unwrap();
    assert_eq!(report.text, "Fire at the quay\n\nFour boats burned.");
    assert_eq!(report.publisher.as_deref(), Some("The quay.txt Courier"));
    assert_eq!(other.original_bytes(id).unwrap(), report.text.as_bytes());
    assert_eq!(other.head().unwrap(), store.head().unwrap());
    assert_eq!(other.journal().unwrap().map(|e| e.unwrap().number).collect::<Vec<_>>(), [1, 2]);
    drop(store);
    assert_eq!(standing(&write(dossier.path())), ["quay.txt"]);
}

#[test]
fn the_same_bytes_under_two_publishers_are_one_report_with_two_arrivals() {
    let (_dossier, mut store) = Dossier::new();
    let first = add(&mut store, "a.txt", "One wire story.", None, None);
    let second = add(&mut store, "b.txt", "One wire story.", None, None);
    assert_eq!(first, second);
    let report = store.report(first).unwrap().unwrap();
    assert_eq!((report.file.as_str(), report.copies.len()), ("a.txt", 1));
    assert_eq!(store.count().unwrap(), 1);
    assert_eq!(store.arrivals(first).unwrap().len(), 2);
    assert_eq!(store.by_file("a.txt").unwrap(), Some(first));
}

#[test]
fn a_corrected_copy_takes_the_place_of_the_one_before() {
    let (_dossier, mut store) = Dossier::new();
    let url = Some("https://quay.example/fire");
    let first = add(&mut store, "1.txt", "Four boats burned.", url, None);
    let latest = store.latest_at("https://quay.example/fire").unwrap();
    assert_eq!(latest, Some(first));
    let second = add(&mut store, "2.txt", "Five boats burned.", url, latest);
    let third = add(&mut store, "3.txt", "Six boats burned.", url, Some(second));
    assert_eq!(standing(&store), ["3.txt"]);
    let states: Vec<_> = store.versions(second).unwrap().into_iter().map(|v| v.state.unwrap()).collect();
    assert_eq!(states, [State::Replaced, State::Replaced, State::Stands]);
    // Without the third, the second is the newest; the first stays replaced.
    let ruling = rule(&mut store, Decision::Withdraw { report: third });
    assert_eq!(standing(&store), ["2.txt"]);
    rule(&mut store, Decision::Withdraw { report: second });
    assert_eq!(standing(&store), ["1.txt"]);
    let undo = rule(&mut store, Decision::Undo { ruling });
    assert_eq!(standing(&store), ["3.txt"]);
    let undo = rule(&mut store, Decision::Undo { ruling: undo });
    assert_eq!(standing(&store), ["1.txt"]);
    rule(&mut store, Decision::Undo { ruling: undo });
    assert_eq!(standing(&store), ["3.txt"]);
    // The address goes back to what it said at first.
    add(&mut store, "4.txt", "Four boats burned.", url, Some(third));
    assert_eq!(standing(&store), ["4.txt"]);
    assert_eq!(store.report(first).unwrap().unwrap().copies.len(), 1);
}

/// A copy in which nothing can be read takes nobody's place: not a scan, not an archive, not an empty page.
#[test]
fn a_copy_without_a_text_leaves_the_report_before_it_standing() {
    let (dossier, mut store) = Dossier::new();
    let url = Some("https://quay.example/fire");
    let mut latest = add(&mut store, "1.txt", "Four boats burned.", url, None);
    let first = latest;
    let scan = Item::unread("2.pdf", "a scan");
    let copies = [scan, Item::container("3.zip", "an archive"), Item::read("4.txt", "")];
    let ids = copies.map(|item| {
        latest = Item { url, replaces: Some(latest), ..item }.add(&mut store);
        assert!(standing(&store).contains(&"1.txt".to_string()), "{:?}", standing(&store));
        latest
    });
    assert_eq!(store.unread().unwrap().len(), 1);
    // What can be read again takes the place of the report over all of them.
    let fifth = add(&mut store, "5.txt", "Five boats burned.", url, Some(latest));
    assert_eq!(standing(&store), ["5.txt"]);
    assert_eq!(store.listed(first).unwrap().unwrap().replaced_by, Some(fifth));
    rule(&mut store, Decision::Withdraw { report: fifth });
    assert_eq!(standing(&store), ["1.txt", "4.txt"]);
    // A better program reads the scan: now it takes its place; and read no more, it gives it back.
    let report = recount_model::Report { id: ids[0], ..recount_model::Report::of_text("2.pdf", "At last.") };
    let act = Act::Reread { original: ids[0], outcome: Outcome::read("At last.", "intake-for-tests 2") };
    store.commit(Batch { entries: vec![entry(act)], reports: vec![report], ..Batch::default() }).unwrap();
    assert_eq!(standing(&store), ["2.pdf", "4.txt"]);
    let act = Act::Reread { original: ids[0], outcome: Outcome::Unread { reason: "is a picture".into() } };
    store.commit(Batch { entries: vec![entry(act)], ..Batch::default() }).unwrap();
    assert_eq!(standing(&store), ["1.txt", "4.txt"]);
    drop(store);
    let damage = recount_store::check::check(dossier.path(), &|_| {});
    assert!(damage.iter().all(|d| !d.to_string().contains("shown")), "{damage:?}");
}

#[test]
fn a_withdrawn_container_takes_what_came_in_it_alone() {
    let (dossier, mut store) = Dossier::new();
    let url = Some("https://quay.example/fire");
    let first = add(&mut store, "1.txt", "Four boats burned.", url, None);
    add(&mut store, "own.txt", "The mill stands.", None, None);
    let outer = Item::container("outer.zip", "an archive").add(&mut store);
    let inner =
        Some(Item { container: Some(outer), ..Item::container("inner.zip", "another") }.add(&mut store));
    let within = Some(outer);
    Item { url, replaces: Some(first), container: inner, ..Item::read("2.txt", "Five boats burned.") }
        .add(&mut store);
    let letter = Item { container: within, ..Item::read("letter.eml", "See below.") }.add(&mut store);
    Item { container: Some(letter), ..Item::read("attached.txt", "Six boats burned.") }.add(&mut store);
    let mill = Item { container: within, ..Item::read("mill.txt", "The mill stands.") }.add(&mut store);
    Item { container: inner, ..Item::unread("scan.pdf", "a scan") }.add(&mut store);
    let all = ["2.txt", "attached.txt", "letter.eml", "own.txt"];
    assert_eq!((standing(&store), store.unread().unwrap().len()), (all.map(String::from).to_vec(), 1));
    assert_eq!(store.report(mill).unwrap().unwrap().copies.len(), 1);
    let withdrawn = rule(&mut store, Decision::Withdraw { report: outer });
    assert_eq!(
        standing(&store),
        ["1.txt", "own.txt"],
        "what it replaced stands again; what came elsewhere too"
    );
    assert_eq!(store.report(mill).unwrap().unwrap().copies, []);
    assert_eq!(store.list(Some(State::Withdrawn)).count(), 3);
    assert_eq!(store.unread().unwrap(), []);
    let states = store.containers().unwrap().into_iter().map(|c| c.state);
    assert_eq!(states.collect::<Vec<_>>(), [Some(State::Withdrawn); 2]);
    // What is withdrawn with it and comes again by itself stands again, with its attachment.
    add(&mut store, "again.eml", "See below.", None, None);
    assert_eq!(standing(&store), ["1.txt", "again.eml", "attached.txt", "own.txt"]);
    // A letter that is withdrawn takes only itself out.
    rule(&mut store, Decision::Withdraw { report: letter });
    assert_eq!(standing(&store), ["1.txt", "attached.txt", "own.txt"]);
    rule(&mut store, Decision::Undo { ruling: withdrawn });
    assert_eq!(standing(&store), ["2.txt", "attached.txt", "own.txt"]);
    drop(store);
    assert_eq!(recount_store::check::check(dossier.path(), &|_| {}), []);
}

#[test]
fn a_withdrawn_item_that_could_not_be_read_is_told_of_no_more() {
    let (_dossier, mut store) = Dossier::new();
    let id = Item::unread("scan.pdf", "a scan").add(&mut store);
    let ruling = rule(&mut store, Decision::Withdraw { report: id });
    assert_eq!(store.unread().unwrap(), []);
    assert_eq!(store.original(id).unwrap().unwrap().state, Some(State::Withdrawn));
    rule(&mut store, Decision::Undo { ruling });
    assert_eq!(store.unread().unwrap().len(), 1);
    assert_eq!(store.original(id).unwrap().unwrap().state, None);
}

#[test]
fn a_story_of_two_addresses_is_replaced_at_one_of_them_only() {
    let (_dossier, mut store) = Dossier::new();
    let (here, there) = (Some("https://here.example/1"), Some("https://there.example/1"));
    let id = add(&mut store, "here.txt", "Four boats burned.", here, None);
    add(&mut store, "there.txt", "Four boats burned.", there, None);
    add(&mut store, "here-2.txt", "Five boats burned.", here, Some(id));
    assert_eq!(standing(&store), ["here-2.txt", "there.txt"]);
    let report = store.report(id).unwrap().unwrap();
    assert_eq!(report.url.as_deref(), there);
    assert_eq!(report.publisher.as_deref(), Some("The there.txt Courier"));
}

#[test]
fn a_withdrawn_report_is_not_found_until_that_is_undone() {
    let (_dossier, mut store) = Dossier::new();
    let id = add(&mut store, "quay.txt", "Four boats burned.", None, None);
    let found = |store: &Store| store.search(&Query::parse("boats").unwrap(), 10, 0).unwrap().total;
    assert_eq!(found(&store), 1);
    let ruling = rule(&mut store, Decision::Withdraw { report: id });
    assert_eq!((found(&store), standing(&store).len()), (0, 0));
    assert_eq!(store.list(None).next().unwrap().unwrap().state, State::Withdrawn);
    rule(&mut store, Decision::Undo { ruling });
    assert_eq!((found(&store), standing(&store).len()), (1, 1));
    let undone = |store: &Store| store.rulings().unwrap().iter().map(|r| r.undone_by).collect::<Vec<_>>();
    assert_eq!(undone(&store), [Some(ruling + 1), None]);
    // An undoing that was undone undoes nothing.
    rule(&mut store, Decision::Undo { ruling: ruling + 1 });
    assert_eq!(undone(&store), [None, Some(ruling + 2), None]);
    assert_eq!((found(&store), standing(&store).len()), (0, 0));
    assert_eq!(store.ruling(ruling + 1).unwrap().unwrap().undone_by, Some(ruling + 2));
    // A ruling cannot undo what comes after it, nor itself.
    for beyond in [ruling + 3, ruling + 9] {
        assert!(store.commit(Batch::ruling("", "", "", Decision::Undo { ruling: beyond })).is_err());
    }
}

#[test]
fn a_description_is_laid_over_what_was_known() {
    let (_dossier, mut store) = Dossier::new();
    let id = add(&mut store, "quay.txt", "Four boats burned.", None, None);
    let describe = |field: &str, value: Option<&str>| Decision::Describe {
        report: id,
        field: field.into(),
        value: value.map(str::to_string),
    };
    rule(&mut store, describe("published", Some("2011-04")));
    let ruling = rule(&mut store, describe("publisher", Some("Harbour Gazette")));
    let query = |text: &str| Query::parse(text).unwrap();
    let total = |store: &Store, text: &str| store.search(&query(text), 1, 0).unwrap().total;
    assert_eq!(total(&store, "publisher:gazette from:2011-04-08 to:2011-04-09"), 1);
    assert_eq!(total(&store, "boats from:2011-05"), 0);
    rule(&mut store, Decision::Undo { ruling });
    assert_eq!(total(&store, "publisher:gazette"), 0);
    assert_eq!(total(&store, "publisher:courier to:2012"), 1);
    assert!(store.commit(Batch::ruling("", "", "", describe("publishr", None))).is_err());
    assert!(store.commit(Batch::ruling("", "", "", describe("published", Some("soon")))).is_err());
}

#[test]
fn readings_passages_and_what_was_not_read() {
    let (_dossier, mut store) = Dossier::new();
    let a = add(&mut store, "a.txt", "Four boats burned.", None, None);
    let b = add(&mut store, "b.txt", "Five boats burned.", None, None);
    let claim = ClaimRow {
        id: ClaimId("00ff".into()),
        span: Span::new(0, 10),
        kind: "count".into(),
        body: "{\"low\":4}".into(),
    };
    let reading =
        ReadingRows { reader: "reader 1".into(), report: a, claims: vec![claim.clone()], names: "[]".into() };
    let passage = |key| PassageKey { key, span: Span::new(0, 4) };
    let passages = vec![(a, vec![passage(7), passage(u64::MAX)]), (b, vec![passage(u64::MAX)])];
    assert_eq!(store.reports_without_passages().unwrap(), [a, b]);
    store.commit(Batch { readings: vec![reading.clone()], passages, ..Batch::default() }).unwrap();
    let c = add(&mut store, "c.txt", "Short.", None, None);
    assert_eq!(store.reports_without_passages().unwrap(), [c]);
    store.commit(Batch { passages: vec![(c, vec![])], ..Batch::default() }).unwrap();
    assert_eq!(store.reports_without_passages().unwrap(), []);
    rule(&mut store, Decision::Withdraw { report: c });
    assert_eq!(store.readings("reader 1", &[b, a]).unwrap(), std::slice::from_ref(&reading));
    assert_eq!(store.reports_not_read_by("reader 1").unwrap(), [b]);
    assert_eq!(store.reports_not_read_by("reader 2").unwrap(), [a, b]);
    assert_eq!(store.claims_beginning("reader 1", "00").unwrap(), [(a, claim.id.clone())]);
    // Read again by the same reader, its earlier claims are not found any more.
    let other = ClaimRow { id: ClaimId("11aa".into()), ..claim.clone() };
    let again = ReadingRows { claims: vec![other], ..reading.clone() };
    store.commit(Batch { readings: vec![again], ..Batch::default() }).unwrap();
    assert_eq!(store.claims_beginning("reader 1", "").unwrap(), [(a, ClaimId("11aa".into()))]);
    assert_eq!(store.reports_with_passages(&[7, u64::MAX, 5], 10).unwrap(), [(a, 2), (b, 1)]);
    // A key of many leads to those that came first.
    assert_eq!(store.reports_with_passages(&[u64::MAX], 1).unwrap(), [(a, 1)]);
    let beyond = ReadingRows {
        report: b,
        claims: vec![ClaimRow { span: Span::new(0, 99), ..reading.claims[0].clone() }],
        ..reading
    };
    assert!(store.commit(Batch { readings: vec![beyond], ..Batch::default() }).is_err());
}

#[test]
fn items_that_cannot_be_read_are_kept_with_the_reason_and_read_later() {
    let (_dossier, mut store) = Dossier::new();
    let bytes = b"\x00\x01 a format of tomorrow".to_vec();
    let original = recount_store::Original::bytes(bytes.clone());
    let id = original.id();
    let arrival = ArrivalEntry {
        original: id,
        size_bytes: bytes.len() as u64,
        arrival: Arrival { file: "x.bin".into(), ..Arrival::default() },
        media: "application/octet-stream".into(),
        outcome: Outcome::Unread { reason: "is binary data".into() },
        replaces: None,
    };
    let entries = vec![entry(Act::Arrival(arrival))];
    store.commit(Batch { originals: vec![original], entries, ..Batch::default() }).unwrap();
    assert_eq!(store.unread().unwrap()[0].outcome, Outcome::Unread { reason: "is binary data".into() });
    let report = recount_model::Report { id, ..recount_model::Report::of_text("x.bin", "At last.") };
    let act = Act::Reread { original: id, outcome: Outcome::read("At last.", "intake-for-tests 2") };
    store.commit(Batch { entries: vec![entry(act)], reports: vec![report], ..Batch::default() }).unwrap();
    assert!(store.unread().unwrap().is_empty());
    assert_eq!(standing(&store), ["x.bin"]);
}

#[test]
fn what_contradicts_itself_is_refused_and_nothing_written() {
    let (_dossier, mut store) = Dossier::new();
    let id = add(&mut store, "a.txt", "Four boats burned.", None, None);
    let head = store.head().unwrap();
    let mut same_name = Batch::default();
    put(&mut same_name, "a.txt", "Five boats burned.", None, None);
    let mut other_text = Batch::default();
    put(&mut other_text, "b.txt", "Five boats burned.", None, None);
    other_text.reports[0].text.push('!');
    let mut no_bytes = Batch::default();
    put(&mut no_bytes, "c.txt", "Six boats burned.", None, None);
    no_bytes.originals.clear();
    for batch in [
        same_name,
        other_text,
        no_bytes,
        Batch { entries: vec![entry(Act::Created)], ..Batch::default() },
        Batch::ruling("", "", "", Decision::Undo { ruling: 2 }),
        Batch::ruling("", "", "", Decision::Withdraw { report: recount_model::ReportId([7; 32]) }),
    ] {
        let error = store.commit(batch).unwrap_err();
        assert!(matches!(error, recount_store::StoreError::Refused { .. }), "{error}");
    }
    assert_eq!(store.head().unwrap(), head);
    assert_eq!(standing(&store), ["a.txt"]);
    assert!(store.report(id).unwrap().is_some());
}

/// Journal and rows make it: every original may be gone.
#[test]
fn a_dossier_as_it_was_is_made_without_reading_an_original() {
    let (dossier, mut store) = Dossier::new();
    let url = Some("https://quay.example/fire");
    let first = add(&mut store, "1.txt", "Four boats burned.", url, None); // entry 2
    let second = add(&mut store, "2.txt", "Five boats burned.", url, Some(first));
    rule(&mut store, Decision::Withdraw { report: second }); // entry 4
    let fourth = add(&mut store, "mill.txt", "The mill stands.", None, None); // entry 5
    let report =
        recount_model::Report { id: fourth, ..recount_model::Report::of_text("mill.txt", "It stands.") };
    let act = Act::Reread { original: fourth, outcome: Outcome::read("It stands.", "intake-for-tests 2") };
    store.commit(Batch { entries: vec![entry(act)], reports: vec![report], ..Batch::default() }).unwrap();
    std::fs::remove_dir_all(dossier.path().join(".recount/originals")).unwrap();
    let past = tempfile::TempDir::new().unwrap();
    let as_of = |number: u64| {
        let folder = past.path().join(number.to_string());
        let then = store.as_of(number, &folder).unwrap();
        assert_eq!(then.head().unwrap().number, number);
        assert_eq!(std::fs::read_dir(folder.join(".recount/originals")).unwrap().count(), 0);
        (standing(&then), then.pending().unwrap().len())
    };
    let stood = |files: &[&str], pending| (files.iter().map(|f| f.to_string()).collect::<Vec<_>>(), pending);
    assert_eq!(as_of(1), stood(&[], 0));
    assert_eq!(as_of(2), stood(&["1.txt"], 0));
    assert_eq!(as_of(3), stood(&["2.txt"], 0));
    assert_eq!(as_of(4), stood(&["1.txt"], 0));
    // It was read anew since; what it said then is not kept, and that is told.
    assert_eq!(as_of(5), stood(&["1.txt"], 1));
    assert_eq!(as_of(6), stood(&["1.txt", "mill.txt"], 0));
    assert!(store.as_of(7, &past.path().join("7")).is_err());
    assert!(store.as_of(6, &past.path().join("6")).is_err(), "there is one already");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    /// Whatever came, was withdrawn, undone and read anew in whatever order: the rows that were kept up to date entry by entry are those that
    /// the check makes of the whole.
    #[test]
    fn rows_kept_up_to_date_are_those_made_anew(
        steps in proptest::collection::vec((0u8..8, 0usize..64, 0usize..64, 0usize..64), 12..32),
    ) {
        let (dossier, mut store) = Dossier::new();
        let mut ids: Vec<recount_model::ReportId> = Vec::new();
        let mut rulings = Vec::new();
        for (turn, (what, a, b, c)) in steps.into_iter().enumerate() {
            let pick = |n: usize| ids.get(n % ids.len().max(1)).copied();
            match (what, pick(a)) {
                (5, Some(report)) => rulings.push(rule(&mut store, Decision::Withdraw { report })),
                (6, _) if !rulings.is_empty() => {
                    let ruling = rulings[a % rulings.len()];
                    rulings.push(rule(&mut store, Decision::Undo { ruling }));
                }
                (7, Some(original)) => {
                    let text = format!("Read anew, turn {turn}.");
                    let report = recount_model::Report {
                        id: original,
                        ..recount_model::Report::of_text(store.original(original).unwrap().unwrap().file, text.clone())
                    };
                    let outcome = match b % 3 {
                        0 => Outcome::Unread { reason: "is a picture".into() },
                        1 => Outcome::Container,
                        _ => Outcome::read(&text, "intake-for-tests 2"),
                    };
                    let reports = Vec::from_iter((b % 3 == 2).then_some(report));
                    let act = Act::Reread { original, outcome };
                    store.commit(Batch { entries: vec![entry(act)], reports, ..Batch::default() }).unwrap();
                }
                _ => {
                    // Few texts, so that the same bytes come again; each has one outcome, as intake gives it.
                    let kind = a % 16;
                    let (file, bytes) = (format!("{turn}.txt"), format!("Item {kind}."));
                    let item = match kind {
                        0 | 1 => Item::container(&file, &bytes),
                        2 => Item::unread(&file, &bytes),
                        _ => Item::read(&file, &bytes),
                    };
                    let id = recount_model::ReportId::of(bytes.as_bytes());
                    let a_url = Some("https://a.example/");
                    let url = [a_url, a_url, None, Some("https://b.example/")][b % 4];
                    // Mostly chains of versions, as an address that is watched gives them.
                    let before = if c % 4 == 3 { pick(c) } else { ids.last().copied() };
                    let replaces = before.filter(|replaced| c % 4 > 0 && *replaced != id);
                    let container = pick(b / 4).filter(|container| what == 4 && *container != id);
                    ids.push(Item { url, replaces, container, ..item }.add(&mut store));
                }
            }
        }
        drop(store);
        let damage = recount_store::check::check(dossier.path(), &|_| {});
        proptest::prop_assert!(damage.is_empty(), "{damage:?}");
    }
}

#[test]
fn names_of_files_are_unique() {
    let (_dossier, mut store) = Dossier::new();
    add(&mut store, "a.txt", "One.", None, None);
    let mut names = FileNames::default();
    let mut next = |wanted: &str| names.unique(&store, wanted).unwrap();
    assert_eq!(next("a.txt"), "a (2).txt");
    assert_eq!(next("a.txt"), "a (3).txt");
    assert_eq!(next("b"), "b");
    assert_eq!(next("b"), "b (2)");
    assert_eq!(next("a (3).txt"), "a (3) (2).txt");
}

#[test]
fn many_reports_come_one_after_the_other_by_file() {
    let (_dossier, mut store) = Dossier::new();
    let mut batch = Batch::default();
    let mut files: Vec<String> = (0..1100).map(|n| format!("{}.txt", (n * 7919) % 1100)).collect();
    for file in &files {
        put(&mut batch, file, &format!("Item {file}."), None, None);
    }
    store.commit(batch).unwrap();
    let withdrawn = store.by_file("500.txt").unwrap().unwrap();
    rule(&mut store, Decision::Withdraw { report: withdrawn });
    files.sort();
    files.retain(|file| file != "500.txt");
    assert_eq!(standing(&store), files);
    let listed: Vec<String> = store.list(None).map(|line| line.unwrap().file).collect();
    assert_eq!(listed, [files, vec!["500.txt".into()]].concat());
    assert_eq!(store.list(Some(State::Withdrawn)).count(), 1);
    assert_eq!(store.list(Some(State::Replaced)).count(), 0);
}
