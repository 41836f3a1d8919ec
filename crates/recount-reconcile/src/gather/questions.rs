//! Questions: event × measure × population. What a report calls all of an event's victims names the whole; a narrower
//! population is a question of its own only where a source sets it within or beside another figure. Figures that belong to no
//! occurrence are asked of a place or of what they count.

use super::facts;
use super::label::slug;
use super::occurrence::Area;
use super::place;
use crate::agreement;
use crate::lexicon::{self, has};
use recount_lexicon::{SharedLexicon, fold};
use recount_model::{Claim, Count, EventIndex, Measure, Relation, Report, ReportIndex, Stance};
use std::collections::{BTreeMap, BTreeSet};

/// What tells questions of one measure and population apart where no occurrence does: a place or the thing counted.
pub(crate) type Topic = String;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Question {
    pub event: Option<EventIndex>,
    pub measure: Measure,
    /// Key in the tree of populations.
    pub population: String,
    /// Empty where event, measure and population say it all.
    pub topic: Topic,
}

/// A figure's population before the question is settled.
#[derive(Debug, Clone)]
struct Counted {
    key: String,
    /// Several populations together ("patients and caretakers").
    several: bool,
    /// Populations the words set beside or within ("including attackers").
    beside: BTreeSet<String>,
}

/// The question of every count claim, and whether its population is one of several counted together; `None` for other claims.
pub(crate) fn questions(claims: &[Claim], reports: &[Report], area: &Area) -> Vec<Option<(Question, bool)>> {
    let mut asked = asked(claims, reports, area);
    follow_the_denied(claims, &mut asked);
    asked
}

/// A denied figure stands where the figure stands that it denies: "104 civilian deaths" may deny another's 104 people, and who says
/// that excess deaths are not the toll denies the toll.
fn follow_the_denied(claims: &[Claim], asked: &mut [Option<(Question, bool)>]) {
    let mut put_forward: BTreeMap<Question, BTreeSet<u64>> = BTreeMap::new();
    for (claim, question) in claims.iter().zip(asked.iter()) {
        let (Some((question, _)), Some(count)) = (question, claim.count()) else { continue };
        if let Some(number) = agreement::printed(&count.interval).filter(|_| claim.stance != Stance::Denies) {
            put_forward.entry(question.clone()).or_default().insert(number);
        }
    }
    for (claim, slot) in claims.iter().zip(asked.iter_mut()).filter(|(c, _)| c.stance == Stance::Denies) {
        let (Some((question, _)), Some(count)) = (slot, claim.count()) else { continue };
        let Some(number) = agreement::printed(&count.interval) else { continue };
        let stated = |q: &Question| put_forward.get(q).is_some_and(|n| n.contains(&number));
        let whole = Question { population: "people".to_string(), topic: Topic::new(), ..question.clone() };
        let elsewhere = question.population != "people" && !stated(question);
        if (elsewhere || is_by_definition(question)) && stated(&whole) {
            *question = whole;
        }
    }
}

fn asked(claims: &[Claim], reports: &[Report], area: &Area) -> Vec<Option<(Question, bool)>> {
    let counted: Vec<Option<Counted>> = claims.iter().map(|c| c.count().map(populations_of)).collect();
    let mut beside: BTreeMap<(Option<EventIndex>, Measure, ReportIndex), Vec<usize>> = BTreeMap::new();
    for (i, claim) in claims.iter().enumerate() {
        if let Some(count) = claim.count() {
            beside.entry((claim.event, count.measure, claim.report)).or_default().push(i);
        }
    }
    let narrowed: BTreeMap<(Option<EventIndex>, Measure), BTreeSet<String>> = keys_used(claims, &counted);
    let within = set_within(claims, &counted, &beside);
    let on_board = aboard(claims, reports);
    claims
        .iter()
        .enumerate()
        .map(|(i, claim)| {
            let (count, own) = (claim.count()?, counted[i].as_ref()?);
            let near = &beside[&(claim.event, count.measure, claim.report)];
            let mut population = settle(claim, count, own, near, claims, &counted);
            // Where somebody sets a population within all the people, the same words of others mean that population too.
            if within.contains(&(claim.event, count.measure, own.key.clone())) {
                population = own.key.clone();
            }
            if count.measure == Measure::Force {
                population = narrowest(&population, &narrowed[&(claim.event, count.measure)]);
            }
            let mut topic = topic(claim, count, &population, reports, area);
            if topic.is_empty()
                && population == "people"
                && is_sort_of_people(count, own)
                && has_whole_beside(claim, count, near, claims)
            {
                topic = named_part(&count.population.words);
            }
            if topic.is_empty() && count.measure.is_harm() {
                topic = unit(&count.population.words);
            }
            if topic.is_empty() && count.measure == Measure::Killed {
                topic = definition(claim, count, reports).map(slug).unwrap_or_default();
            }
            let near_main = topic == area_topic(area) && count.measure == Measure::Population;
            let (event, topic) = match on_board.filter(|_| near_main) {
                Some(event) => (Some(event), Topic::new()),
                None => (claim.event, topic),
            };
            Some((Question { event, measure: count.measure, population, topic }, own.several))
        })
        .collect()
}

