//! The names in a publisher's line, and whether they are those of a body that speaks for itself: such a body's own release is
//! its word, while a paper's or a station's text is not.

use super::state;
use crate::lexicon::{self, has_phrase};
use recount_lexicon::{BodyKind, SharedLexicon, fold};
use recount_model::Report;

/// The names in a report's publisher, words like "statement" and what stands in brackets left out.
pub(crate) fn publisher_names(report: &Report) -> Vec<String> {
    let Some(publisher) = report.publisher.as_deref() else { return Vec::new() };
    let plain = publisher.split(" (").next().unwrap_or(publisher);
    let release = &lexicon::english().voices.release;
    let bare = |piece: &str| {
        piece.split_whitespace().filter(|w| !has_phrase(release, &fold(w))).collect::<Vec<_>>().join(" ")
    };
    let mut names: Vec<String> = Vec::new();
    for piece in plain.split(" / ").chain(plain.split(", ")) {
        let name = bare(piece);
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The bodies that publish a report together ("UNHCR and IOM", "UNHCR | IOM"), if it is more than one.
pub(crate) fn joint_publishers(report: &Report) -> Vec<String> {
    let plain = report.publisher.as_deref().unwrap_or("");
    [" and ", " & ", " | ", " / "]
        .iter()
        .map(|between| plain.split(between).map(|p| p.trim().to_string()).collect::<Vec<_>>())
        .find(|names| names.len() > 1 && names.iter().all(|n| is_institution(n)))
        .unwrap_or_default()
}

/// Whether a publisher gives figures of its own: a body that gathers them by its name, whose text counts in its own name, or one
/// whose text speaks of itself throughout and is signed by nobody.
pub(crate) fn counts_itself(name: &str, report: &Report) -> bool {
    let words = &lexicon::english().voices;
    let gathers =
        || has_phrase(&words.publishes, &fold(name)) && has_phrase(&words.counts_itself, &fold(&report.text));
    !is_news(name) && (gathers() || (report.author.is_none() && speaks_of_itself(&report.text)))
}

/// Words of the first person outside quotation marks that make a text its publisher's own statement.
const OWN_WORDS: usize = 2;

/// Bytes of the longest of them.
const LONGEST_OWN_WORD: usize = 12;

/// Whether the text says "we" and "our" of its own publisher: a paper's text leaves these words to the people it quotes.
fn speaks_of_itself(text: &str) -> bool {
    let first_person = &lexicon::english().voices.first_person;
    let mut quoted = false;
    let mut found = 0;
    for word in text.split([' ', '\t']) {
        // A quotation ends with its paragraph at the latest.
        let (before, after) = word.split_once('\n').unwrap_or(("", word));
        if !before.is_empty() || word.contains('\n') {
            quoted = false;
        }
        let opens = after.contains('\u{201c}') || (after.starts_with('"') && !quoted);
        quoted |= opens;
        let plain = after.trim_matches(|c: char| !c.is_alphanumeric());
        if !quoted && plain.len() <= LONGEST_OWN_WORD && lexicon::has(first_person, &fold(plain)) {
            found += 1;
            if found == OWN_WORDS {
                return true;
            }
        }
        let closes = after.contains('\u{201d}')
            || (!opens && after.contains('"'))
            || (opens && after.len() > 1 && after.ends_with('"'));
        quoted &= !closes;
    }
    false
}

/// Whether the name is that of a news agency, a paper or a station.
pub(crate) fn is_news(name: &str) -> bool {
    match SharedLexicon::english().body(name) {
        Some(body) => matches!(body.kind, BodyKind::Agency | BodyKind::Outlet),
        None => {
            let folded = fold(name);
            has_phrase(&lexicon::english().voices.outlet, &folded) && !folded.contains("office")
        }
    }
}

/// Whether the name is that of a body that speaks for itself: part of the United Nations or of a state, a court, a force, an
/// organisation of the lexicon.
pub(crate) fn is_institution(name: &str) -> bool {
    if let Some(body) = SharedLexicon::english().body(name) {
        return !matches!(body.kind, BodyKind::Agency | BodyKind::Outlet);
    }
    let folded = fold(name);
    let united_nations = folded.starts_with("united nations ") || folded.starts_with("un ");
    united_nations || state::of(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(publisher: &str, text: &str) -> Report {
        Report { publisher: Some(publisher.into()), ..Report::of_text("a.txt", text) }
    }

    #[test]
    fn two_bodies_publish_together_and_a_ministry_of_two_fields_is_one() {
        assert_eq!(joint_publishers(&report("UNHCR and IOM", "")), ["UNHCR", "IOM"]);
        assert!(joint_publishers(&report("Ministry of Health and Sport", "")).is_empty());
    }

    #[test]
    fn a_body_that_counts_in_its_own_name_is_told_from_a_paper() {
        let counts = |publisher, text| counts_itself(publisher, &report(publisher, text));
        assert!(counts("Sol Conflict Monitor", "In our assessment 12 died."));
        assert!(!counts("Sol Conflict Monitor", "The ministry said 12 died."));
        assert!(!counts("Sol Daily News", "In our assessment 12 died."));
        assert!(counts("Sol Harbour Union", "We lost nine of our members."));
        assert!(!counts(
            "Sol Bulletin",
            "\u{201c}We lost nine of our members,\u{201d} said Ana Sol. \"We know our dead.\""
        ));
        let signed = Report {
            author: Some("Ana Sol".into()),
            ..report("Sol Harbour Union", "We lost nine of our members.")
        };
        assert!(!counts_itself("Sol Harbour Union", &signed));
    }
}
