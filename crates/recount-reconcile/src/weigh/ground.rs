//! What every question of a dossier is weighed on: the claims with their names resolved and events gathered, and what is asked
//! of them again and again, worked out once, so that weighing takes a time that grows with the number of claims and not with
//! its square.

use super::Method;
use super::class::{self, Agent};
use super::copied::Copied;
use super::speaker::{self, Speaker};
use crate::agreement;
use crate::gather;
use crate::resolve::Resolved;
use crate::text;
use recount_lexicon::fold;
use recount_model::{
    Claim, Count, EntityIndex, Event, EventIndex, Measure, Report, ReportIndex, Settings, Span, Stance,
    VoicesRelation,
};
use std::collections::{BTreeMap, BTreeSet};

/// Everything weighing may look at.
pub(crate) struct Ground<'a> {
    pub reports: &'a [Report],
    pub claims: &'a [Claim],
    pub resolved: &'a Resolved,
    pub events: &'a [Event],
    pub settings: &'a Settings,
    pub methods: &'a [Method],
    /// For every report the bodies whose own release it is; mostly one or none.
    pub issuers: Vec<Vec<EntityIndex>>,
    /// Everybody who speaks.
    pub voices: BTreeSet<EntityIndex>,
    /// Who is said to have done the harm.
    pub agents: Vec<Agent>,
    /// Which counts stand in copies of one text.
    pub copied: Copied,
    /// Whose word each claim is, and whether that voice went and asked.
    speakers: Vec<(Speaker, bool)>,
    /// The key of each count's population; empty for other claims.
    populations: Vec<String>,
    /// The sentence each claim stands in.
    sentences: Vec<Span>,
    /// The folded words of those sentences.
    folded: BTreeMap<(ReportIndex, Span), String>,
    /// Places of count claims by report and event, in text order.
    neighbours: BTreeMap<(ReportIndex, Option<EventIndex>), Vec<usize>>,
    /// Places of count claims that nobody denies, by the number they print.
    numbers: BTreeMap<u64, Vec<usize>>,
    /// Those of them that more than one voice carries, by event, measure and number.
    carried: BTreeMap<(Option<EventIndex>, Measure, u64), Vec<usize>>,
    /// The largest figure that a report gives for an event and measure.
    largest_beside: BTreeMap<(ReportIndex, Option<EventIndex>, Measure), u64>,
    /// The largest figure of each population of an event.
    largest: BTreeMap<(Option<EventIndex>, Measure), BTreeMap<String, u64>>,
}

impl<'a> Ground<'a> {
    /// Looks once for issuers, voices and agents, and indexes the counts.
    pub fn new(
        reports: &'a [Report],
        claims: &'a [Claim],
        resolved: &'a Resolved,
        events: &'a [Event],
        settings: &'a Settings,
        methods: &'a [Method],
    ) -> Self {
        let voices = claims
            .iter()
            .flat_map(|c| &c.voices)
            .filter_map(|v| v.entity)
            .map(|e| resolved.answerable(e))
            .collect();
        let mut ground = Ground {
            reports,
            claims,
            resolved,
            events,
            settings,
            methods,
            issuers: speaker::issuers(reports, claims, resolved),
            voices,
            agents: class::agents(claims, resolved),
            copied: Copied::of(claims, reports),
            speakers: Vec::new(),
            populations: Vec::new(),
            sentences: Vec::new(),
            folded: BTreeMap::new(),
            neighbours: BTreeMap::new(),
            numbers: BTreeMap::new(),
            carried: BTreeMap::new(),
            largest_beside: BTreeMap::new(),
            largest: BTreeMap::new(),
        };
        for claim in claims {
            let text = reports.get(claim.report.0).map_or("", |r| r.text.as_str());
            let sentence = text::sentence(text, claim.span);
            ground.sentences.push(sentence);
            ground.folded.entry((claim.report, sentence)).or_insert_with(|| fold(sentence.slice(text)));
        }
        ground.speakers = claims.iter().map(|c| speaker::speaker_of(c, &ground)).collect();
        for (i, claim) in claims.iter().enumerate() {
            let population = claim.count().map(gather::population_key).unwrap_or_default();
            if let Some(count) = claim.count() {
                ground.index(i, count, &population);
            }
            ground.populations.push(population);
        }
        ground
    }

