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
