//! Figures given to somebody who only carried them: to an agency or paper whose own report of the dossier gives them to a voice,
//! and to a body that itself says otherwise while somebody else gave the very number before.

use super::Ground;
use super::alike::Alike;
use super::echo::Echo;
use super::saying::{Saying, Standing};
use super::speaker::{self, Speaker};
use crate::agreement;
use crate::resolve::is_news;
use recount_lexicon::{BodyKind, fold};
use recount_model::{EntityIndex, Measure, ReportIndex, VoiceKind};
use std::collections::{BTreeMap, BTreeSet};

/// Drift of an owner to a publisher or to a body that says otherwise itself.
pub(crate) fn owners(sayings: &[Saying], taken: &BTreeSet<usize>, ground: &Ground) -> Vec<Echo> {
    let mut found = Vec::new();
    let figures = Alike::of(sayings, |_, o| o.standing == Standing::Figure);
    let mut of_speaker: BTreeMap<EntityIndex, Vec<usize>> = BTreeMap::new();
    for (i, s) in sayings.iter().enumerate() {
        if let Speaker::Voice(e) = s.speaker {
            of_speaker.entry(e).or_default().push(i);
        }
    }
    let mut owned: BTreeMap<EntityIndex, Owner> = BTreeMap::new();
    for (i, s) in sayings.iter().enumerate() {
        let Speaker::Voice(owner) = s.speaker else { continue };
        if taken.contains(&i) || s.standing != Standing::Figure {
            continue;
        }
        let own = owned.entry(owner).or_insert_with(|| Owner::of(owner, &of_speaker, ground));
        let told = own
            .published
            .filter(|r| *r != s.report(ground))
            .and_then(|r| of_report(r, s, sayings, &figures, ground))
            .map(|of| (of, "only printed it"));
        let adrift =
            || given_by_another(i, own, sayings, &figures, ground).map(|of| (of, "itself says otherwise"));
        if let Some(there) = counted_otherwise(s, owner, ground) {
            let file = super::echo::file(ground, ground.claims[there].report);
            let name = &ground.resolved.entity(owner).canonical;
            let why =
                format!("in {file} {name} gives that number for the people there, not for those harmed");
            found.push(Echo { saying: i, of: i, why });
            continue;
        }
        if let Some((of, how)) = told.or_else(adrift) {
            let name = &ground.resolved.entity(owner).canonical;
            let origin = speaker::label(&sayings[of].speaker, &[sayings[of].claim], ground);
            let file = super::echo::file(ground, sayings[of].report(ground));
            found.push(Echo {
                saying: i,
                of,
                why: format!("{name} {how}: in {file} it is the figure of {origin}"),
            });
        }
    }
    found
}

/// What is asked of a supposed owner once for all figures given to it.
struct Owner {
    /// The report of the dossier that it published, as an agency or paper.
    published: Option<ReportIndex>,
    /// Who speaks as it: itself, and its bodies where it is the United Nations.
    speakers: BTreeSet<EntityIndex>,
    /// The places of what these say.
    sayings: Vec<usize>,
}

impl Owner {
    fn of(owner: EntityIndex, of_speaker: &BTreeMap<EntityIndex, Vec<usize>>, ground: &Ground) -> Self {
        let speaks = |e: &&EntityIndex| **e == owner || stands_for(owner, **e, ground);
        let speakers: BTreeSet<EntityIndex> = of_speaker.keys().filter(speaks).copied().collect();
        let sayings = speakers.iter().filter_map(|e| of_speaker.get(e)).flatten().copied().collect();
        Owner { published: published_by(owner, ground), speakers, sayings }
    }
}

/// The report of the dossier that an agency or paper published.
fn published_by(owner: EntityIndex, ground: &Ground) -> Option<ReportIndex> {
    let names: Vec<String> = ground.resolved.entity(owner).spellings.iter().map(|s| fold(&s.text)).collect();
    let is_it = |publisher: &str| {
        let publisher = fold(publisher.split(" (").next().unwrap_or(publisher));
        names.iter().any(|n| {
            publisher == *n
                || publisher == format!("the {n}")
                || publisher
                    .strip_prefix(n.as_str())
                    .is_some_and(|rest| rest.starts_with(' ') && is_news(&publisher))
        })
    };
    let at = ground.reports.iter().position(|r| r.publisher.as_deref().is_some_and(is_it))?;
    Some(ReportIndex(at)).filter(|r| ground.issuer(*r).is_none())
}

