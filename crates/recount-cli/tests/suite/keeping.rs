//! A dossier that is kept: made, added to, ruled on, looked into, compared with what it was, verified.

use crate::run::{GOOD, Workplace, example, recount};
use std::fs;
use std::path::Path;

/// A workplace with the example kept in `fire`.
pub fn kept() -> Workplace {
    let place = Workplace::with(&[("01.txt", GOOD.as_bytes())]);
    assert_eq!(place.run(&["init", "fire", "-q"]).code, 0);
    let example = example().join("reports").display().to_string();
    let source =
        if Path::new(&example).is_dir() { example } else { crate::run::example().display().to_string() };
    let ran = place.run(&["add", &source, "--dossier", "fire", "--by", "Anna Berg"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    place
}

/// The first claim of these words.
fn claim(place: &Workplace, words: &str) -> String {
    let lines = place.run(&["claims", "fire", "--raw", "-q"]).text();
    let claims = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let found = claims
        .filter(|claim| claim["text"].as_str().unwrap().contains(words))
        .map(|claim| claim["id"].clone());
    found.map(|id| id.as_str().unwrap().to_string()).next().unwrap()
}

#[test]
fn the_account_of_a_kept_dossier_is_that_of_its_folder() {
    let place = Workplace::with(&[]);
    let folder = place.folder().join("harbour-fire");
    copy(&example(), &folder);
    let plain = place.run(&["account", "harbour-fire", "--format", "json"]);
    let ran = place.run(&["init", "harbour-fire", "--by", "Anna Berg"]);
    assert_eq!(ran.text().lines().filter(|line| line.starts_with("added\t")).count(), 8, "{ran:?}");
    let kept = place.run(&["account", "harbour-fire", "--format", "json"]);
    // But for what it was made from.
    let mut account = kept.json();
    let made_from = account.as_object_mut().unwrap().remove("made_from").unwrap();
    assert_eq!(account, plain.json(), "{}", kept.stderr);
    assert_eq!(made_from["entry"], 9);
    let again = place.run(&["add", "harbour-fire", "--dossier", "harbour-fire"]);
    assert!(again.text().lines().all(|line| line.starts_with("known\t")), "{again:?}");
    assert_eq!(place.run(&["account", "harbour-fire", "--format", "json"]).stdout, kept.stdout);
    let verified = place.run(&["verify", "harbour-fire"]);
    assert_eq!(verified.code, 0, "{verified:?}");
    assert!(verified.text().contains("findings and entities derived again"), "{verified:?}");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn rulings_move_the_account_and_are_told_and_undone() {
    let place = kept();
    let before = place.run(&["account", "fire", "--format", "json", "-q"]).json();
    // A voice that stands by its figure in one place only.
    let testimonies = before["events"][0]["questions"][0]["testimonies"].as_array().unwrap().clone();
    let single = testimonies.iter().find(|t| t["claims"].as_array().unwrap().len() == 1).unwrap();
    let id = single["claims"][0].as_str().unwrap().to_string();
    let ruled = place.run(&[
        "rule",
        "reject",
        &id[..8],
        "--why",
        "of another fire",
        "--by",
        "Anna Berg",
        "--dossier",
        "fire",
    ]);
    assert_eq!((ruled.code, ruled.text().as_str()), (0, "ruling 10\n"), "{ruled:?}");
    let after = place.run(&["account", "fire", "--format", "json", "-q"]).json();
    assert_eq!(after["ledger"][&id]["place"], "rejected by ruling");
    assert_eq!(after["ledger"][&id]["why"], "ruling 10 by Anna Berg: of another fire");
    assert_eq!((&after["reviewed"]["claims"], &after["reviewed"]["by"][0]), (&1.into(), &"Anna Berg".into()));
    assert_ne!(before["events"], after["events"]);
    let diff = place.run(&["diff", "fire@9", "fire"]).text();
    assert!(diff.contains("new: ruling 10 by Anna Berg: reject “"), "{diff}");
    assert!(diff.contains("why: ruling 10 by Anna Berg"), "{diff}");
    let list = place.run(&["rule", "list", "fire"]).text();
    assert!(list.contains("10\tstands\tAnna Berg\t"), "{list}");
    let undone = place.run(&["undo", "10", "--why", "it was this fire", "--dossier", "fire"]);
    assert_eq!(undone.text(), "ruling 11\n");
    let back = place.run(&["account", "fire", "--format", "json", "-q"]).json();
    assert_eq!(back["events"], before["events"]);
    assert_eq!(back["rulings"][0]["state"], "undone");
    assert_eq!(place.run(&["undo", "10", "--why", "twice", "--dossier", "fire"]).code, 2);
    assert_eq!(place.run(&["verify", "fire"]).code, 0);
}

#[test]
fn a_claim_is_corrected_and_names_are_joined() {
    let place = kept();
    let id = claim(&place, "31 people died");
    let corrected =
        place.run(&["rule", "correct", &id, "low=33", "high=33", "--why", "misread", "--dossier", "fire"]);
    assert_eq!(corrected.code, 0, "{corrected:?}");
    let lines = place.run(&["claims", "fire", "-q"]).text();
    let line = lines.lines().find(|line| line.contains(&format!("\"id\":\"{id}\""))).unwrap();
    assert!(line.contains("\"low\":33,\"high\":33"), "{line}");
    for wrong in [["correct", &id, "measure=sung"], ["correct", &id, "nonsense"], ["accept", "ffffff", ""]] {
        let arguments: Vec<&str> = wrong.into_iter().filter(|word| !word.is_empty()).collect();
        let ran = place.run(&[&["rule"], &arguments[..], &["--why", "x", "--dossier", "fire"]].concat());
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.stderr.lines().count() >= 2, "{ran:?}");
    }
    let merged = place.run(&[
        "rule",
        "merge",
        "Alder Press",
        "Kelvar Courier",
        "--why",
        "one owner",
        "--dossier",
        "fire",
    ]);
    assert_eq!(merged.code, 0, "{merged:?}");
    let withdrawn =
        place.run(&["rule", "withdraw", "08-shipping", "--why", "no report", "--dossier", "fire"]);
    assert_eq!(withdrawn.code, 0, "{withdrawn:?}");
    let listed = place.run(&["list", "fire"]).text();
    assert!(!listed.contains("08-shipping-review"), "{listed}");
    let all = place.run(&["list", "fire", "--all"]).text();
    assert!(all.contains("withdrawn\t") && all.contains("08-shipping-review.txt"), "{all}");
    let described = place.run(&[
        "rule",
        "describe",
        "01-alder",
        "publisher=Alder Wire",
        "--why",
        "masthead",
        "--dossier",
        "fire",
    ]);
    assert_eq!(described.code, 0, "{described:?}");
    assert!(place.run(&["list", "fire"]).text().contains("\tAlder Wire\t"));
    assert_eq!(place.run(&["verify", "fire"]).code, 0);
}

#[test]
fn the_same_bytes_under_two_publishers_are_one_report_and_a_new_copy_of_an_address_a_version() {
    let place = Workplace::with(&[("a.txt", GOOD.as_bytes()), ("b.txt", GOOD.as_bytes())]);
    assert_eq!(place.run(&["init", "fire", "-q"]).code, 0);
    let add =
        |file: &str, more: &[&str]| place.run(&[&["add", file, "--dossier", "fire"], more].concat()).text();
    assert!(
        add("dossier/a.txt", &["--publisher", "Kelvar Courier", "--url", "https://courier.example/fire"])
            .starts_with("added\t")
    );
    assert!(add("dossier/b.txt", &["--publisher", "Gulf Dispatch"]).starts_with("arrival\t"));
    let account = place.run(&["account", "fire", "--format", "json", "-q"]).json();
    assert_eq!(account["reports"].as_array().unwrap().len(), 1);
    assert_eq!(account["reports"][0]["publisher"], "Kelvar Courier");
    assert_eq!(account["reports"][0]["copies"][0]["publisher"], "Gulf Dispatch");
    fs::write(place.dossier().join("a.txt"), GOOD.replace("At least 14 dockers", "At least 16 dockers"))
        .unwrap();
    let version =
        add("dossier/a.txt", &["--publisher", "Kelvar Courier", "--url", "https://courier.example/fire"]);
    assert!(version.starts_with("version\t") && version.contains("of a.txt"), "{version}");
    assert!(
        version.contains("\n    - ") && version.contains("\n    + ") && version.contains("16 dockers"),
        "{version}"
    );
    assert_eq!(place.run(&["verify", "fire"]).code, 0);
}

#[test]
fn two_versions_that_come_together_are_compared_too() {
    let later = GOOD.replace("At least 14 dockers", "At least 16 dockers");
    let page = "https://courier.example/fire";
    let records = format!("file,url\na.txt,{page}\nb.txt,{page}\n");
    let place = Workplace::with(&[
        ("a.txt", GOOD.as_bytes()),
        ("b.txt", later.as_bytes()),
        ("reports.csv", records.as_bytes()),
    ]);
    assert_eq!(place.run(&["init", "fire", "-q"]).code, 0);
    let told = place.run(&["add", "dossier", "--dossier", "fire"]).text();
    assert!(told.contains("version\t") && told.contains("of a.txt") && told.contains("+ "), "{told}");
    let ran = place.run(&["add", "dossier/a.txt", "dossier/b.txt", "--url", page, "--dossier", "fire"]);
    assert!(ran.code == 2 && ran.stderr.contains("2 files") && ran.stderr.contains("reports.csv"), "{ran:?}");
}

#[test]
fn a_page_that_goes_back_to_an_earlier_text_is_a_version_again() {
    let place = Workplace::with(&[("a.txt", GOOD.as_bytes())]);
    assert_eq!(place.run(&["init", "fire", "-q"]).code, 0);
    let path = place.dossier().join("a.txt");
    let add = |text: &str| {
        fs::write(&path, text).unwrap();
        place
            .run(&["add", "dossier/a.txt", "--url", "https://courier.example/fire", "--dossier", "fire"])
            .text()
    };
    let other = GOOD.replace("At least 14", "At least 16");
    let words: Vec<String> = [GOOD, &other, GOOD, GOOD]
        .map(|text| add(text).split('\t').next().unwrap_or_default().to_string())
        .into();
    assert_eq!(words, ["added", "version", "arrival", "known"]);
    let account = place.run(&["account", "fire", "--format", "json", "-q"]).text();
    assert!(account.contains("At least 14") && !account.contains("At least 16"));
    assert_eq!(place.run(&["verify", "fire"]).code, 0);
    // What is read of a report does not depend on the name it is shown by.
    let plain = |number: u32| format!("At least {number} dockers were killed, the Harbour Office said.\n");
    let words =
        [14, 16, 14].map(|number| add(&plain(number)).split('\t').next().unwrap_or_default().to_string());
    assert_eq!(words, ["version", "version", "arrival"]);
    assert_eq!(place.run(&["verify", "fire"]).code, 0);
}

#[test]
fn a_report_that_was_described_otherwise_is_read_anew_and_can_be_ruled_on() {
    let place = kept();
    let describe =
        ["rule", "describe", "06-gulf", "publisher=Gulf Wire", "--why", "masthead", "--dossier", "fire"];
    assert_eq!(place.run(&describe).code, 0);
    let id = claim(&place, "31 people died");
    let ran = place.run(&["rule", "accept", &id, "--why", "read", "--dossier", "fire"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    // So is everything when the database is thrown away.
    fs::remove_file(place.folder().join("fire/.recount/dossier.sqlite")).unwrap();
    let ran = place.run(&["rule", "accept", &id, "--why", "read again", "--dossier", "fire"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(place.run(&["verify", "fire"]).code, 0);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let place = Workplace::with(&[
        ("a.txt", GOOD.as_bytes()),
        ("empty.txt", b""),
        ("photo.png", b"\x89PNG\r\n\x1a\n\0\0"),
    ]);
    assert_eq!(place.run(&["init", "fire", "-q"]).code, 0);
    let ran = place.run(&["add", "dossier", "--dossier", "fire"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let lines = ran.text();
    assert!(lines.contains("added\t") && lines.matches("unread\t").count() == 2, "{lines}");
    let ran = place.run(&["add", "dossier/nothing.txt", "--dossier", "fire"]);
    assert!(ran.code == 3 && ran.stderr.contains("no such file or folder"), "{ran:?}");
    let ran = place.run(&["add", "dossier/a.txt", "--dossier", "elsewhere"]);
    assert!(ran.code == 3 && ran.stderr.contains("recount init"), "{ran:?}");
    let ran = place.run(&["init", "fire"]);
    assert!(ran.code == 2 && ran.stderr.contains("is a dossier already"), "{ran:?}");
}

#[test]
fn what_is_learnt_of_a_report_later_is_taken_from_its_records() {
    let place =
        Workplace::with(&[("a.txt", GOOD.as_bytes()), ("b.txt", b"Nobody was hurt, the council said.\n")]);
    assert_eq!(place.run(&["init", "fire", "-q"]).code, 0);
    let add = || place.run(&["add", "dossier", "--dossier", "fire", "--by", "Anna Berg"]).text();
    assert_eq!(add().matches("added\t").count(), 2);
    let records = |date: &str| {
        let csv = format!("file,publisher,published\na.txt,,{date}\nb.txt,Alder Press,2014-05-06\n");
        fs::write(place.dossier().join("reports.csv"), csv).unwrap();
    };
    records("2014-05-05");
    let told = add();
    assert!(told.contains("a.txt\tnow known: published 2014-05-05"), "{told}");
    // With a publisher it is another arrival, and what the first did not say is known by it.
    assert!(told.contains("arrival\t") && told.contains("b (2).txt"), "{told}");
    // Once more changes nothing; another date is somebody's decision.
    let again = add();
    assert!(again.matches("known\t").count() == 2 && !again.contains("now known"), "{again}");
    records("2014-05-09");
    let other = add();
    assert!(other.contains("not taken: published 2014-05-09 (it is 2014-05-05"), "{other}");
    let listed = place.run(&["list", "fire"]).text();
    assert!(listed.contains("2014-05-05") && listed.contains("Alder Press"), "{listed}");
    assert_eq!(listed.lines().filter(|line| line.starts_with("stands")).count(), 2, "{listed}");
    assert_eq!(place.run(&["verify", "fire"]).code, 0);
}

/// Bytes that were kept under a name that tells no format come again under one that does.
#[test]
fn what_could_not_be_read_by_its_name_is_another_arrival_and_can_be_made_anew() {
    let place = Workplace::with(&[("a.xyz", GOOD.as_bytes())]);
    let more = place.folder().join("more");
    fs::create_dir(&more).unwrap();
    let records = "file,publisher\na.txt,Gazette\nb.txt,Courier\n";
    let other = GOOD.replace("At least 14 dockers", "At least 16 dockers");
    for (name, text) in [("a.txt", GOOD), ("b.txt", GOOD), ("c.txt", &other), ("reports.csv", records)] {
        fs::write(more.join(name), text).unwrap();
    }
    assert_eq!(place.run(&["init", "fire", "-q"]).code, 0);
    assert!(place.run(&["add", "dossier/a.xyz", "--dossier", "fire"]).text().starts_with("unread\t"));
    let ran = place.run(&["add", "more", "--dossier", "fire"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let words: Vec<String> =
        ran.text().lines().map(|line| line.split('\t').next().unwrap_or_default().to_string()).collect();
    assert_eq!(words, ["added", "arrival", "added"]);
    let database = place.folder().join("fire/.recount/dossier.sqlite");
    for anew in [false, true] {
        if anew {
            fs::remove_file(&database).unwrap();
            assert_eq!(place.run(&["rule", "merge", "A", "B", "--why", "any", "--dossier", "fire"]).code, 0);
        }
        let ran = place.run(&["verify", "fire"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let account = place.run(&["account", "fire", "--format", "json", "-q"]).json();
        let report = &account["reports"][0];
        assert_eq!(report["copies"].as_array().unwrap().len(), 2, "{report}");
        assert!(report.to_string().contains("Gazette") && report.to_string().contains("Courier"), "{report}");
    }
}

#[test]
fn what_a_report_states_of_itself_is_known_whatever_way_it_is_shown_by() {
    let page = format!(
        "<html><head><meta name=\"author\" content=\"Ann Berg\"><meta property=\"article:published_time\" content=\"2014-05-05\">\
         </head><body><article><h1>Fire</h1><p>{}</p></article></body></html>",
        GOOD.replace('\n', " ")
    );
    let place = Workplace::with(&[("a.html", page.as_bytes())]);
    assert_eq!(place.run(&["init", "fire", "-q"]).code, 0);
    let zipped = std::process::Command::new("python3")
        .args(["-m", "zipfile", "-c", "w.zip", "dossier/a.html"])
        .current_dir(place.folder())
        .status();
    if !zipped.is_ok_and(|status| status.success()) {
        eprintln!("skipped: there is no python3");
        return;
    }
    assert_eq!(place.run(&["add", "w.zip", "--dossier", "fire", "-q"]).code, 0);
    let add = ["add", "dossier/a.html", "--publisher", "Gazette", "--dossier", "fire"];
    assert!(place.run(&add).text().starts_with("arrival\t"));
    let why = ["--why", "sent in error", "--dossier", "fire"];
    assert_eq!(place.run(&[&["rule", "withdraw", "w.zip"][..], &why].concat()).code, 0);
    let shown = place.run(&["show", "a", "--dossier", "fire"]).text();
    for stated in ["Gazette", "Ann Berg", "2014-05-05"] {
        assert!(shown.contains(stated), "{shown}");
    }
    assert_eq!(place.run(&["verify", "fire"]).code, 0);
}

#[test]
fn a_published_account_is_derived_again_value_by_value() {
    let place = kept();
    for name in ["a.json", "a.html"] {
        assert_eq!(place.run(&["account", "fire", "-o", name, "-q"]).code, 0);
        let ran = place.run(&["verify", "fire", "--account", name]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let path = place.folder().join(name);
        let text = fs::read_to_string(&path).unwrap();
        // One figure of it, or one word of a quotation.
        for (word, other) in [("31 people died", "37 people died"), ("Kelvar Courier", "Kelvar Herald")] {
            assert!(text.contains(word));
            fs::write(&path, text.replacen(word, other, 1)).unwrap();
            let ran = place.run(&["verify", "fire", "--account", name]);
            assert_eq!(ran.code, 1, "{name}: {word}: {ran:?}");
            assert!(ran.text().starts_with(&format!("wrong: {name}: ")), "{ran:?}");
        }
    }
}

#[test]
fn a_dossier_is_carried_elsewhere_with_nothing_lost() {
    let place = kept();
    let ruled = place.run(&["rule", "split", "Kelvar", "Courier", "--why", "two", "--dossier", "fire"]);
    assert_eq!(ruled.code, 0, "{ruled:?}");
    let page = ["add", "dossier/01.txt", "--url", "https://port.example/fire", "--dossier", "fire", "-q"];
    assert_eq!(place.run(&page).code, 0);
    let account = place.run(&["account", "fire", "--format", "json", "-q"]).json();
    for arguments in
        [vec!["export", "fire", "-o", "bag"], vec!["init", "there", "--from", "bag"], vec!["verify", "there"]]
    {
        let ran = place.run(&arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
    }
    let mut there = place.run(&["account", "there", "--format", "json", "-q"]).json();
    there["dossier"] = account["dossier"].clone();
    assert_eq!(there, account);
    let journal = |of: &str| fs::read(place.folder().join(of).join(".recount/journal.jsonl")).unwrap();
    assert_eq!(journal("there"), journal("fire"));
    assert!(place.folder().join("bag/data/pages.wacz").is_file());
    // A bag of which a byte was changed is refused.
    let original =
        fs::read_dir(place.folder().join("bag/data/originals")).unwrap().next().unwrap().unwrap().path();
    let mut bytes = fs::read(&original).unwrap();
    bytes[0] ^= 1;
    let mut permissions = fs::metadata(&original).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o644);
    fs::set_permissions(&original, permissions).unwrap();
    fs::write(&original, bytes).unwrap();
    let ran = place.run(&["init", "nowhere", "--from", "bag"]);
    let name = original.file_name().unwrap().to_string_lossy().into_owned();
    assert!(ran.code == 3 && ran.stderr.contains(&name), "{ran:?}");
}

#[test]
fn words_are_found_and_shown_as_they_stand() {
    let place = kept();
    let found = place.run(&["search", "gulf maritime", "--dossier", "fire"]);
    assert_eq!(found.code, 0, "{found:?}");
    assert!(found.text().contains("06-gulf-dispatch.txt"), "{found:?}");
    let none = place.run(&["search", "\"gulf kelvar maritime\"", "--dossier", "fire"]);
    assert!(none.code == 0 && none.text().is_empty(), "{none:?}");
    let wrong = place.run(&["search", "title:", "--dossier", "fire"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
    let json = place.run(&["search", "gulf", "--dossier", "fire", "--format", "jsonl", "-n", "1"]).json();
    assert!(json["start"].as_u64() <= json["end"].as_u64(), "{json}");
    drop(recount(place.folder(), &["search", "gulf", "--dossier", "fire"]));
}
