//! The rules that say what a figure counts, tried in the order of [`RULES`]. Each looks at one place for the word that says
//! what happened; the first that finds one decides.

use super::super::Scene;
use super::noun_phrase::NounPhrase;
use super::{Found, Last};
use crate::numbers::Figure;
use recount_model::{Measure, Relation};
use std::ops::Range;

/// The other figures of the sentence.
pub(super) struct Neighbours<'a> {
    pub before: &'a [Figure],
    pub after: &'a [Figure],
}

/// Everything a rule may look at.
struct Case<'a, 'b, 't> {
    scene: &'a Scene<'b, 't>,
    figure: &'a Figure,
    phrase: &'a NounPhrase,
    neighbours: &'a Neighbours<'a>,
    last: Option<&'a Last>,
}

type Rule = fn(&Case<'_, '_, '_>) -> Option<Found>;

/// The rules in order.
const RULES: [Rule; 9] = [
    governing_verb,
    harm_noun_in_phrase,
    noun_of_figure,
    part_of_last,
    predicate_after,
    toll_before,
    presence,
    listed_after_last,
    bare_after_last,
];

/// What a figure counts; `None` when no rule finds a word that says so.
pub(super) fn measure(
    scene: &Scene<'_, '_>,
    figure: &Figure,
    phrase: &NounPhrase,
    neighbours: &Neighbours<'_>,
    last: Option<&Last>,
) -> Option<Found> {
    let case = Case { scene, figure, phrase, neighbours, last };
    let mut found = RULES.iter().find_map(|rule| rule(&case))?;
    if found.relation == Relation::Total && case.is_increment() {
        found.relation = Relation::Increment;
    } else if found.relation == Relation::Total && case.is_part_by_word() {
        found.relation = Relation::Part;
    }
    Some(found)
}

impl Case<'_, '_, '_> {
    fn low(&self, k: usize) -> &str {
        self.scene.low(k)
    }

    fn start(&self) -> usize {
        self.figure.tokens.start
    }

    fn total(&self, measure: Measure, evidence: Range<usize>) -> Option<Found> {
        Some(Found { measure, evidence, relation: Relation::Total, inherited: None })
    }

    /// The last token before the figure that is no article, adverb or quotation mark.
    fn before(&self) -> Option<usize> {
        let loose = |k: usize| {
            let word = self.low(k);
            self.scene.text.tokens[k].is_quote()
                || self.scene.lexicon.adverbs.contains(word)
                || matches!(
                    word,
                    "the"
                        | "another"
                        | "a"
                        | "an"
                        | "its"
                        | "their"
                        | "other"
                        | "all"
                        | "further"
                        | "additional"
                )
        };
        (self.scene.tokens.start..self.start()).rev().find(|&k| !loose(k))
    }

    /// "three more people died", or the sentence says that this brings the toll to another number.
    fn is_increment(&self) -> bool {
        let brings = (self.phrase.tokens.end..self.scene.tokens.end).any(|k| {
            matches!(self.low(k), "taking" | "bringing" | "raising" | "pushing")
                && (k..(k + 5).min(self.scene.tokens.end))
                    .any(|j| self.scene.lexicon.tolls.has(&self.scene.text.tokens, j, self.scene.tokens.end))
        });
        self.phrase.more || brings
    }

    fn is_part_by_word(&self) -> bool {
        self.before().is_some_and(|k| {
            matches!(
                self.low(k),
                "including" | "among" | "them" | "whom" | "include" | "included" | "includes"
            )
        })
    }
}

/// Whether the token is part of a passive: a form of "be" stands before it, adverbs apart.
fn is_passive(scene: &Scene<'_, '_>, k: usize) -> bool {
    let mut j = k;
    while j > scene.tokens.start && scene.lexicon.adverbs.contains(scene.low(j - 1)) {
        j -= 1;
    }
    j > scene.tokens.start
        && matches!(scene.low(j - 1), "is" | "are" | "was" | "were" | "be" | "been" | "being")
}

