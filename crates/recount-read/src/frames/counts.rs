//! Counts: which figures of a sentence count whom, and what happened to them.
//!
//! Each figure is given the noun phrase after it ([`noun_phrase`]); the rules of [`rules`] then look, in order, for the
//! word that says what happened: in the phrase, before it, after it, or in the figure before of which this one is a part.

mod confidence;
mod denial;
mod noun_phrase;
mod rules;
mod zero;

use super::Scene;
use crate::lexicon::Word;
use crate::numbers::{NumberPhrase, distances, figures};
use noun_phrase::NounPhrase;
use recount_lexicon::populations::PEOPLE;
use recount_model::{Claim, Content, Count, Measure, Population, Relation, Stance, Word as _};
use std::ops::Range;

/// What a rule found: the measure, the tokens it rests on, and how the figure stands to others.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HarmFound {
    pub measure: Measure,
    /// Tokens of the word that says what happened; part of the claim's span.
    pub evidence: Range<usize>,
    pub relation: Relation,
    /// Whether the people may be those of the figure before, when the phrase names none.
    pub goes_on: bool,
    /// The population taken over from an earlier figure, when the phrase names none.
    pub inherited: Option<Population>,
}

/// A count read before, from which parts and bare numbers inherit.
#[derive(Debug, Clone, Default)]
pub(crate) struct Previous {
    pub(super) last: Option<Last>,
}

/// The last count of the report.
#[derive(Debug, Clone)]
pub(super) struct Last {
    pub measure: Measure,
    pub population: Population,
    /// Its figure and noun phrase.
    pub tokens: Range<usize>,
    /// The number one would lead with.
    pub number: Option<u64>,
    pub paragraph: usize,
    pub sentence: usize,
    /// Whether it stood beside other figures that added up, so that a list may go on.
    pub relation: Relation,
}

/// The counts of a sentence.
pub(super) fn extract(scene: &Scene<'_, '_>, previous: &mut Previous) -> Vec<Claim> {
    let taken: Vec<Range<usize>> = scene.times.iter().map(|t| t.tokens.clone()).collect();
    let mut figures = figures(scene.text, scene.tokens.clone(), &taken, scene.lexicon);
    confidence::apply(scene, &mut figures);
    let mut out = Vec::new();
    for (i, figure) in figures
        .iter()
        .enumerate()
        .filter(|(i, f)| !zero::is_part_of(scene, f) && !is_whole_of_share(scene, &figures[..*i], f))
    {
        let phrase = NounPhrase::after(scene, figure);

        let Some(found) = rules::measure(scene, figure, &phrase, &figures[i + 1..], previous.last.as_ref())
        else {
            continue;
        };
        let claim = build(scene, figure, &figures[i + 1..], &phrase, found, previous);
        out.push(claim);
    }
    out.extend(zero::extract(scene));
    out.extend(
        distances(scene.text, scene.tokens.clone(), scene.lexicon)
            .iter()
            .map(|figure| distance(scene, figure)),
    );
    out
}

/// A distance as a claim; what lies that far apart is told by the words around it.
fn distance(scene: &Scene<'_, '_>, figure: &NumberPhrase) -> Claim {
    let end = (figure.tokens.end + 5).min(scene.tokens.end);
    let end = (figure.tokens.end..end).find(|&k| scene.is_sign(k)).unwrap_or(end);
    let words = scene.text.words(figure.tokens.end..end);
    let count = Count {
        measure: Measure::Distance,
        population: Population { key: Measure::Distance.word().into(), words },
        interval: figure.interval.clone(),
        figure_span: Some(scene.text.span(figure.tokens.clone())),
        relation: Relation::Total,
    };
    scene.claim(figure.tokens.start..end, figure.core.start, Content::Count(count))
}