type Keyed = (Option<EventIndex>, Measure, String);

/// Populations that some voice sets within a larger figure of all people in the same sentence of its report.
fn set_within(
    claims: &[Claim],
    counted: &[Option<Counted>],
    beside: &BTreeMap<(Option<EventIndex>, Measure, ReportIndex), Vec<usize>>,
) -> BTreeSet<Keyed> {
    let mut found = BTreeSet::new();
    for ((event, measure, _), near) in beside.iter().filter(|((_, m, _), _)| m.is_harm()) {
        for &i in near {
            let (Some(own), Some(count)) = (&counted[i], claims[i].count()) else { continue };
            if own.key == "people" || !is_whole(&own.key) || claims[i].stance == Stance::Denies {
                continue;
            }
            let holds = near.iter().any(|&j| {
                let one_voice =
                    claims[j].principal().map(|v| &v.name) == claims[i].principal().map(|v| &v.name);
                let whole = counted[j].as_ref().is_some_and(|o| o.key == "people" && !o.several);
                let near_by = claims[i].span.start.abs_diff(claims[j].span.start) <= WITHIN_BYTES;
                whole && one_voice && near_by && claims[j].count().is_some_and(|o| larger(o, count))
            });
            if holds {
                found.insert((*event, *measure, own.key.clone()));
            }
        }
    }
    found
}

/// Farthest distance in bytes between a whole and the population set within it.
const WITHIN_BYTES: usize = 120;

/// The occurrence whose people in a vessel or vehicle are counted, if any are.
fn aboard(claims: &[Claim], reports: &[Report]) -> Option<EventIndex> {
    let told = claims.iter().filter(|c| reports.get(c.report.0).is_some_and(|r| facts::is_aboard(c, r)));
    told.filter_map(|c| c.event).min()
}

fn area_topic(area: &Area) -> Topic {
    let words: Vec<String> = place::place_words(area.place.as_deref().unwrap_or("")).into_iter().collect();
    words.join("-")
}

/// "households", "families": the noun that counts several people as one, empty for others.
fn unit(words: &str) -> Topic {
    let units = &lexicon::english().wholes.units;
    let head = split_aside(words).0.to_string();
    lexicon::find_phrase(units, &fold(&head)).map(slug).unwrap_or_default()
}

/// The words for a way of counting deaths other than one by one, in the population or in the clause of the figure.
fn definition(claim: &Claim, count: &Count, reports: &[Report]) -> Option<&'static str> {
    let clause = reports.get(claim.report.0).map_or("", |r| claim.span.slice(&r.text));
    let named = |words: &str| {
        let folded = fold(words);
        let mut all = lexicon::english().wholes.definition.iter();
        all.find(|d| lexicon::has_phrase(&d.words, &folded)).map(|d| d.name.as_str())
    };
    [count.population.words.as_str(), clause].into_iter().find_map(named)
}

/// Whether a question is about deaths by a definition of their own.
pub(crate) fn is_by_definition(question: &Question) -> bool {
    lexicon::english().wholes.definition.iter().any(|d| slug(&d.name) == question.topic)
}

