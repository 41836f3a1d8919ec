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

/// Whether a publisher gives figures of its own: a body that gathers them by its name, whose text counts in its own name.
pub(crate) fn counts_itself(name: &str, report: &Report) -> bool {
    let words = &lexicon::english().voices;
    !is_news(name)
        && has_phrase(&words.publishes, &fold(name))
        && has_phrase(&words.counts_itself, &fold(&report.text))
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
    }
}
