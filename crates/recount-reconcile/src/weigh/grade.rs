//! How well a finding stands: the first grade that fits, in the order of the vocabulary.

use crate::agreement;
use crate::weigh::class::GROUP;
use recount_model::{Grade, Independence, Testimony};

/// The grade of these testimonies with this best figure.
pub(crate) fn grade(testimonies: &[Testimony], conflict: bool, best: Option<u64>) -> Grade {
    let voices: Vec<&Testimony> = testimonies.iter().filter(|t| t.independent == Independence::Yes).collect();
    if best.is_none() {
        Grade::Unresolved
    } else if conflict {
        Grade::Contested
    } else if corroborated(&voices) {
        Grade::Corroborated
    } else if !voices.is_empty() {
        Grade::SingleVoice
    } else {
        Grade::Unsourced
    }
}

/// Whether two voices support each other; two groups without a name may be the same people and do not.
fn corroborated(voices: &[&Testimony]) -> bool {
    voices.iter().enumerate().any(|(i, a)| {
        voices[i + 1..].iter().any(|b| {
            let named = a.class != GROUP || b.class != GROUP;
            named && agreement::corroborates(&a.interval, &b.interval)
        })
    })
}