fn keys_used(
    claims: &[Claim],
    counted: &[Option<Counted>],
) -> BTreeMap<(Option<EventIndex>, Measure), BTreeSet<String>> {
    let mut used: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for (claim, own) in claims.iter().zip(counted) {
        if let (Some(count), Some(own)) = (claim.count(), own) {
            used.entry((claim.event, count.measure)).or_default().insert(own.key.clone());
        }
    }
    used
}

/// The words of a population up to where they say more about it, the populations named there and those named after.
fn populations_of(count: &Count) -> Counted {
    let tree = &SharedLexicon::english().populations;
    let words = &count.population.words;
    let (head, rest) = split_aside(words);
    let named = |text: &str| -> BTreeSet<String> {
        let pieces = fold(&text.replace(',', " and "));
        pieces.split(" and ").filter_map(|piece| tree.known_key(piece)).map(str::to_string).collect()
    };
    let in_head = named(head);
    let given = count.population.key.as_str();
    let combined = in_head.len() > 1 && !(in_head.contains("women") && in_head.contains("children"));
    // "armed men (fighters)": the bracket says who is meant where the words before it do not.
    let inside = words.split_once(" (").map_or("", |(_, inside)| inside.trim_end_matches(')'));
    let bracket = tree
        .known_key(inside)
        .filter(|_| !opens_wider(inside) && !has(&lexicon::english().turns.people, &fold(head)))
        .filter(|_| tree.known_key(head).is_none_or(|k| k == "people"));
    let clear = bracket.or_else(|| tree.known_key(head));
    let key = if !given.is_empty() && tree.has(given) && (given != "people" || bracket.is_none()) {
        given
    } else {
        clear.unwrap_or("people")
    };
    Counted {
        key: if combined { "people".to_string() } else { key.to_string() },
        several: combined,
        beside: if bracket.is_some() { BTreeSet::new() } else { named(rest) },
    }
}

/// Whether a bracket names people beside those meant, not those meant.
fn opens_wider(inside: &str) -> bool {
    let first = fold(inside);
    lexicon::english().turns.opens_wider.iter().any(|w| first.starts_with(w.as_str()))
}

/// The phrase up to the first word that turns aside, and what follows.
fn split_aside(words: &str) -> (&str, &str) {
    let aside = &lexicon::english().wholes.aside;
    let mut at = words.find(" (").unwrap_or(words.len());
    let padded = words.to_lowercase();
    for word in aside.iter().filter(|w| *w != "(") {
        if let Some(found) = padded.find(&format!(" {word} ")).filter(|&f| f > 0 && words.is_char_boundary(f))
        {
            at = at.min(found);
        }
    }
    (words.get(..at).unwrap_or(words), words.get(at..).unwrap_or(""))
}

/// The population of the question a figure answers.
fn settle(
    claim: &Claim,
    count: &Count,
    own: &Counted,
    near: &[usize],
    claims: &[Claim],
    counted: &[Option<Counted>],
) -> String {
    let wholes = &lexicon::english().wholes;
    if !has(&wholes.whole, &own.key) || own.key == "people" {
        return own.key.clone();
    }
    if !count.measure.is_harm() {
        return "people".to_string();
    }
    if count.relation == Relation::Part {
        return own.key.clone();
    }
    let apart = near.iter().any(|&i| {
        let (Some(other), Some(other_count)) = (&counted[i], claims[i].count()) else { return false };
        if claims[i].stance == Stance::Denies {
            return false;
        }
        let one_voice = claims[i].principal().map(|v| &v.name) == claim.principal().map(|v| &v.name);
        let counts_other = one_voice && has(&wholes.counted_apart, &other.key) && other.key != own.key;
        let sets_beside = other.beside.iter().any(|k| has(&wholes.counted_apart, k) && *k != own.key);
        // The same voice gives a figure of all people besides: then this one is narrower.
        let same_voice = other.key == "people"
            && !other.several
            && claims[i].principal().map(|v| &v.name) == claim.principal().map(|v| &v.name);
        let differs = other_count.interval.leading() != count.interval.leading();
        counts_other
            || sets_beside
            || (same_voice
                && differs
                && claims[i].stance == Stance::Asserts
                && other_count.relation == Relation::Total
                && larger(other_count, count))
    });
    if apart { own.key.clone() } else { "people".to_string() }
}

