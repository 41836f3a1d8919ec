//! Figures that only repeat another's: an unsourced figure that a named voice gave before or at the same time, a headline that
//! sums up its own text, a chain that ends at a voice through which others carry the same figure on to its origin, a government
//! that repeats the number of its own forces. An echo never counts as a voice.

use super::Ground;
use super::alike::Alike;
use super::branch;
use super::saying::{Saying, Standing};
use super::speaker::{self, Speaker};
use crate::agreement;
use crate::lexicon;
use crate::resolve::{has_proper_word, is_generic_body};
use recount_lexicon::{BodyKind, fold};
use recount_model::{
    EntityIndex, EntityKind, EventIndex, Measure, ReportIndex, Span, VoiceKind, VoicesRelation,
};
use std::collections::{BTreeMap, BTreeSet};

/// One saying known for an echo.
#[derive(Debug, Clone)]
pub(crate) struct Echo {
    /// Place in the list of sayings.
    pub saying: usize,
    /// Place of the saying it repeats.
    pub of: usize,
    pub why: String,
}

/// Own-voice sentences whose figure is known for an echo, over the questions of one event and measure.
#[derive(Debug, Default)]
pub(crate) struct Echoes {
    sentences: BTreeMap<(Option<EventIndex>, Measure, ReportIndex, usize), String>,
}

impl Echoes {
    /// Remembers that the sentence's own figure is another's.
    pub fn remember(&mut self, claim: usize, origin: &str, ground: &Ground) {
        if let Some(key) = key(claim, ground) {
            self.sentences.entry(key).or_insert_with(|| origin.to_string());
        }
    }

    /// Whose the own figure of the claim's sentence is.
    pub fn origin(&self, claim: usize, ground: &Ground) -> Option<&str> {
        self.sentences.get(&key(claim, ground)?).map(String::as_str)
    }
}

fn key(claim: usize, ground: &Ground) -> Option<(Option<EventIndex>, Measure, ReportIndex, usize)> {
    let c = &ground.claims[claim];
    Some((c.event, c.count()?.measure, c.report, ground.sentence(claim).start))
}

/// Chains that end too early: elsewhere the same figure is carried through their last voice on to somebody else.
pub(crate) fn drifted_owners(sayings: &[Saying], ground: &Ground) -> Vec<Echo> {
    let mut found = Vec::new();
    // Only what names more than one voice, or somebody in a body's own release, carries a figure on.
    let carries = Alike::of(sayings, |_, o| {
        let claim = &ground.claims[o.claim];
        let release = ground.issuer(claim.report).is_some() && !claim.voices.is_empty();
        o.standing != Standing::Denial && (claim.voices.len() > 1 || release)
    });
    for (i, s) in sayings.iter().enumerate() {
        let Speaker::Voice(owner) = s.speaker else { continue };
        if s.standing == Standing::Denial || s.asked {
            continue;
        }
        let carried_on = carries.with(s.interval).iter().copied().find(|&o| {
            let o = &sayings[o];
            let claim = &ground.claims[o.claim];
            let relays = claim.voices.len().saturating_sub(1);
            let in_chain = claim.voices_relation != VoicesRelation::Joint
                && claim.voices[..relays]
                    .iter()
                    .any(|v| v.entity.is_some_and(|e| is_or_stands_for(e, owner, claim.report, ground)));
            // A body's own release that names somebody else for the figure carries it on just so.
            // Who speaks for the body in person vouches for it.
            let in_person = ground.claims[s.claim].voices.last().is_some_and(|v| v.kind == VoiceKind::Person);
            let in_release =
                ground.issuer(claim.report) == Some(owner) && !claim.voices.is_empty() && !in_person;
            (in_chain || in_release)
                && claim.report != ground.claims[s.claim].report
                && o.speaker != s.speaker
        });
        let carried_on = carried_on.or_else(|| carried_on_beside(i, owner, sayings, ground));
        if let Some(of) = carried_on {
            let name = &ground.resolved.entity(owner).canonical;
            let origin = speaker::label(&sayings[of].speaker, &[sayings[of].claim], ground);
            let file = file(ground, ground.claims[sayings[of].claim].report);
            found.push(Echo {
                saying: i,
                of,
                why: format!("{name} only passed it on: in {file} it is the figure of {origin}"),
            });
        }
    }
    found
}

