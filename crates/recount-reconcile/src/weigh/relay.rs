//! Figures given to somebody who only carried them: to an agency or paper whose own report of the dossier gives them to a voice,
//! and to a body that itself says otherwise while somebody else gave the very number before.

use super::Ground;
use super::echo::Echo;
use super::saying::{Saying, Standing};
use super::speaker::{self, Speaker};
use crate::agreement;
use crate::resolve::is_news;
use recount_lexicon::{BodyKind, fold};
use recount_model::{EntityIndex, Measure, ReportIndex, VoiceKind};
use std::collections::BTreeSet;

/// Drift of an owner to a publisher or to a body that says otherwise itself.
pub(crate) fn owners(sayings: &[Saying], taken: &BTreeSet<usize>, ground: &Ground) -> Vec<Echo> {
    let mut found = Vec::new();
    for (i, s) in sayings.iter().enumerate() {
        let Speaker::Voice(owner) = s.speaker else { continue };
        if taken.contains(&i) || s.standing != Standing::Figure {
            continue;
        }
        let told = published_by(owner, ground)
            .filter(|r| *r != s.report(ground))
            .and_then(|r| of_report(r, s, sayings, ground))
            .map(|of| (of, "only printed it"));
        let adrift = || given_by_another(i, owner, sayings, ground).map(|of| (of, "itself says otherwise"));
        if let Some(file) = counted_otherwise(s, owner, ground) {
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
fn of_report(report: ReportIndex, s: &Saying, sayings: &[Saying], ground: &Ground) -> Option<usize> {
    sayings.iter().position(|o| {
        o.report(ground) == report
            && o.standing == Standing::Figure
            && o.speaker != s.speaker
            && agreement::same_number(o.interval, s.interval)
    })
}

/// The voice that gave the number before, where the supposed owner gives another in its own release or in two other reports.
/// Only a paraphrase of one report is ever held to be adrift.
fn given_by_another(i: usize, owner: EntityIndex, sayings: &[Saying], ground: &Ground) -> Option<usize> {
    let s = &sayings[i];
    let mine = |o: &Saying| match o.speaker {
        Speaker::Voice(e) => e == owner || stands_for(owner, e, ground),
        _ => false,
    };
    let same = |o: &Saying| agreement::same_number(o.interval, s.interval);
    let alone = !sayings.iter().any(|o| mine(o) && same(o) && o.report(ground) != s.report(ground));
    let otherwise: BTreeSet<ReportIndex> = sayings
        .iter()
        .filter(|o| {
            mine(o) && !same(o) && o.standing == Standing::Figure && o.report(ground) != s.report(ground)
        })
        .map(|o| o.report(ground))
        .collect();
    let in_release = sayings.iter().any(|o| {
        mine(o)
            && !same(o)
            && ground.claims[o.claim].voices.is_empty()
            && o.report(ground) != s.report(ground)
    });
    // Who speaks for the body in person vouches for the number.
    let in_person = ground.claims[s.claim].voices.last().is_some_and(|v| v.kind == VoiceKind::Person);
    if !alone || s.quoted || in_person || !(in_release || otherwise.len() >= 2) {
        return None;
    }
    sayings.iter().position(|o| {
        let before = matches!((o.date, s.date), (Some(a), Some(b)) if a.last_day().ordinal() < b.ordinal());
        o.speaker.is_voice()
            && !mine(o)
            && same(o)
            && before
            && o.standing == Standing::Figure
            && o.report(ground) != s.report(ground)
    })
}

/// The report in which the body, or somebody it quotes in its own release, gives the number for how many there were, when nobody
/// else has it say that so many were harmed.
fn counted_otherwise<'g>(s: &Saying, owner: EntityIndex, ground: &'g Ground) -> Option<&'g str> {
    let harm = ground.claims[s.claim].count().is_some_and(|c| c.measure.is_harm());
    let number = agreement::printed(s.interval).filter(|n| harm && *n > 9)?;
    let elsewhere = |report: ReportIndex| report != s.report(ground);
    let said = || {
        ground.of_number(number).filter(|(i, c, _)| {
            elsewhere(c.report)
                && (ground.issuer(c.report) == Some(owner) || *ground.speaker(*i) == Speaker::Voice(owner))
        })
    };
    let (_, there, _) = said().find(|(_, _, k)| k.measure == Measure::Population)?;
    let harmed = said().any(|(_, _, k)| k.measure.is_harm());
    (!harmed).then(|| super::echo::file(ground, there.report))
}

/// "The UN" where only one of its bodies speaks.
fn stands_for(owner: EntityIndex, other: EntityIndex, ground: &Ground) -> bool {
    ground.resolved.known_body(owner).is_some_and(|b| b.name == "United Nations")
        && ground.resolved.known_body(other).is_some_and(|b| b.kind == BodyKind::Un)
}