    fn index(&mut self, i: usize, count: &Count, population: &str) {
        let claim = &self.claims[i];
        self.neighbours.entry((claim.report, claim.event)).or_default().push(i);
        if let Some(number) = agreement::printed(&count.interval).filter(|_| claim.stance != Stance::Denies) {
            self.numbers.entry(number).or_default().push(i);
            if claim.voices.len() > 1 && claim.voices_relation != VoicesRelation::Joint {
                self.carried.entry((claim.event, count.measure, number)).or_default().push(i);
            }
        }
        if let Some(leading) = count.interval.leading() {
            let beside = self.largest_beside.entry((claim.report, claim.event, count.measure)).or_default();
            *beside = leading.max(*beside);
            let of_event = self.largest.entry((claim.event, count.measure)).or_default();
            let largest = of_event.entry(population.to_string()).or_default();
            *largest = leading.max(*largest);
        }
    }

    /// The body whose own release a report is; the first of several.
    pub fn issuer(&self, report: ReportIndex) -> Option<EntityIndex> {
        self.issuers.get(report.0).and_then(|all| all.first()).copied()
    }

    /// Whose word the claim at a place is.
    pub fn speaker(&self, claim: usize) -> &Speaker {
        &self.speakers[claim].0
    }

    /// Whether the voice of the claim at a place went and asked people who are not named.
    pub fn asked(&self, claim: usize) -> bool {
        self.speakers[claim].1
    }

    /// The sentence that the claim at a place stands in.
    pub fn sentence(&self, claim: usize) -> Span {
        self.sentences[claim]
    }

    /// The folded words of that sentence.
    pub fn folded_sentence(&self, claim: usize) -> &str {
        let key = (self.claims[claim].report, self.sentences[claim]);
        self.folded.get(&key).map_or("", String::as_str)
    }

    /// The key of the population that the claim at a place counts; empty when it counts nothing.
    pub fn population(&self, claim: usize) -> &str {
        &self.populations[claim]
    }

    /// The places of the counts that the claim's report gives for the claim's event, its own among them.
    pub fn neighbours(&self, claim: &Claim) -> impl Iterator<Item = (usize, &'a Claim, &'a Count)> + '_ {
        let places = self.neighbours.get(&(claim.report, claim.event)).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|&i| Some((i, &self.claims[i], self.claims[i].count()?)))
    }

    /// The counts of the dossier that print a number and are not denied.
    pub fn of_number(&self, number: u64) -> impl Iterator<Item = (usize, &'a Claim, &'a Count)> + '_ {
        let places = self.numbers.get(&number).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|&i| Some((i, &self.claims[i], self.claims[i].count()?)))
    }

    /// The places of the counts of an event, measure and number that are carried by one voice for another.
    pub fn carried(&self, event: Option<EventIndex>, measure: Measure, number: u64) -> &[usize] {
        self.carried.get(&(event, measure, number)).map_or(&[], Vec::as_slice)
    }

    /// The largest figure of a measure that the claim's report gives for the claim's event.
    pub fn largest_beside(&self, claim: &Claim, measure: Measure) -> Option<u64> {
        self.largest_beside.get(&(claim.report, claim.event, measure)).copied()
    }

    /// Whether somebody in the dossier gives a larger figure for the event: of this population or of one that often names all
    /// the people.
    pub fn is_exceeded(&self, claim: usize) -> bool {
        let Some(count) = self.claims[claim].count() else { return false };
        let Some(of_event) = self.largest.get(&(self.claims[claim].event, count.measure)) else {
            return false;
        };
        let own = self.population(claim);
        of_event.iter().any(|(population, largest)| {
            (population == own || gather::is_whole(population)) && Some(*largest) > count.interval.leading()
        })
    }
}