/// Whether the words name a sort of people that no population of the tree is: "firefighters", "dockers".
fn is_sort_of_people(count: &Count, own: &Counted) -> bool {
    let (head, _) = split_aside(&count.population.words);
    count.measure.is_harm() && !own.several && SharedLexicon::english().populations.known_key(head).is_none()
}

/// Whether the report gives a larger figure of people as such for the same event and measure.
fn has_whole_beside(claim: &Claim, count: &Count, near: &[usize], claims: &[Claim]) -> bool {
    let tree = &SharedLexicon::english().populations;
    near.iter().map(|&i| &claims[i]).any(|c| {
        c.span != claim.span
            && c.stance != Stance::Denies
            && c.count()
                .is_some_and(|o| larger(o, count) && tree.known_key(&o.population.words).is_none_or(is_whole))
    })
}

fn larger(a: &Count, b: &Count) -> bool {
    a.interval.leading() > b.interval.leading()
}

/// Forces told of under a wide and a narrow word are the same men: the narrow word names them, if there is only one.
fn narrowest(key: &str, used: &BTreeSet<String>) -> String {
    let tree = &SharedLexicon::english().populations;
    let mut inner = used.iter().filter(|k| k.as_str() != key && tree.within(k, key));
    match (inner.next(), inner.next()) {
        (Some(one), None) => one.clone(),
        _ => key.to_string(),
    }
}

fn topic(claim: &Claim, count: &Count, population: &str, reports: &[Report], area: &Area) -> Topic {
    let where_ = || {
        let elsewhere = reports.get(claim.report.0).is_none_or(|r| area.is_elsewhere(claim, r))
            || (claim.other_event
                && claim.place.as_deref().is_some_and(|p| !place::is_wide(p) && !area.is_near(p)));
        let wide = claim.place.as_deref().is_some_and(|p| place::is_wide(p) && !area.is_near(p));
        let place = if elsewhere || (wide && count.measure == Measure::Members) {
            claim.place.as_deref()
        } else {
            area.place.as_deref().or(claim.place.as_deref())
        };
        let words: Vec<String> = place::place_words(place.unwrap_or("")).into_iter().collect();
        words.join("-")
    };
    match count.measure {
        Measure::Population | Measure::Members => where_(),
        Measure::Other | Measure::Supporters | Measure::Distance | Measure::Units | Measure::Force
            if population == "people" =>
        {
            subject(&count.population.words)
        }
        _ if claim.event.is_none() => where_(),
        _ if count.relation == Relation::Part && population == "people" => {
            named_part(&count.population.words)
        }
        _ => Topic::new(),
    }
}

/// A part of the whole that has a name no population of the tree has ("firefighters"); empty for "people", "others", "dead".
fn named_part(words: &str) -> Topic {
    let topic = subject(words);
    let last = topic.rsplit('-').next().unwrap_or("");
    let generic = has(&lexicon::english().wholes.generic, last);
    if generic { Topic::new() } else { topic }
}

/// Whether the population often names all of an event's people.
pub(crate) fn is_whole(key: &str) -> bool {
    has(&lexicon::english().wholes.whole, key)
}

/// The key of a count's population, its words considered.
pub(crate) fn population_key(count: &Count) -> String {
    populations_of(count).key
}

/// The first words that say what is counted.
fn subject(words: &str) -> Topic {
    let (head, _) = split_aside(words);
    let small = &lexicon::english().turns.not_of_a_topic;
    let kept: Vec<String> =
        fold(head).split(' ').filter(|w| !has(small, w)).take(3).map(str::to_string).collect();
    slug(&kept.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use recount_model::{Interval, Population};

    fn check(words: &str, key: &str, several: bool) {
        let population = Population { key: String::new(), words: words.to_string() };
        let count = Count {
            measure: Measure::Killed,
            population,
            interval: Interval::exactly(1, "1"),
            figure_span: None,
            relation: Relation::Total,
        };
        let own = populations_of(&count);
        assert_eq!((own.key.as_str(), own.several), (key, several), "{words}");
    }

    #[test]
    fn the_words_before_an_aside_name_the_population() {
        check("people (including attackers)", "people", false);
        check("women among those killed", "women", false);
        check("staff", "staff", false);
        check("doctors and patients", "people", true);
        check("Iraqi soldiers in the attack", "soldiers", false);
        check("women and children", "women", false);
    }
}