/// "Camp Oster, home to some 1,900 people, was closed, she said": an apposition that only describes is the report's own.
fn is_aside(scene: &Scene<'_, '_>, found: &HarmFound) -> bool {
    let before = found.evidence.start.checked_sub(1).filter(|b| *b >= scene.tokens.start);
    found.measure == Measure::Population
        && scene.is(found.evidence.start, Word::Home)
        && before.is_some_and(|b| matches!(scene.low(b), "," | "--" | "\u{2013}" | "\u{2014}" | "("))
}

/// Whether a figure is the whole of a share told before it: the 210 of "154 of some 210 structures".
fn is_whole_of_share(scene: &Scene<'_, '_>, before: &[NumberPhrase], figure: &NumberPhrase) -> bool {
    before.last().is_some_and(|b| {
        let of = b.tokens.end;
        let article = usize::from(scene.is(of + 1, Word::The));
        of + 1 + article == figure.tokens.start && scene.is(of, Word::Of)
    })
}

fn build(
    scene: &Scene<'_, '_>,
    figure: &NumberPhrase,
    later: &[NumberPhrase],
    phrase: &NounPhrase,
    found: HarmFound,
    previous: &mut Previous,
) -> Claim {
    let population = population(scene, phrase, &found, figure.interval.leading(), previous.last.as_ref());
    let span = figure.tokens.start.min(found.evidence.start)
        ..figure.tokens.end.max(phrase.tokens.end).max(found.evidence.end);
    let tokens = figure.tokens.start..figure.tokens.end.max(phrase.tokens.end);
    let relation = if figure.multiple { Relation::Multiple } else { found.relation };
    let count = Count {
        measure: found.measure,
        population: population.clone(),
        interval: figure.interval.clone(),
        figure_span: Some(scene.text.span(figure.tokens.clone())),
        relation,
    };
    let mut claim = scene.claim(span, figure.core.start, Content::Count(count));
    if is_aside(scene, &found) {
        claim.voices.clear();
        claim.stance = Stance::Asserts;
    }
    denial::apply(scene, figure, later, &mut claim);
    if rules::is_wider_total(scene, figure) {
        // The sentence's own date is that of the part it goes on to tell.
        claim.other_event = true;
        (claim.event_date, claim.event_period) = (None, None);
    }
    if claim.stance != Stance::Denies || previous.last.is_none() {
        let paragraph = scene.text.sentences[scene.sentence].paragraph;
        previous.last = Some(Last {
            measure: found.measure,
            number: figure.interval.leading(),
            population,
            tokens,
            paragraph,
            sentence: scene.sentence,
            relation,
        });
    }
    claim
}

/// The population of a figure: by the words of its phrase, else taken over, else people.
fn population(
    scene: &Scene<'_, '_>,
    phrase: &NounPhrase,
    found: &HarmFound,
    number: Option<u64>,
    last: Option<&Last>,
) -> Population {
    let words = scene.text.words(phrase.words.clone());
    let paragraph = scene.text.sentences[scene.sentence].paragraph;
    // "58 miners were below. Some climbed out; 45 are still missing": a bare number goes on with the people before it.
    let before = last.filter(|l| {
        phrase.is_empty()
            && found.goes_on
            && l.number > number
            && l.paragraph == paragraph
            && l.population.key != PEOPLE
            && l.measure.is_harm()
            && found.measure.is_harm()
    });
    // "It destroyed 1,100 homes and damaged 3,000 more": things go on being those before.
    let things = last.filter(|l| {
        (phrase.is_empty() || phrase.more)
            && (l.measure, found.measure) == (Measure::Destroyed, Measure::Destroyed)
            && l.sentence == scene.sentence
            && scene.lexicon.shared.populations.known_key(&words).is_none()
    });
    if let (Some(last), None) = (before.or(things), &found.inherited) {
        return last.population.clone();
    }
    match (scene.lexicon.shared.populations.known_key(&words), &found.inherited) {
        (Some(key), inherited) if key != PEOPLE || inherited.is_none() => {
            Population { key: key.to_string(), words }
        }
        (_, Some(inherited)) => inherited.clone(),
        _ => scene.population(PEOPLE.into(), words),
    }
}