/// The same for a chain that answers another question of the occurrence ("excess deaths"): whoever it ends at gives that number, or
/// rounds it, on this one too.
fn carried_on_beside(i: usize, owner: EntityIndex, sayings: &[Saying], ground: &Ground) -> Option<usize> {
    let s = &sayings[i];
    let (own, number) = (&ground.claims[s.claim], agreement::printed(s.interval)?);
    let measure = own.count()?.measure;
    let carried = ground.carried(own.event, measure, number).iter().filter(|&&at| {
        let claim = &ground.claims[at];
        let relays = &claim.voices[..claim.voices.len().saturating_sub(1)];
        relays.iter().any(|v| v.entity.is_some_and(|e| is_or_stands_for(e, owner, claim.report, ground)))
    });
    let ends: BTreeSet<&Speaker> =
        carried.map(|&at| ground.speaker(at)).filter(|w| **w != s.speaker).collect();
    if ends.is_empty() {
        return None;
    }
    sayings.iter().position(|o| {
        ends.contains(&o.speaker)
            && o.standing == Standing::Figure
            && (agreement::same_number(o.interval, s.interval)
                || agreement::rounds(o.interval, s.interval)
                || agreement::rounds(s.interval, o.interval))
    })
}

/// Roundings, by the one who passed a number on, of that number: "4,891" on others' word in August is "close to 5,000" in September.
pub(crate) fn rounded_after(drifted: &[Echo], sayings: &[Saying], ground: &Ground) -> Vec<Echo> {
    let mut by_owner: BTreeMap<&Speaker, Vec<&Echo>> = BTreeMap::new();
    drifted.iter().for_each(|e| by_owner.entry(&sayings[e.saying].speaker).or_default().push(e));
    let known: BTreeSet<usize> = drifted.iter().map(|e| e.saying).collect();
    let mut found = Vec::new();
    for (i, s) in
        sayings.iter().enumerate().filter(|(i, s)| s.standing == Standing::Figure && !known.contains(i))
    {
        let rounds = |e: &&&Echo| {
            let exact = &sayings[e.saying];
            agreement::rounds(s.interval, exact.interval) && not_later(exact, s, ground)
        };
        let exact = by_owner.get(&s.speaker).and_then(|all| all.iter().find(rounds));
        found.extend(exact.map(|e| Echo {
            saying: i,
            of: e.of,
            why: "the rounded number of a figure that its speaker passed on".to_string(),
        }));
    }
    found
}

/// Whether a voice of a chain is the owner, or "the United Nations" in a report that names the one mission meant.
fn is_or_stands_for(entity: EntityIndex, owner: EntityIndex, report: ReportIndex, ground: &Ground) -> bool {
    let entity = ground.resolved.answerable(entity);
    let known = |e: EntityIndex| ground.resolved.known_body(e);
    let here = |e: EntityIndex| {
        ground.resolved.entity(e).spellings.iter().flat_map(|s| &s.places).any(|p| p.report == report)
    };
    let mission = || {
        known(entity).is_some_and(|b| b.name == "United Nations")
            && known(owner).is_some_and(|b| b.kind == BodyKind::Un)
            && here(owner)
    };
    entity == owner || mission()
}

/// The name of a report's file.
pub(crate) fn file<'g>(ground: &'g Ground, report: ReportIndex) -> &'g str {
    ground.reports.get(report.0).map_or("", |r| r.file.as_str())
}

