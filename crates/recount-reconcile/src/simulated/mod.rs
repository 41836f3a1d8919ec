//! Dossiers whose truth is known: a seeded generator of voices, what each of them says, and who repeats whom. They are weighed by
//! the same code as any dossier, so that one can see how often a stated range holds the truth, and what an echo or a bound taken
//! for a value does to each method. For measuring only (`cargo xtask simulate`, and a test here); nothing of it enters an account.
//!
//! A seed gives one dossier, on every machine: the generator is SplitMix64, and what it draws is rounded to whole numbers.

mod random;
mod world;

use crate::{Decided, Input, reconcile_by, weigh};
use random::Random;
use recount_model::{
    Block, BlockRole, Claim, Content, Count, DateBasis, EventIndex, Figure, Interval, Measure, PartialDate,
    Population, Published, Reading, Relation, Report, ReportId, ReportIndex, Settings, SourceClass, Span,
    Stance, Voice, VoiceKind,
};
pub use world::{Sort, Speech, World};

/// One thing said in one report.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Whose word it is; `None` for the report's own voice.
    pub voice: Option<String>,
    /// The source class of the voice.
    pub class: &'static str,
    /// How many days after the event the report is published.
    pub day: i64,
    /// What is said.
    pub interval: Interval,
    /// Whether it is hedged.
    pub hedged: bool,
    /// Whose figure it rejects, where it is a denial.
    pub denies: Option<String>,
}

/// What several reports say of one toll, with the toll.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// How many were killed.
    pub truth: u64,
    /// What is said, one report each.
    pub said: Vec<Said>,
}

/// The day of the event of every dossier.
const DAY: &str = "2020-03-04";

impl Dossier {
    /// The dossier of a seed in a world.
    pub fn new(world: &World, seed: u64) -> Self {
        world.dossier(&mut Random(seed.wrapping_mul(0x2545_f491_4f6c_dd1d)))
    }

    /// The figures of every method, the posterior once for each of these percentages of its range.
    pub fn figures(&self, percents: &[u8]) -> Vec<Figure> {
        let mut methods = weigh::methods(None).expect("the methods are those embedded");
        let posterior = methods.iter().position(|m| m.posterior.is_some()).map(|at| methods.remove(at));
        for percent in percents {
            let mut method = posterior.clone();
            if let Some(settings) = method.as_mut().and_then(|m| m.posterior.as_mut()) {
                settings.percent = *percent;
            }
            methods.extend(method);
        }
        methods.iter_mut().for_each(|m| m.explains = false);
        let account = reconcile_by(self.input(), &methods);
        let mut findings = account.findings.into_iter();
        let found = findings.find(|f| f.measure == Measure::Killed && f.population == "people");
        found.map(|f| f.figures).unwrap_or_default()
    }

    /// The dossier as the program takes it.
    pub fn input(&self) -> Input {
        let day: PartialDate = DAY.parse().expect("a date");
        let mut reports = Vec::new();
        let mut readings = Vec::new();
        let mut classes: Vec<SourceClass> = Vec::new();
        for (i, said) in self.said.iter().enumerate() {
            let date = day.plus_days(said.day);
            let name = said.voice.as_deref().unwrap_or("It");
            let text = format!("{name}: {} people were killed in Sol.", said.interval.as_written);
            let span = Span::new(name.len() + 2, text.len());
            let mut claim = Claim::new(ReportIndex(i), span, killed(said.interval.clone()));
            claim.voices = said.voice.iter().map(|v| Voice::named(v, VoiceKind::Body)).collect();
            claim.denied_voices = said.denies.iter().map(|v| Voice::named(v, VoiceKind::Body)).collect();
            claim.stance = match (&said.denies, said.hedged) {
                (Some(_), _) => Stance::Denies,
                (None, true) => Stance::Hedges,
                (None, false) => Stance::Asserts,
            };
            claim.as_of = Some(date);
            claim.event_date = Some(day);
            claim.place = Some("Sol".to_string());
            claim.event = Some(EventIndex(0));
            if let Some(voice) = &said.voice {
                classes.push(SourceClass { voice: voice.clone(), class: said.class.to_string() });
            }
            let body = Block { span: Span::new(0, text.len()), role: BlockRole::Body };
            reports.push(Report {
                id: ReportId::of(format!("{i} {text}").as_bytes()),
                published: Some(Published { date, basis: DateBasis::Given }),
                blocks: vec![body],
                ..Report::of_text(format!("{i:03}.txt"), &text)
            });
            readings.push(Reading { claims: vec![claim], ..Reading::default() });
        }
        Input {
            dossier: "simulated".to_string(),
            reports,
            unread: Vec::new(),
            readings,
            settings: Settings { source_classes: classes, ..Settings::default() },
            given_events: Some(vec!["sol".to_string()]),
            issues: Vec::new(),
            decided: Decided::default(),
        }
    }
}

fn killed(interval: Interval) -> Content {
    let population = Population { key: String::new(), words: "people".to_string() };
    let relation = Relation::Total;
    Content::Count(Count { measure: Measure::Killed, population, interval, figure_span: None, relation })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of these dossiers have a range, and in how many of them it holds the truth.
    fn held(world: &World, seeds: std::ops::Range<u64>) -> (usize, usize) {
        let (mut ranges, mut held) = (0, 0);
        for seed in seeds {
            let dossier = Dossier::new(world, seed);
            let figures = dossier.figures(&[90]);
            let posterior = figures.iter().find(|f| f.method == "posterior");
            let Some((low, high)) = posterior.and_then(|f| f.low.zip(f.high)) else { continue };
            ranges += 1;
            held += usize::from((low..=high).contains(&dossier.truth));
        }
        (ranges, held)
    }

    #[test]
    fn a_seed_gives_one_dossier() {
        let world = World::as_assumed();
        assert_eq!(Dossier::new(&world, 7), Dossier::new(&world, 7));
        assert_ne!(Dossier::new(&world, 7), Dossier::new(&world, 8));
    }

    #[test]
    fn the_ninety_per_cent_range_holds_the_truth_about_that_often() {
        let (ranges, held) = held(&World::as_assumed(), 0..300);
        let share = held as f64 / ranges as f64;
        // Three hundred draws of nine in ten scatter by two in a hundred; single stated numbers hold more than asked for.
        assert!(ranges > 250 && (0.87..=0.96).contains(&share), "{held} of {ranges}");
    }

    #[test]
    fn ranges_hold_the_truth_where_nearly_all_figures_are_bounds() {
        let mut world = World { voices: (2, 5), ..World::as_assumed() };
        world.speech.at_least = 0.9;
        let (ranges, held) = held(&world, 0..200);
        // With bounds taken for values it would be two in three.
        assert!(ranges > 150 && held as f64 / ranges as f64 >= 0.85, "{held} of {ranges}");
    }

    #[test]
    fn ranges_hold_up_where_voices_are_worse_than_assumed() {
        let mut world = World::as_assumed();
        world.sorts.iter_mut().for_each(|s| s.right = (s.right - 0.15).max(0.02));
        let (ranges, held) = held(&world, 0..200);
        assert!(ranges > 150 && held as f64 / ranges as f64 >= 0.82, "{held} of {ranges}");
    }
}
