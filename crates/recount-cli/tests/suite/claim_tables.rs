//! Tables of claims that somebody made, added to a dossier that is kept.

use crate::run::{GOOD, Workplace};

/// Two voices of the report, as a recorder notes them; a line that fits no words, one of a report that is not there, one of none.
const TABLE: &str = "File;Quote;Said by;Measure;Figure;Of\r\n\
    01.txt;At least 14 dockers were killed;Port Union (Mira Holm)|Red Crescent;killed;17;dockers\r\n\
    01.txt;nine people had died;transport ministry;killed;9;people\r\n\
    01.txt;twenty people had died;transport ministry;killed;20;people\r\n\
    02.txt;Six died;mayor;killed;6;people\r\n\
    01.txt;Fire at the port;;;;\r\n";

fn with_table() -> Workplace {
    let place = Workplace::with(&[("01.txt", GOOD.as_bytes())]);
    std::fs::write(place.folder().join("claims.csv"), TABLE).unwrap();
    for arguments in [vec!["init", "port", "-q"], vec!["add", "dossier", "--dossier", "port", "-q"]] {
        assert_eq!(place.run(&arguments).code, 0, "{arguments:?}");
    }
    place
}

/// The claims of the account that say this figure.
fn of_figure(place: &Workplace, figure: u64) -> Vec<serde_json::Value> {
    let lines = place.run(&["claims", "port", "-q"]).text();
    let claims = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    claims.filter(|claim| claim["low"] == figure).collect()
}

#[test]
fn a_table_of_claims_is_kept_and_its_claims_stand_in_the_account() {
    let place = with_table();
    assert!(of_figure(&place, 17).is_empty());
    assert_eq!(of_figure(&place, 9).len(), 1);
    let added = place.run(&["add", "claims.csv", "--dossier", "port", "--by", "Anna Berg"]);
    assert_eq!(added.code, 0, "{added:?}");
    assert!(added.text().starts_with("claims\t"), "{added:?}");
    for told in [
        "claims.csv: line 4: the words it quotes do not stand in 01.txt",
        "claims.csv: line 5: there is no report '02.txt'",
        "claims.csv: line 6: measure is missing",
        "claims.csv: 2 claims about reports that stand",
    ] {
        assert!(added.stderr.contains(told), "{told}: {added:?}");
    }
    let given = of_figure(&place, 17);
    assert_eq!(given.len(), 1, "{given:?}");
    assert_eq!(given[0]["text"], "At least 14 dockers were killed");
    assert_eq!(given[0]["voices"].as_array().unwrap().len(), 2, "{given:?}");
    // What the reader found in the same words makes room.
    assert_eq!(of_figure(&place, 9).len(), 1);
    let account = place.run(&["account", "port", "--format", "json"]);
    assert_eq!(account.json()["claims_tables"][0]["claims"], 2);
    assert!(account.stderr.contains("line 5: there is no report '02.txt'"), "{account:?}");
    let known = place.run(&["add", "claims.csv", "--dossier", "port"]);
    assert!(known.text().starts_with("known\t"), "{known:?}");
    assert!(place.run(&["list", "port", "--all"]).text().contains("claims\t"));
    assert!(place.run(&["show", "claims.csv", "--dossier", "port"]).text().contains("2 claims"));
    assert!(
        place
            .run(&["show", "01.txt", "--dossier", "port"])
            .text()
            .contains("Port Union (Mira Holm) > Red Crescent")
    );
    // A line of a report that comes later enters with it.
    std::fs::write(
        place.folder().join("02.txt"),
        "Six died in the flood, the mayor said on Monday, 4 May 2020.",
    )
    .unwrap();
    assert_eq!(place.run(&["add", "02.txt", "--dossier", "port"]).code, 0);
    assert_eq!(of_figure(&place, 6).len(), 1);
    let verified = place.run(&["verify", "port"]);
    assert_eq!(verified.code, 0, "{verified:?}");
    assert!(verified.text().contains("compared: 3 claims of 1 tables taken again"), "{verified:?}");
}

