//! What speaks for each toll a report may mean: its mentions of people with the words around them, and its words.
//!
//! A candidate is a pair of killed and injured. Four bundles of features speak for it: those of its killed, of its injured, of
//! both together ("six were shot, two fatally" tells their sum), and those of the report's words for a pair of its size.

use super::Toll;
use super::linear::{Choice, Factor, Hash};
use super::page::{FATES, Fate, Page, Seen};
use super::people::Way;
use crate::lexicon::ReadingLexicon;
use crate::text::Text;
use recount_model::Report;
use std::collections::BTreeSet;

/// Numbers tried for each measure beside the small ones.
const NUMBERS: usize = 12;
/// The small numbers, which are tried even when no word gives them.
const SMALL: u64 = 3;

/// The tolls a report may mean, with their evidence.
pub(super) fn candidates(report: &Report, lexicon: &ReadingLexicon) -> (Vec<Toll>, Choice) {
    let text = Text::without_trees(report, lexicon);
    let page = Page::of(&text, lexicon);
    let seen = page.mentions();
    let (killed, injured) = numbers(&seen);
    let mut choice = Choice::default();
    let mut add = |factor: Factor| {
        choice.factors.push(factor);
        choice.factors.len() - 1
    };
    let facts = Facts::of(&seen, page.turns());
    let words = page.words();
    let rows: Vec<usize> =
        killed.iter().map(|&k| add(number_features("killed", k, &seen, &facts, &words))).collect();
    let columns: Vec<usize> =
        injured.iter().map(|&i| add(number_features("injured", i, &seen, &facts, &words))).collect();
    let sums: BTreeSet<u64> =
        killed.iter().flat_map(|k| injured.iter().map(move |i| k.saturating_add(*i))).collect();
    let sums: Vec<(u64, usize)> =
        sums.into_iter().map(|s| (s, add(number_features("sum", s, &seen, &facts, &[])))).collect();
    let sizes: Vec<usize> = (0..16)
        .map(|c| add(words.iter().map(|w| Hash::of("size").number(c).join(*w).feature()).collect()))
        .collect();
    let mut tolls = Vec::new();
    for (&k, &row) in killed.iter().zip(&rows) {
        for (&i, &column) in injured.iter().zip(&columns) {
            let both = k.saturating_add(i);
            let sum = sums.binary_search_by_key(&both, |s| s.0).map_or(0, |at| sums[at].1);
            let size = sizes[(k.min(3) * 4 + i.min(3)) as usize];
            let pair = add(pair_features(k, i, &facts));
            tolls.push(Toll { killed: k, injured: i });
            choice.candidates.push(vec![row, column, sum, size, pair]);
        }
    }
    (tolls, choice)
}

/// The numbers to try as killed and as injured, each in rising order.
fn numbers(seen: &[Seen]) -> (Vec<u64>, Vec<u64>) {
    let mut given: Vec<u64> = Vec::new();
    let counted = seen.iter().filter(|s| s.people.way != Way::Plural).map(|s| s.people.number);
    for number in counted {
        if number > SMALL && number <= 500 && !given.contains(&number) && given.len() < NUMBERS {
            given.push(number);
        }
    }
    // "Killed four, and then himself".
    let killed: BTreeSet<u64> = (0..=SMALL + 1).chain(given.iter().flat_map(|&n| [n, n + 1])).collect();
    let rest = given.iter().flat_map(|&n| (1..=SMALL).map(move |k| n - k));
    let injured: BTreeSet<u64> = killed.iter().copied().chain(rest).collect();
    (killed.into_iter().collect(), injured.into_iter().collect())
}

/// What the whole report says, in a few numbers.
struct Facts {
    /// By fate: the first number mentioned, in the title or text, and the largest.
    first: [Option<u64>; 4],
    largest: [Option<u64>; 4],
    /// Words that add to a number of killed or take from it: "then himself".
    turns: Vec<Hash>,
    /// The number mentioned most often, the first of equals.
    stated: [Option<u64>; 4],
    /// Different ages told, of all, of those killed, and near the beginning.
    ages: [u64; 3],
    /// How many mentions of single people tell of each fate.
    singles: [u64; 4],
}

