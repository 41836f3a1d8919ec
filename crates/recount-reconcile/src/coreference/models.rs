//! The trained models, embedded; their cards stand beside them in `models/`.

use super::background::Background;
use super::evidence::{EVIDENCE, Heads};
use super::occurrences::{Models, SECOND_EVIDENCE};
use super::reports;
use super::stumps::Stumps;
use std::sync::OnceLock;

/// How common words are in news at large.
pub fn background() -> &'static Background {
    static COUNTS: OnceLock<Background> = OnceLock::new();
    COUNTS.get_or_init(|| {
        Background::read(include_str!("../../models/coreference.background.tsv"))
            .unwrap_or_else(|line| panic!("coreference.background.tsv: {line}"))
    })
}

/// The embedded model of reports of one incident.
pub fn incidents() -> &'static Stumps {
    static MODEL: OnceLock<Stumps> = OnceLock::new();
    MODEL.get_or_init(|| {
        embedded("incidents", include_str!("../../models/coreference.incidents.toml"), &reports::EVIDENCE)
    })
}

/// The embedded models of occurrences across reports.
pub fn occurrences() -> &'static Models {
    static MODELS: OnceLock<Models> = OnceLock::new();
    MODELS.get_or_init(|| Models {
        background: background().clone(),
        stories: embedded(
            "stories",
            include_str!("../../models/coreference.stories.toml"),
            &reports::EVIDENCE,
        ),
        heads: Heads::read(include_str!("../../models/coreference.heads.tsv"))
            .unwrap_or_else(|line| panic!("coreference.heads.tsv: {line}")),
        first: embedded("first", include_str!("../../models/coreference.first.toml"), &EVIDENCE),
        second: embedded("second", include_str!("../../models/coreference.second.toml"), &SECOND_EVIDENCE),
    })
}

/// The embedded files are part of the program; a test reads them, so failure here means a broken build.
fn embedded(name: &str, file: &str, evidence: &[&str]) -> Stumps {
    Stumps::read(file, evidence).unwrap_or_else(|e| panic!("coreference.{name}.toml: {e}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_models_read() {
        assert!(incidents().threshold > 0.0);
        assert!(occurrences().second.threshold > 0.0);
    }
}