/// The saying of a voice with the same number in a report.
fn of_report(
    report: ReportIndex,
    s: &Saying,
    sayings: &[Saying],
    figures: &Alike,
    ground: &Ground,
) -> Option<usize> {
    let same = figures.with(s.interval).iter().copied();
    same.into_iter().find(|&o| sayings[o].report(ground) == report && sayings[o].speaker != s.speaker)
}

/// The claim that shows whose a drifted figure is: of the saying it repeats, or of the count that it was taken from.
pub(super) fn origin_claim(drifted: &Echo, sayings: &[Saying], ground: &Ground) -> usize {
    let s = &sayings[drifted.saying];
    let own = match s.speaker {
        Speaker::Voice(owner) if drifted.of == drifted.saying => counted_otherwise(s, owner, ground),
        _ => None,
    };
    own.unwrap_or(sayings[drifted.of].claim)
}

/// The voice that gave the number before, where the supposed owner gives another in its own release or in two other reports.
/// Only a paraphrase of one report is ever held to be adrift.
fn given_by_another(
    i: usize,
    owner: &Owner,
    sayings: &[Saying],
    figures: &Alike,
    ground: &Ground,
) -> Option<usize> {
    let s = &sayings[i];
    // Who speaks for the body in person vouches for the number.
    let in_person = ground.claims[s.claim].voices.last().is_some_and(|v| v.kind == VoiceKind::Person);
    if s.quoted || in_person {
        return None;
    }
    let same = |o: &Saying| agreement::same_number(o.interval, s.interval);
    let elsewhere =
        || owner.sayings.iter().map(|&o| &sayings[o]).filter(|o| o.report(ground) != s.report(ground));
    let alone = !elsewhere().any(same);
    let otherwise: BTreeSet<ReportIndex> = elsewhere()
        .filter(|o| !same(o) && o.standing == Standing::Figure)
        .map(|o| o.report(ground))
        .collect();
    let in_release = elsewhere().any(|o| !same(o) && ground.claims[o.claim].voices.is_empty());
    if !alone || !(in_release || otherwise.len() >= 2) {
        return None;
    }
    figures.with(s.interval).iter().copied().find(|&o| {
        let o = &sayings[o];
        let before = matches!((o.date, s.date), (Some(a), Some(b)) if a.last_day().ordinal() < b.ordinal());
        let another = matches!(o.speaker, Speaker::Voice(e) if !owner.speakers.contains(&e));
        another && before && o.report(ground) != s.report(ground)
    })
}

/// The claim in which the body, or somebody it quotes in its own release, gives the number for how many there were, when nobody
/// else has it say that so many were harmed.
fn counted_otherwise(s: &Saying, owner: EntityIndex, ground: &Ground) -> Option<usize> {
    let harm = ground.claims[s.claim].count().is_some_and(|c| c.measure.is_harm());
    let number = agreement::printed(s.interval).filter(|n| harm && *n > 9)?;
    let elsewhere = |report: ReportIndex| report != s.report(ground);
    let said = || {
        ground.of_number(number).filter(|(i, c, _)| {
            elsewhere(c.report)
                && (ground.issuer(c.report) == Some(owner) || *ground.speaker(*i) == Speaker::Voice(owner))
        })
    };
    let (there, _, _) = said().find(|(_, _, k)| k.measure == Measure::Population)?;
    let harmed = said().any(|(_, _, k)| k.measure.is_harm());
    (!harmed).then_some(there)
}

/// "The UN" where only one of its bodies speaks.
fn stands_for(owner: EntityIndex, other: EntityIndex, ground: &Ground) -> bool {
    ground.resolved.known_body(owner).is_some_and(|b| b.name == "United Nations")
        && ground.resolved.known_body(other).is_some_and(|b| b.kind == BodyKind::Un)
}