/// A body that takes over another's figure: the chain runs through it on to the other, and the words say so.
pub(crate) fn adopts(s: &Saying, ground: &Ground) -> Option<recount_model::EntityIndex> {
    let claim = &ground.claims[s.claim];
    let [.., before, _] = claim.voices.as_slice() else { return None };
    let says = lexicon::has_phrase(&lexicon::english().cues.adoption, ground.folded_sentence(s.claim));
    let body = ground.resolved.answerable(before.entity?);
    (says && claim.voices_relation != VoicesRelation::Joint && s.speaker != Speaker::Voice(body))
        .then_some(body)
}

/// A government that gives the number its own forces or ministry gave, and an army that gives its ministry's: one lineage, and the
/// part of the state that counted has it.
pub(crate) fn of_its_own_organ(sayings: &[Saying], taken: &BTreeSet<usize>, ground: &Ground) -> Vec<Echo> {
    let states: Vec<_> = sayings.iter().map(|s| branch::of(&s.speaker, ground)).collect();
    let un = |s: &Saying| match s.speaker {
        Speaker::Voice(e) => ground.resolved.known_body(e).filter(|b| b.kind == BodyKind::Un),
        _ => None,
    };
    let mut found = Vec::new();
    let of_state = Alike::of(sayings, |i, s| states[i].is_some() && s.standing == Standing::Figure);
    for (i, s) in
        sayings.iter().enumerate().filter(|(i, s)| !taken.contains(i) && s.standing == Standing::Figure)
    {
        let Some(own) = states[i].as_ref() else { continue };
        let organ = of_state.with(s.interval).iter().copied().find(|&j| {
            j != i && sayings[j].speaker != s.speaker && states[j].as_ref().is_some_and(|b| own.answers_to(b))
        });
        if let Some(of) = organ {
            found.push(Echo {
                saying: i,
                of,
                why: "a part of the state gives the number of its own forces or ministry: one lineage"
                    .to_string(),
            });
        }
    }
    // "The UN" beside one of its missions in one report, with one number, is that mission.
    for (i, s) in
        sayings.iter().enumerate().filter(|(i, s)| !taken.contains(i) && s.standing == Standing::Figure)
    {
        let Some(whole) = un(s).filter(|b| {
            b.name == "United Nations"
                && ground.claims[s.claim].voices.last().is_some_and(|v| v.kind != VoiceKind::Person)
        }) else {
            continue;
        };
        let missions: BTreeSet<&str> =
            sayings.iter().filter_map(un).filter(|b| b.name != whole.name).map(|b| b.name.as_str()).collect();
        let mission = sayings.iter().position(|o| {
            let here = ground.claims[o.claim].report == ground.claims[s.claim].report
                && agreement::same_number(o.interval, s.interval);
            // Elsewhere only one UN body speaks of it, and the words leave room for its number.
            let only = missions.len() == 1
                && o.date <= s.date
                && agreement::compatible(o.interval, s.interval)
                && agreement::like(o.interval, s.interval);
            (here || only) && o.standing != Standing::Denial && un(o).is_some_and(|b| b.name != whole.name)
        });
        if let Some(of) = mission {
            found.push(Echo {
                saying: i,
                of,
                why: "the figure of one of its bodies, which alone of them speaks of it: one voice"
                    .to_string(),
            });
        }
    }
    found
}

/// Headlines, and bodies, that name their source by its sort only ("rights group says") and give the number of a voice of their text.
pub(crate) fn headlines(sayings: &[Saying], taken: &BTreeSet<usize>, ground: &Ground) -> Vec<Echo> {
    let kind = |s: &Saying| match s.speaker {
        Speaker::Voice(e) => Some(ground.resolved.entity(e)),
        _ => None,
    };
    let sort_only = |s: &Saying| {
        kind(s).is_some_and(|e| {
            e.kind == EntityKind::Body
                && (is_generic_body(&fold(&e.canonical)) || !has_proper_word(&e.canonical))
        })
    };
    let nameless = |s: &Saying| kind(s).is_none_or(|e| e.kind == EntityKind::Group) || sort_only(s);
    let mut found = Vec::new();
    let named = Alike::of(sayings, |_, o| !o.title && o.standing == Standing::Figure && !nameless(o));
    for (i, s) in sayings.iter().enumerate() {
        if !(s.title || sort_only(s)) || s.standing != Standing::Figure || taken.contains(&i) || !nameless(s)
        {
            continue;
        }
        let told = named.with(s.interval).iter().copied();
        let told = told.into_iter().find(|&o| sayings[o].report(ground) == s.report(ground));
        found.extend(told.map(|of| Echo {
            saying: i,
            of,
            why: "a headline that sums up its own report".to_string(),
        }));
    }
    found
}