/// What: a transitive harm verb directly before the figure. Example: "killed at least 34 people". Counter-example: "were
/// killed, 12 of them staff", a passive. Two verbs of different measures ("killed or wounded 848") count neither alone.
fn governing_verb(case: &Case<'_, '_, '_>) -> Option<Found> {
    let scene = case.scene;
    let k = case.before()?;
    let verb = scene.lexicon.harm(case.low(k)).iter().find(|h| h.transitive)?;
    let noun_before =
        k > scene.tokens.start && scene.lexicon.determiners.contains(case.low(k - 1)) && !verb.forms.past;
    if is_passive(scene, k) || noun_before {
        return None;
    }
    let mut first = k;
    let mut measure = verb.measure;
    // "killed or wounded", "imprisoned, tortured and killed": walk back over a list of verbs.
    let mut j = k;
    while j > scene.tokens.start {
        j -= 1;
        let word = case.low(j);
        if let Some(other) = scene.lexicon.harm(word).iter().find(|h| h.transitive) {
            if other.measure != measure {
                measure = Measure::Other;
            }
            first = j;
        } else if !(matches!(word, "and" | "or" | "," | "/")
            || scene.lexicon.adverbs.contains(word)
            || (word.ends_with("ed") && matches!(case.low(j + 1), "," | "and" | "or")))
        {
            break;
        }
    }
    if measure == Measure::Other
        && scene.lexicon.harm(case.low(first)).iter().all(|h| h.measure == Measure::Destroyed)
    {
        measure = Measure::Destroyed;
    }
    case.total(measure, first..k + 1)
}

/// What: a harm noun or adjective that ends the phrase or follows it. Example: "30 deaths", "22 dead", "30 wounded men",
/// "848 civilian casualties" (killed and injured together). Counter-example: "12 death-row inmates".
fn harm_noun_in_phrase(case: &Case<'_, '_, '_>) -> Option<Found> {
    let scene = case.scene;
    let range = case.phrase.words.clone();
    let last = range.end.checked_sub(1).filter(|_| !range.is_empty());
    if last.is_some_and(|k| matches!(case.low(k), "casualties" | "casualty")) {
        return case.total(Measure::Other, range);
    }
    if let Some((len, &measure)) =
        last.and_then(|k| scene.lexicon.harm_nouns.ending(&scene.text.tokens, k + 1, range.start))
    {
        return case.total(measure, range.end - len..range.end);
    }
    if case.phrase.partitive {
        return None;
    }
    // "22 dead": an adjective right after the figure or its noun; "30 wounded men": inside the phrase.
    let next = range.end;
    let adjective = (range.start..next + 1)
        .find(|&k| k < scene.tokens.end && scene.lexicon.harm_adjectives.contains_key(case.low(k)));
    let k = adjective?;
    let measure = scene.lexicon.harm_adjectives[case.low(k)];
    let follows = k + 1 == range.end
        || k == next
        || scene.lexicon.shared.populations.known_key(case.low(k + 1)).is_some();
    let agent = k == next && begins_object(case, k + 1);
    (follows && !agent).then_some(Found {
        measure,
        evidence: k..k + 1,
        relation: Relation::Total,
        inherited: None,
    })
}

/// What: a harm noun and "of" before the figure. Example: "the death of 11 dockers", "the abduction of 276 girls".
fn noun_of_figure(case: &Case<'_, '_, '_>) -> Option<Found> {
    let k = case.before().filter(|&k| case.low(k) == "of")?;
    let (len, &measure) =
        case.scene.lexicon.harm_nouns.ending(&case.scene.text.tokens, k, case.scene.tokens.start)?;
    case.total(measure, k - len..k + 1)
}

/// What: a part of the figure before. Example: "12 of them staff", "including seven women", "of whom three". Inherits what
/// happened from the figure it is a part of.
fn part_of_last(case: &Case<'_, '_, '_>) -> Option<Found> {
    let last = case.last.filter(|l| l.sentence + 2 >= case.scene.sentence)?;
    let paragraph = case.scene.text.sentences[case.scene.sentence].paragraph;
    let names_part = case.phrase.partitive || case.is_part_by_word();
    let same = last.paragraph == paragraph;
    let critical = (case.phrase.tokens.start..case.phrase.tokens.end + 1)
        .find_map(|k| case.scene.lexicon.harm_adjectives.get(case.low(k)));
    let measure = critical.copied().unwrap_or(last.measure);
    (names_part && same).then(|| Found {
        measure,
        evidence: case.figure.tokens.clone(),
        relation: Relation::Part,
        inherited: Some(last.population.clone()),
    })
}

/// What: the predicate after the figure's phrase. Example: "three people had been killed", "hundreds wounded", "2,000 are
/// unaccounted for". Stops at the first verb that says something else.
fn predicate_after(case: &Case<'_, '_, '_>) -> Option<Found> {
    let (measure, evidence) = predicate(case, case.phrase.tokens.end.max(case.figure.tokens.end))?;
    case.total(measure, evidence)
}

const REACH: usize = 28;