#[test]
fn claims_of_tables_are_ruled_on_carried_elsewhere_and_withdrawn() {
    let place = with_table();
    let before = place.run(&["account", "port", "--format", "json", "-q"]).json();
    assert_eq!(place.run(&["add", "claims.csv", "--dossier", "port", "-q"]).code, 0);
    let id = of_figure(&place, 17)[0]["id"].as_str().unwrap().to_string();
    let rule = |arguments: &[&str]| {
        let more = ["--dossier", "port", "--by", "Anna Berg", "--why", "she says so"];
        let ran = place.run(&[&["rule"], arguments, &more[..]].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.text().trim().trim_start_matches("ruling ").to_string()
    };
    let corrected = rule(&["correct", &id, "low=18", "high=18"]);
    assert_eq!(of_figure(&place, 18).len(), 1, "ruling {corrected}");
    for arguments in
        [vec!["export", "port", "-o", "bag"], vec!["init", "there", "--from", "bag"], vec!["verify", "there"]]
    {
        let ran = place.run(&arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
    }
    let mut there = place.run(&["account", "there", "--format", "json", "-q"]).json();
    let here = place.run(&["account", "port", "--format", "json", "-q"]).json();
    there["dossier"] = here["dossier"].clone();
    assert_eq!(there, here);
    let withdrawn = rule(&["withdraw", "claims.csv"]);
    assert!(of_figure(&place, 18).is_empty());
    let after = place.run(&["account", "port", "--format", "json", "-q"]).json();
    assert_eq!(after["events"], before["events"]);
    let moved = place.run(&["diff", "port", &format!("port@{}", withdrawn.parse::<u64>().unwrap() - 1)]);
    assert!(moved.code <= 1 && moved.text().contains("18"), "{moved:?}");
    let undone = place.run(&["undo", &withdrawn, "--why", "it was right", "--dossier", "port"]);
    assert_eq!(undone.code, 0, "{undone:?}");
    assert_eq!(of_figure(&place, 18).len(), 1);
}

#[test]
fn a_line_means_the_same_report_everywhere() {
    let place = Workplace::with(&[
        ("01.txt", GOOD.as_bytes()),
        ("01b.txt", b"Six died in the flood, the mayor said."),
    ]);
    // A whole name before a beginning; a beginning of two names is none's, even where only one is named otherwise.
    let table = "report,quote,measure,figure\n01,At least 14 dockers were killed,killed,17\n0,nine people had died,killed,99\n";
    std::fs::write(place.folder().join("claims.csv"), table).unwrap();
    for arguments in [vec!["init", "port", "-q"], vec!["add", "dossier", "--dossier", "port", "-q"]] {
        assert_eq!(place.run(&arguments).code, 0, "{arguments:?}");
    }
    let added = place.run(&["add", "claims.csv", "--dossier", "port"]);
    assert!(added.stderr.contains("claims.csv: line 3: '0' may be any of 2 reports"), "{added:?}");
    assert!(added.stderr.contains("claims.csv: 1 claim about reports that stand"), "{added:?}");
    assert!(place.run(&["show", "claims.csv", "--dossier", "port"]).text().contains("1 claim"));
    assert!(place.run(&["show", "01", "--dossier", "port"]).text().contains("17"));
    assert!(of_figure(&place, 99).is_empty());
    let id = of_figure(&place, 17)[0]["id"].as_str().unwrap().to_string();
    let accept = ["rule", "accept", &id, &id, "--dossier", "port", "--by", "Anna Berg", "--why", "looked at"];
    assert_eq!(place.run(&accept).code, 0);
}

#[test]
fn tables_inside_of_other_things_are_nobodys_word() {
    let place = with_table();
    let gz = {
        use std::io::Write;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(TABLE.as_bytes()).unwrap();
        packed.finish().unwrap()
    };
    std::fs::write(place.folder().join("claims.csv.gz"), gz).unwrap();
    let added = place.run(&["add", "claims.csv.gz", "--dossier", "port"]);
    let told = format!("{}{}", added.text(), added.stderr);
    assert!(told.contains("a table of claims inside of what came"), "{added:?}");
    assert!(of_figure(&place, 17).is_empty());
}