/// Unsourced figures that a voice gave, before or at the same time; headlines that sum up their text; figures set in one
/// sentence with an echo.
pub(crate) fn unsourced(
    sayings: &[Saying],
    taken: &BTreeSet<usize>,
    echoes: &Echoes,
    ground: &Ground,
) -> Vec<Echo> {
    let mut found: Vec<Echo> = Vec::new();
    let loose: Vec<usize> = (0..sayings.len())
        .filter(|i| {
            !taken.contains(i) && !sayings[*i].speaker.is_voice() && sayings[*i].standing == Standing::Figure
        })
        .collect();
    let given = Alike::of(sayings, |j, o| {
        o.speaker.is_voice() && o.standing == Standing::Figure && !taken.contains(&j)
    });
    let additions = additions(sayings, ground);
    for &i in &loose {
        let s = &sayings[i];
        let same = given
            .with(s.interval)
            .iter()
            .copied()
            .filter(|&j| not_later(&sayings[j], s, ground))
            .min_by_key(|&j| (sayings[j].date.map(|d| d.ordinal()), sayings[j].claim));
        if let Some(of) = same {
            found.push(Echo {
                saying: i,
                of,
                why: match (sayings[of].date, s.date) {
                    (Some(_), Some(_)) => {
                        "an unsourced figure that a voice gave before it or at the same time"
                    }
                    _ => "an unsourced figure that a voice gives too; which was first is not known",
                }
                .to_string(),
            });
        } else if let Some(of) = summed_up(i, sayings, ground) {
            found.push(Echo { saying: i, of, why: "a headline that sums up its own report".to_string() });
        } else if let Some(of) = relayed_soon_after(i, sayings, &given, ground) {
            found.push(Echo {
                saying: i,
                of,
                why: "an unsourced figure that another report of those days gives to a voice".to_string(),
            });
        } else if let Some(of) = vague_beside_a_number(i, sayings, taken, ground) {
            found.push(Echo {
                saying: i,
                of,
                why: "an unsourced word for a number where a voice gives one".to_string(),
            });
        } else if let Some(of) = added_up(i, sayings, &additions, ground) {
            found.push(Echo {
                saying: i,
                of,
                why: "the sum of a voice's figure and an addition its own report tells of".to_string(),
            });
        }
    }
    // One sentence has one source: what stands beside an echo is one too, and with it the same number elsewhere.
    let done: BTreeSet<usize> = found.iter().map(|e| e.saying).collect();
    let open: BTreeSet<usize> = loose.iter().copied().filter(|i| !done.contains(i)).collect();
    let tied = Alike::of(sayings, |i, s| open.contains(&i) && echoes.origin(s.claim, ground).is_some());
    for &i in &open {
        let tie = tied.with(sayings[i].interval).first().copied();
        if let Some(origin) = tie.and_then(|t| echoes.origin(sayings[t].claim, ground)) {
            let why = if tie == Some(i) {
                "stands in one sentence with"
            } else {
                "the same unsourced number as one beside"
            };
            found.push(Echo {
                saying: i,
                of: i,
                why: format!("{why} an echo of {origin}; one source is assumed"),
            });
        }
    }
    found
}

/// Whether `o` was said before `s` or at the same time: in the same report, on the same or an earlier day, or nobody knows when.
fn not_later(o: &Saying, s: &Saying, ground: &Ground) -> bool {
    let same_report = ground.claims[o.claim].report == ground.claims[s.claim].report;
    same_report
        || match (o.date, s.date) {
            (Some(a), Some(b)) => a.first_day().ordinal() <= b.last_day().ordinal(),
            _ => true,
        }
}