fn predicate(case: &Case<'_, '_, '_>, from: usize) -> Option<(Measure, Range<usize>)> {
    let scene = case.scene;
    let limit = (from + REACH).min(scene.tokens.end);
    let mut auxiliary = false;
    let mut k = from;
    while k < limit {
        let word = case.low(k);
        if matches!(word, ";" | "." | ":" | "!" | "?") || (word == "," && is_new_subject(case, k + 1)) {
            return None;
        }
        if let Some((len, &measure)) = scene.lexicon.harm_phrases.at(&scene.text.tokens, k, scene.tokens.end)
        {
            return Some((measure, from..k + len));
        }
        for harm in scene.lexicon.harm(word) {
            if harm.transitive && harm.forms.participle && (auxiliary || is_passive(scene, k)) {
                return Some((second_verb(case, k, harm.measure), from..k + 1));
            }
            if harm.transitive && harm.forms.participle && k == from && !begins_object(case, k + 1) {
                return Some((harm.measure, from..k + 1));
            }
            if !harm.transitive
                && (harm.forms.finite() || harm.forms.participle)
                && (k == from || auxiliary || k <= from + 14)
            {
                return Some((harm.measure, from..k + 1));
            }
        }
        if let Some(&measure) = scene.lexicon.harm_adjectives.get(word).filter(|_| auxiliary) {
            return Some((measure, from..k + 1));
        }
        let inside_name = scene.names.at(k).is_some();
        if scene.lexicon.auxiliaries.contains(word) || (auxiliary && scene.lexicon.be.contains(word)) {
            auxiliary = true;
        } else if auxiliary
            && !inside_name
            && !(scene.lexicon.adverbs.contains(word)
                || matches!(word, "to" | "not" | "," | "-")
                || word.ends_with("ly"))
        {
            // The auxiliary belonged to another verb: it says something else of the people counted.
            return None;
        } else if !auxiliary
            && !inside_name
            && scene.lexicon.reporting_verbs.get(word).is_some_and(|v| v.forms.past || v.forms.third)
            && k > from
        {
            return None;
        }
        k += 1;
    }
    None
}

/// "damaged or destroyed", "killed or wounded": two verbs of one predicate with different measures count neither alone.
fn second_verb(case: &Case<'_, '_, '_>, k: usize, measure: Measure) -> Measure {
    let joined = case.low(k + 1) == "or";
    let other =
        case.scene.lexicon.harm(case.low(k + 2)).iter().find(|h| h.forms.participle).map(|h| h.measure);
    match other {
        Some(other) if joined && other != measure => Measure::Other,
        _ => measure,
    }
}

/// Whether an object begins at `k`, so that the people counted did it rather than suffered it.
fn begins_object(case: &Case<'_, '_, '_>, k: usize) -> bool {
    let word = case.low(k);
    let figure = case.neighbours.after.iter().any(|f| f.tokens.start == k);
    figure
        || matches!(word, "the" | "a" | "an" | "their" | "its" | "his" | "her" | "them")
        || case.scene.names.at(k).is_some()
}

/// Whether a comma is followed by a new subject with a verb of its own ("..., the army said").
fn is_new_subject(case: &Case<'_, '_, '_>, k: usize) -> bool {
    (k..(k + 5).min(case.scene.tokens.end)).any(|j| {
        case.scene.lexicon.reporting_verbs.get(case.low(j)).is_some_and(|v| v.forms.finite() && !v.needs_that)
    }) && !matches!(case.low(k), "and" | "who")
}

/// What: a word for the toll before the figure. Example: "the death toll rose to 22", "the hospital toll was put at 30".
fn toll_before(case: &Case<'_, '_, '_>) -> Option<Found> {
    let scene = case.scene;
    let people = case.phrase.is_empty()
        || matches!(
            scene.lexicon.shared.populations.known_key(&scene.text.words(case.phrase.words.clone())),
            Some(_)
        );
    let floor = case.start().saturating_sub(26).max(scene.tokens.start);
    let (at, measure) = (floor..case.start())
        .rev()
        .find_map(|k| scene.lexicon.tolls.at(&scene.text.tokens, k, case.start()).map(|(_, &m)| (k, m)))?;
    let broken = (at..case.start()).any(|k| matches!(case.low(k), ";" | "?" | "!"));
    let links = case.before().is_some_and(|k| {
        matches!(
            case.low(k),
            "to" | "at"
                | "of"
                | "was"
                | "is"
                | "as"
                | "from"
                | "by"
                | "be"
                | ":"
                | "reached"
                | "hit"
                | "confirm"
                | "confirmed"
                | "than"
                | "were"
                | "stands"
                | "stood"
                | "toll"
                | "passed"
                | "topped"
                | "exceed"
                | "exceeded"
        )
    });
    let enumerates = (at..case.start()).any(|k| {
        matches!(
            case.low(k),
            "made" | "comprises" | "comprised" | "includes" | "included" | "include" | "are" | "were"
        )
    });
    if broken || !people || !(links || (enumerates && !case.phrase.is_empty())) {
        return None;
    }
    let relation = if enumerates && !case.phrase.is_empty() && !links_to_people(case) {
        Relation::Part
    } else {
        Relation::Total
    };
    Some(Found { measure, evidence: at..case.figure.tokens.end, relation, inherited: None })
}

