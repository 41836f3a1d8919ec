//! A report in a second language, from the file to its claims.

use crate::run::{GOOD, Workplace};
use serde_json::Value;

/// Invented; long enough to be told from English.
const FRENCH: &str = "Incendie au port de Kelvar\n\n\
    KELVAR, 12 mars 2021 - Au moins 14 personnes ont été tuées dans l\u{2019}incendie d\u{2019}un entrepôt du port, a annoncé la \
    préfecture. Le ministère des Transports a démenti que 30 dockers aient disparu.\n\n\
    \u{ab} Une vingtaine d\u{2019}ouvriers ont été blessés \u{bb}, a déclaré un médecin de l\u{2019}hôpital. Selon les pompiers, plus \
    de 1\u{202f}200 habitants ont été évacués vendredi.\n";

/// The counts of a report, each as "measure population low..high stance voices date".
fn counts(place: &Workplace, report: &str) -> Vec<String> {
    let ran = place.run(&["claims", "dossier", "--quiet"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let claims = ran.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>();
    let show = |c: &Value| {
        let bound = |side: &str| c[side].as_u64().map(|n| n.to_string()).unwrap_or_default();
        let word = |field: &str| c[field].as_str().unwrap_or_default().to_string();
        let voices: Vec<&str> = c["voices"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let (measure, population, stance) = (word("measure"), word("population"), word("stance"));
        let interval = format!("{}..{}", bound("low"), bound("high"));
        format!("{measure} {population} {interval} {stance} {} {}", voices.join(", "), word("event_date"))
    };
    claims.iter().filter(|c| c["report"] == report && c["kind"] == "count").map(show).collect()
}

#[test]
fn a_french_report_gives_claims_beside_an_english_one() {
    let place = Workplace::with(&[("en.txt", GOOD.as_bytes()), ("fr.txt", FRENCH.as_bytes())]);
    assert_eq!(counts(&place, "en.txt").len(), 2);
    assert_eq!(
        counts(&place, "fr.txt"),
        [
            "killed people 14.. asserts préfecture 2021-03-12",
            "missing people 30..30 denies ministère des Transports 2021-03-12",
            "injured staff 20..20 asserts médecin de l\u{2019}hôpital 2021-03-12",
            "displaced residents 1201.. asserts pompiers 2021-03-12",
        ]
    );
}