/// Days within which a relay without a date of its own may print what others printed before.
const RELAY_DAYS: i64 = 7;

/// The same number given to a voice by a report of the days after, which does not say when the voice gave it.
fn relayed_soon_after(i: usize, sayings: &[Saying], given: &Alike, ground: &Ground) -> Option<usize> {
    let s = &sayings[i];
    given.with(s.interval).iter().copied().find(|&j| {
        let o = &sayings[j];
        let claim = &ground.claims[o.claim];
        let published = ground.reports.get(claim.report.0).and_then(|r| r.published).map(|p| p.date);
        let undated = claim.as_of.is_none() || claim.as_of == published;
        let near = matches!((s.date, o.date), (Some(a), Some(b)) if a.is_full() && b.is_full()
            && (0..=RELAY_DAYS).contains(&(b.ordinal() - a.ordinal())));
        !claim.voices.is_empty() && o.hedged && undated && near
    })
}

/// A voice's number that an unsourced "scores" or "hundreds" may well mean: given before or at the same time and within a few times
/// of the word.
fn vague_beside_a_number(
    i: usize,
    sayings: &[Saying],
    taken: &BTreeSet<usize>,
    ground: &Ground,
) -> Option<usize> {
    let s = &sayings[i];
    let harm = ground.claims[s.claim].count().is_some_and(|c| c.measure.is_harm());
    let low = s.interval.low.filter(|_| harm && agreement::is_vague(s.interval) && !s.hedged)?;
    sayings.iter().enumerate().position(|(j, o)| {
        o.speaker.is_voice()
            && o.standing == Standing::Figure
            && !taken.contains(&j)
            && not_later(o, s, ground)
            && agreement::printed(o.interval).is_some_and(|n| n >= low && n <= low.saturating_mul(5))
    })
}

/// The additions a question's reports tell of, by report: sentence and number.
type Additions = BTreeMap<ReportIndex, Vec<(Span, u64)>>;

fn additions(sayings: &[Saying], ground: &Ground) -> Additions {
    let mut found = Additions::new();
    for s in sayings.iter().filter(|s| s.standing == Standing::Increment) {
        let number = agreement::printed(s.interval).map(|n| (ground.sentence(s.claim), n));
        found.entry(s.report(ground)).or_default().extend(number);
    }
    found
}

/// The voice's figure to which an unsourced one adds what its own report tells of beside it: 29 and two more are 31.
fn added_up(i: usize, sayings: &[Saying], additions: &Additions, ground: &Ground) -> Option<usize> {
    let s = &sayings[i];
    let sum = agreement::printed(s.interval)?;
    let own = ground.sentence(s.claim);
    let added = additions.get(&s.report(ground))?.iter().filter(|(sentence, _)| sentence.overlaps(own));
    let rests: Vec<u64> = added.filter_map(|(_, n)| sum.checked_sub(*n)).filter(|n| *n > 0).collect();
    if rests.is_empty() {
        return None;
    }
    sayings.iter().position(|o| {
        o.speaker.is_voice()
            && o.standing == Standing::Figure
            && not_later(o, s, ground)
            && agreement::printed(o.interval).is_some_and(|n| rests.contains(&n))
    })
}

/// The figure of its own report's text that an unsourced headline sums up.
fn summed_up(i: usize, sayings: &[Saying], ground: &Ground) -> Option<usize> {
    let s = sayings.get(i).filter(|s| s.title)?;
    let report = ground.claims[s.claim].report;
    let fits = |o: &Saying| {
        !o.title
            && o.standing == Standing::Figure
            && ground.claims[o.claim].report == report
            && agreement::compatible(o.interval, s.interval)
    };
    sayings.iter().position(|o| fits(o) && o.speaker.is_voice()).or_else(|| sayings.iter().position(fits))
}