fn links_to_people(case: &Case<'_, '_, '_>) -> bool {
    case.scene.lexicon.shared.populations.key(&case.scene.text.words(case.phrase.words.clone())) == "people"
}

/// What: words that say how many there are, without harm. Example: "home to some 3,400 members", "2,500 soldiers took part".
fn presence(case: &Case<'_, '_, '_>) -> Option<Found> {
    let scene = case.scene;
    let words = scene.text.words(case.phrase.words.clone());
    let key = scene.lexicon.shared.populations.known_key(&words);
    if key == Some("units") {
        return case.total(Measure::Units, case.phrase.words.clone());
    }
    let before = case.before().map_or(case.start(), |k| k + 1);
    for (measure, ahead, after) in &scene.lexicon.presence {
        let armed = matches!(key, Some("soldiers" | "police" | "security forces" | "attackers"));
        if *measure == Measure::Force && !armed || *measure == Measure::Supporters && armed {
            continue;
        }
        if let Some((len, ())) = ahead.ending(&scene.text.tokens, before, scene.tokens.start) {
            return case.total(*measure, before - len..case.start());
        }
        let from = case.phrase.tokens.end.max(case.figure.tokens.end);
        let reach = (from + 8).min(scene.tokens.end);
        let stop =
            (from..reach).find(|&k| matches!(case.low(k), ";" | "." | ":" | "," | "that")).unwrap_or(reach);
        let counted = key.is_some() || !case.phrase.is_empty() || case.phrase.partitive;
        if let Some(k) = (from..stop).find(|&k| counted && after.has(&scene.text.tokens, k, scene.tokens.end))
        {
            return case.total(*measure, from..k + 1);
        }
    }
    None
}

/// What: one more item of a list of figures. Example: "14 staff, 24 patients and four carers". Inherits what happened.
fn listed_after_last(case: &Case<'_, '_, '_>) -> Option<Found> {
    let last = case.last.filter(|l| l.sentence == case.scene.sentence && l.tokens.end <= case.start())?;
    let gap = last.tokens.end..case.start();
    let plain = gap.len() <= 8
        && gap.clone().all(|k| {
            matches!(
                case.low(k),
                "," | "and"
                    | ":"
                    | "as"
                    | "well"
                    | "plus"
                    | "or"
                    | "made"
                    | "up"
                    | "of"
                    | "comprising"
                    | "with"
                    | ";"
                    | "along"
                    | "namely"
                    | "--"
                    | "("
                    | "also"
                    | "the"
                    | "another"
                    | "in"
                    | "addition"
                    | "to"
            ) || case.scene.names.at(k).is_some()
                || matches!(case.low(k), "whom" | "are" | "critical")
        });
    let noun = !case.phrase.is_empty()
        && case
            .scene
            .lexicon
            .shared
            .populations
            .known_key(&case.scene.text.words(case.phrase.words.clone()))
            .is_some();
    let opens = gap.clone().any(|k| matches!(case.low(k), ":" | "made" | "comprising" | "namely" | "("));
    let relation = if opens || last.relation == Relation::Part { Relation::Part } else { Relation::Total };
    (plain && noun).then_some(Found {
        measure: last.measure,
        evidence: case.figure.tokens.clone(),
        relation,
        inherited: None,
    })
}

/// What: a number without a noun after a figure of the same sentence. Example: "30 dead, where 22 had been reported before".
fn bare_after_last(case: &Case<'_, '_, '_>) -> Option<Found> {
    let last = case.last.filter(|l| {
        l.sentence == case.scene.sentence && l.tokens.end <= case.start() && l.measure.is_harm()
    })?;
    let others = case.scene.text.words(case.phrase.words.clone()).to_lowercase();
    let bare = case.phrase.is_empty() || others == "others";
    let near = case.start() - last.tokens.end <= 20;
    (bare && near).then(|| Found {
        measure: last.measure,
        evidence: case.figure.tokens.clone(),
        relation: if others == "others" { Relation::Part } else { Relation::Total },
        inherited: Some(last.population.clone()),
    })
}