impl Facts {
    fn of(seen: &[Seen], turns: Vec<Hash>) -> Self {
        let numbered = |fate: Fate| {
            seen.iter()
                .filter(move |s| s.fate == fate && matches!(s.people.way, Way::Counted | Way::Group))
                .map(|s| s.people.number)
        };
        let ages = |keep: &dyn Fn(&Seen) -> bool| {
            let ages: BTreeSet<u64> = seen.iter().filter(|s| keep(s)).filter_map(|s| s.people.age).collect();
            ages.len() as u64
        };
        Facts {
            turns,
            first: FATES.map(|f| numbered(f).next()),
            largest: FATES.map(|f| numbered(f).max()),
            stated: FATES.map(|f| {
                let all: Vec<u64> = numbered(f).filter(|&n| n > 0).collect();
                let often = |n: &u64| all.iter().filter(|m| *m == n).count();
                all.iter().copied().reduce(|a, b| if often(&b) > often(&a) { b } else { a })
            }),
            ages: [ages(&|_| true), ages(&|s| s.fate == Fate::Killed), ages(&|s| s.sentence < 6)],
            singles: FATES.map(|f| {
                seen.iter().filter(|s| s.fate == f && matches!(s.people.way, Way::Single | Way::Aged)).count()
                    as u64
            }),
        }
    }
}

/// How a number stands to another: the same, less, more, or none.
fn compared(number: u64, other: Option<u64>) -> u64 {
    match other {
        None => 0,
        Some(o) if o == number => 1,
        Some(o) if o > number => 2,
        Some(_) => 3,
    }
}

/// What speaks for a number as killed, as injured or as both together.
fn number_features(measure: &str, number: u64, seen: &[Seen], facts: &Facts, words: &[Hash]) -> Factor {
    let base = Hash::of(measure);
    let mut out = BTreeSet::new();
    let mut add = |h: Hash| {
        out.insert(base.join(h).feature());
    };
    for s in seen.iter().filter(|s| s.people.number == number && s.people.way != Way::Plural) {
        // One person is mentioned in every report; what tells of one is weighed apart.
        let one = Hash::of("1").number(u64::from(number == 1));
        for feature in &s.features {
            add(*feature);
            add(feature.join(one));
        }
    }
    for (i, (first, largest)) in facts.first.iter().zip(&facts.largest).enumerate() {
        add(Hash::of("first").number(i as u64).number(compared(number, *first)));
        add(Hash::of("largest").number(i as u64).number(compared(number, *largest)));
        add(Hash::of("first").number(i as u64).number(compared(number, *first)).number(number.min(3)));
    }
    for (i, &ages) in facts.ages.iter().enumerate() {
        let off = (ages.min(9) + 4).saturating_sub(number.min(9)).min(8);
        add(Hash::of("ages").number(i as u64).number(off).number(u64::from(number > 1)));
        add(Hash::of("ages=").number(i as u64).number(ages.min(5)).number(number.min(5)));
    }
    for (i, &singles) in facts.singles.iter().enumerate() {
        add(Hash::of("singles").number(i as u64).number(singles.min(4)).number(number.min(4)));
    }
    add(Hash::of("size").number(number.min(10)));
    let reference = match measure {
        "killed" => facts.stated[Fate::Killed as usize],
        "injured" => facts.stated[Fate::Injured as usize],
        _ => facts.stated[Fate::Struck as usize],
    };
    let off = reference.map_or(9 + number.min(3), |r| (number + 3).saturating_sub(r).min(6));
    add(Hash::of("off").number(off));
    for word in &facts.turns {
        add(Hash::of("off").number(off).join(*word));
    }
    for word in words {
        add(Hash::of("word").number(number.min(3)).join(*word));
    }
    out.into_iter().collect()
}

/// What speaks for a pair beside its numbers.
fn pair_features(killed: u64, injured: u64, facts: &Facts) -> Factor {
    let base = Hash::of("pair");
    let struck = compared(killed + injured, facts.first[Fate::Struck as usize]);
    let k = compared(killed, facts.first[Fate::Killed as usize]);
    let i = compared(injured, facts.first[Fate::Injured as usize]);
    vec![
        base.number(killed.min(4)).number(injured.min(5)).feature(),
        base.join(Hash::of("ski")).number(struck).number(k).number(i).feature(),
        base.join(Hash::of("equal")).number(u64::from(killed == injured)).number(killed.min(2)).feature(),
    ]
}
