//! What a wire report on violence says as a whole: who was killed or injured, and which organization is held responsible, how surely.
//!
//! Claims say what single sentences tell. This summary answers what the message-understanding conferences asked of a report
//! (Proceedings of the Fourth Message Understanding Conference, 1992): each victim or group of victims once, and each organization
//! once, also where the report is in capitals throughout. Noun phrases near words of harm, joined where they name the same
//! people (`victims`), and mentions of organizations (`organizations`) are weighed by a log-linear model
//! ([`crate::toll::linear`]) that also decides that a report is not about an attack at all. It is no claim: nothing of it enters
//! an account.

mod lines;
mod organizations;
mod victims;
mod words;

use crate::toll::linear::Weights;
pub use organizations::OrganizationCandidate;
use recount_model::Report;
use std::sync::OnceLock;
pub use victims::VictimCandidate;

/// What happened to a victim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Killed.
    Death,
    /// Injured and alive.
    Injury,
}

/// How sure a report is that an organization did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Told as fact.
    Fact,
    /// Suspected or accused by somebody.
    Suspected,
    /// Suspected or accused by authorities.
    SuspectedByAuthorities,
    /// Claimed or admitted by the organization.
    Claimed,
    /// One of several possibilities.
    Possible,
}

impl Confidence {
    /// Every degree, in the order of the model's candidates.
    pub const ALL: [Confidence; 5] = [
        Confidence::Fact,
        Confidence::Suspected,
        Confidence::SuspectedByAuthorities,
        Confidence::Claimed,
        Confidence::Possible,
    ];
}

/// Victims told of together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Victim {
    /// What happened to them.
    pub effect: Effect,
    /// How many; `None` for several without a number.
    pub number: Option<u64>,
    /// The words that name or describe them, in small letters.
    pub words: String,
}

/// An organization held responsible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Responsible {
    /// Its name, in small letters.
    pub organization: String,
    /// How surely it is held responsible.
    pub confidence: Confidence,
}

/// The summary of one report; both lists are empty where it tells of no attack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Incident {
    /// The victims, in the order of their first mention.
    pub victims: Vec<Victim>,
    /// The organizations, in the order of their first mention.
    pub organizations: Vec<Responsible>,
}

/// What may be in the summary, each with its evidence; what a model is trained on.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// People near words of harm; the choice is among neither, killed and injured.
    pub victims: Vec<VictimCandidate>,
    /// Organizations; the choice is among not responsible and [`Confidence::ALL`].
    pub organizations: Vec<OrganizationCandidate>,
}

/// The least probability of a victim: recall and precision weigh alike there, by four parts of the training material.
const LEAST_OF_VICTIM: f32 = 0.2;
/// The least probability of an organization in the likeliest degree, found alike.
const LEAST_OF_ORGANIZATION: f32 = 0.13;

/// What may be in the summary of a report.
pub fn candidates(report: &Report) -> Candidates {
    let words = words::Words::english();
    let lines = lines::lines(report, words);
    Candidates {
        victims: victims::victims(&lines, words),
        organizations: organizations::organizations(&lines, words),
    }
}

/// The summary of a report, by the embedded English words and model.
///
/// ```
/// use recount_model::Report;
/// use recount_read::incident::{Effect, incident};
///
/// let report = Report::of_text(
///     "wire.txt",
///     "BOGOTA, 12 JUN 90 (AFP) -- [TEXT] MAYOR PEDRO SALAZAR RIOS WAS MURDERED THIS MORNING BY TWO MEN ON A MOTORCYCLE.",
/// );
/// let told = incident(&report);
/// assert_eq!(told.victims[0].effect, Effect::Death);
/// assert!(told.organizations.is_empty());
/// ```
pub fn incident(report: &Report) -> Incident {
    static MODEL: OnceLock<Weights> = OnceLock::new();
    let model = MODEL.get_or_init(|| {
        let file = include_bytes!("../models/incidents.weights");
        // The embedded file is part of the program; a test reads it, so failure here means a broken build.
        Weights::read(file).unwrap_or_else(|e| panic!("embedded model: {e}"))
    });
    incident_by(report, model)
}

/// The summary of a report by another model.
pub fn incident_by(report: &Report, model: &Weights) -> Incident {
    let found = candidates(report);
    let mut out = Incident::default();
    for candidate in &found.victims {
        let chances = model.probabilities(&candidate.choice);
        let (death, injury) = (chances[1], chances[2]);
        let effect = if death >= injury { Effect::Death } else { Effect::Injury };
        let told = |v: &Victim| v.effect == effect && v.number == candidate.number;
        let again = candidate.number != Some(1) && out.victims.iter().any(told);
        if death.max(injury) >= LEAST_OF_VICTIM && !again {
            out.victims.push(Victim { effect, number: candidate.number, words: candidate.words.join(" ") });
        }
    }
    for candidate in &found.organizations {
        let chances = model.probabilities(&candidate.choice);
        let degrees = Confidence::ALL.iter().zip(&chances[1..]);
        let Some((&confidence, &chance)) = degrees.reduce(|a, b| if b.1 > a.1 { b } else { a }) else {
            continue;
        };
        if chance >= LEAST_OF_ORGANIZATION {
            out.organizations.push(Responsible { organization: candidate.name.clone(), confidence });
        }
    }
    out
}
