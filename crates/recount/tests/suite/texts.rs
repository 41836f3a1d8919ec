//! A dossier of an earlier program: its texts stay as long as they are kept; one that was lost is derived anew, and the journal,
//! `verify` and the rulings know of it.

use recount::kept::{self, Asked, Hand};
use recount::model::{Block, BlockRole, Claim, Decision, Report, ReportId, RulingState, Span};
use recount::store::{Act, ArrivalEntry, Batch, Holder, NewEntry, Original, Outcome, Store};
use recount::{intake, pipeline, rulings};
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;
use tempfile::TempDir;

const FILE: &str = "01.txt";
const BYTES: &str = "Fire at the port\n\n\
    KELVAR, 12 March 2021 - At least 14 dockers were killed when a warehouse burned down at the port of Kelvar on Friday, the \
    Red Crescent said. The transport ministry said that nine people had died and that the fire was under control.\n";

/// What an earlier program took for a part of the text.
const MENU: &str = "Home | News | Weather\n\n";

fn when() -> String {
    "2026-11-23T02:00:00Z".to_string()
}

fn with_hand<T>(work: impl FnOnce(&Hand<'_>) -> T) -> (T, Vec<String>) {
    let told = Mutex::new(Vec::new());
    let hand = Hand {
        who: "Anna Berg".to_string(),
        verb: "test",
        now: &when,
        wait: Duration::ZERO,
        tell: &|words| told.lock().unwrap().push(words.to_string()),
        progress: &|_| (),
    };
    let value = work(&hand);
    (value, told.into_inner().unwrap())
}

/// The text as this program derives it.
fn derived() -> Report {
    intake::read_item(FILE, BYTES.as_bytes()).unwrap().value
}

/// The report as an earlier program derived it: the menu of the page stands over it.
fn earlier() -> Report {
    let report = derived();
    let moved = |span: Span| Span::new(span.start + MENU.len(), span.end + MENU.len());
    let menu = Block { span: Span::new(0, MENU.trim_end().len()), role: BlockRole::Boilerplate };
    let blocks = report.blocks.iter().map(|block| Block { span: moved(block.span), ..*block });
    Report {
        text: format!("{MENU}{}", report.text),
        blocks: [menu].into_iter().chain(blocks).collect(),
        ..report
    }
}

/// A dossier that an earlier program made, in which the figure of 14 dockers was rejected.
fn dossier_of_an_earlier_program() -> TempDir {
    let folder = TempDir::new().unwrap();
    let entry = |act| NewEntry { when: when(), who: "Anna Berg".to_string(), act };
    let holder = Holder { pid: 1, verb: "test".to_string(), since: when() };
    let mut store = Store::create(folder.path(), entry(Act::Created), &holder).unwrap();
    let report = earlier();
    let arrival = ArrivalEntry {
        original: report.id,
        size_bytes: BYTES.len() as u64,
        arrival: recount::model::Arrival { file: FILE.to_string(), ..Default::default() },
        media: "text/plain".to_string(),
        outcome: Outcome::read(&report.text, "recount-intake 0.0.9"),
        replaces: None,
    };
    let batch = Batch {
        originals: vec![Original::bytes(BYTES.as_bytes().to_vec())],
        entries: vec![entry(Act::Arrival(arrival))],
        reports: vec![report.clone()],
        ..Batch::default()
    };
    store.commit(batch).unwrap();
    drop(store);
    let raw = pipeline::raw_claims(folder.path(), None, &|_| ()).unwrap();
    let is_it =
        |claim: &&Claim| claim.count().is_some() && claim.span.slice(&report.text).contains("14 dockers");
    let claim = raw.claims.iter().find(is_it).unwrap();
    let claim = rulings::anchor(&report, claim);
    let decide = |_: &Store| Ok(vec![Decision::Reject { claim: claim.clone() }]);
    with_hand(|hand| kept::rule(folder.path(), "of another fire", hand, &decide)).0.unwrap();
    folder
}

fn database(folder: &Path) -> std::path::PathBuf {
    folder.join(".recount/dossier.sqlite")
}

fn kept_text(folder: &Path) -> String {
    Store::open(folder).unwrap().report(ReportId::of(BYTES.as_bytes())).unwrap().unwrap().text
}

fn verified(folder: &Path) -> kept::Verified {
    kept::verify(folder, &Asked::default(), &|_| ()).unwrap()
}

#[test]
fn a_text_that_is_kept_stands_though_this_program_derives_another() {
    let folder = dossier_of_an_earlier_program();
    let (account, told) = with_hand(|hand| kept::head(folder.path(), hand));
    assert_eq!((account.unwrap().number, told), (3, vec![]));
    assert_eq!(kept_text(folder.path()), earlier().text);
    let verified = verified(folder.path());
    assert_eq!(verified.wrong, vec![]);
    let note = format!(
        "text of 01.txt: was derived by recount-intake 0.0.9; {} derives another; the kept one stands",
        intake::INTAKE
    );
    assert!(verified.notes.contains(&note), "{verified:?}");
}

#[test]
fn a_text_that_was_lost_is_derived_anew_and_the_journal_says_so() {
    let folder = dossier_of_an_earlier_program();
    fs::remove_file(database(folder.path())).unwrap();
    let (head, told) = with_hand(|hand| kept::head(folder.path(), hand));
    assert_eq!(head.unwrap().number, 4);
    assert!(told[0].contains("01.txt") && told[0].contains("the journal says so"), "{told:?}");
    assert_eq!(kept_text(folder.path()), derived().text);
    let store = Store::open(folder.path()).unwrap();
    let last = store.journal().unwrap().last().unwrap().unwrap();
    let outcome = Outcome::read(&derived().text, intake::INTAKE);
    assert_eq!((last.who.as_str(), last.when), ("Anna Berg", when()));
    assert_eq!(last.act, Act::Reread { original: ReportId::of(BYTES.as_bytes()), outcome });
    // Nothing is left to do for whoever opens it next.
    let (head, told) = with_hand(|hand| kept::head(folder.path(), hand));
    assert_eq!((head.unwrap().number, told), (4, vec![]));
    let verified = verified(folder.path());
    assert_eq!(verified.wrong, vec![]);
    let note =
        "text of 01.txt: is another one since entry 4 of the journal (2026-11-23T02:00:00Z, Anna Berg)";
    assert!(verified.notes.iter().any(|told| told.starts_with(note)), "{verified:?}");
}

#[test]
fn rulings_are_carried_to_the_text_that_was_derived_anew() {
    let folder = dossier_of_an_earlier_program();
    let before = pipeline::account(folder.path(), &pipeline::Options::default(), &|_| ()).unwrap();
    fs::remove_file(database(folder.path())).unwrap();
    with_hand(|hand| kept::head(folder.path(), hand)).0.unwrap();
    let after = pipeline::account(folder.path(), &pipeline::Options::default(), &|_| ()).unwrap();
    let RulingState::Carried { why, .. } = &after.rulings[0].state else { panic!("{:?}", after.rulings) };
    assert!(why.starts_with("the same content; its words stand at "), "{why}");
    let ended = |account: &recount::model::Account| {
        account.ledger.iter().map(|entry| (entry.place, entry.why.clone())).collect::<Vec<_>>()
    };
    assert_eq!(ended(&after), ended(&before));
    assert!(ended(&after).iter().any(|(_, why)| why.contains("of another fire")));
    // As it was after entry 3: the text of then is kept nowhere.
    let past = kept::account_as_of(folder.path(), 3, &pipeline::Options::default(), &|_| ()).unwrap();
    assert_eq!(past.texts_of_now, [FILE]);
    assert_eq!(ended(&past.account), ended(&after));
}

#[test]
fn parts_that_the_original_does_not_give_are_found() {
    let folder = dossier_of_an_earlier_program();
    fs::remove_file(database(folder.path())).unwrap();
    let forge = |hand: &Hand<'_>| -> Result<(), recount::Error> {
        kept::head(folder.path(), hand)?;
        let holder = Holder { pid: 1, verb: "test".to_string(), since: when() };
        let mut store = Store::open_to_write(folder.path(), &holder, Duration::ZERO, &|_| {})?;
        // A row with a right checksum, which says that the headline is a menu.
        let mut report = derived();
        report.blocks[0].role = BlockRole::Boilerplate;
        store.commit(Batch { reports: vec![report], ..Batch::default() })?;
        Ok(())
    };
    with_hand(forge).0.unwrap();
    let verified = verified(folder.path());
    assert_eq!(verified.wrong[0].place, "text of 01.txt", "{verified:?}");
    assert!(verified.wrong[0].what.contains("other parts"), "{verified:?}");
}