#[cfg(test)]
mod tests {
    use crate::reader::tests::counts;

    /// One line of text, the counts expected: measure, population, figure as written, relation when not a total.
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(counts(text), expected, "{text}");
    }

    #[test]
    fn the_verb_before_the_figure() {
        check("The blast killed at least 34 people.", &["killed people at least 34"]);
        check("The fire destroyed the depot, killing 22 people.", &["killed people 22"]);
        check("The explosion killed 14 and injured 52 nurses.", &["killed people 14", "injured staff 52"]);
        check("Shelling killed or wounded at least 615 civilians.", &["other civilians at least 615"]);
        check("It led to the death of 11 dockers.", &["killed people 11"]);
    }

    #[test]
    fn the_verb_after_the_figure() {
        check("Four people had been killed in the crush.", &["killed people Four"]);
        check(
            "A dozen employees of the spa and nine patients, four of them women, died as its roof gave way.",
            &["killed staff A dozen", "killed patients nine", "killed women four part"],
        );
        check("Sixty dockers are now counted dead.", &["killed people Sixty"]);
        check("Over 750 passengers are unaccounted for.", &["missing people Over 750"]);
        check("Over 460 structures burned, were damaged or fell.", &["destroyed buildings Over 460"]);
        check(
            "At least 31 dockers have been killed and dozens hurt.",
            &["killed people At least 31", "injured people dozens"],
        );
        check("Up to 650 people may have drowned.", &["killed people Up to 650"]);
    }

    #[test]
    fn tolls_and_bare_numbers() {
        check("The death toll rose to 22.", &["killed people 22"]);
        check(
            "Deaths stood at 41 by noon, made up of 16 staff and 25 pilgrims.",
            &["killed people 41", "killed staff 16 part", "killed people 25 part"],
        );
        check("The fire: death toll now 23.", &["killed people 23"]);
    }

    #[test]
    fn parts_and_increments() {
        check(
            "At least 45 dockers burned to death, 18 of them women.",
            &["killed people At least 45", "killed women 18 part"],
        );
        check(
            "The union says at least 51 dockers were killed...including nine or more children.",
            &["killed people at least 51", "killed children nine or more part"],
        );
        check("Three more patients died.", &["killed patients Three increment"]);
    }

    #[test]
    fn a_confidence_interval_is_one_claim() {
        check(
            "It led to 118 deaths, with a 95 per cent confidence interval of 64 to 171.",
            &["killed people 118"],
        );
    }

    #[test]
    fn how_many_there_are() {
        check("The valley is home to some 1,900 followers of the order.", &["population people some 1,900"]);
        check(
            "Some 1,200 soldiers from five divisions took part.",
            &["force soldiers Some 1,200", "units units five"],
        );
        check("The port city has a population of 40,000.", &["population residents 40,000"]);
    }

    #[test]
    fn no_one_is_zero_and_silence_is_not() {
        check("No one died in the second fire.", &["killed people No one"]);
        check("No shots were fired.", &[]);
    }

    #[test]
    fn lists_of_figures() {
        check(
            "Bodies recovered: 29 (9 women, 6 children)\nMissing, presumed dead: 27 to 52\nPeople on board: 140-165",
            &[
                "killed people 29",
                "killed women 9 part",
                "killed children 6 part",
                "missing people 27 to 52",
                "population people 140-165",
            ],
        );
        check(
            "How many are missing is not clear. The guards spoke of about twenty.",
            &["missing people about twenty"],
        );
    }

    #[test]
    fn how_far() {
        check("The camp lies about 60 km north of the port.", &["distance distance about 60"]);
        check("The hall is 60 km long.", &[]);
    }

    #[test]
    fn numbers_that_are_no_counts_yield_nothing() {
        check("The junta arrested, tortured and killed hundreds of monks.", &["other people hundreds"]);
        check("In 2011 the 89th Brigade came.", &[]);
        check("They met two ministers.", &[]);
    }
}
