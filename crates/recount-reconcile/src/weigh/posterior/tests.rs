//! What must hold of a posterior whatever is said: examples with counter-examples, then properties over any figures.

use super::pool::Pool;
use crate::weigh::method::{Case, Facts, Method, all};
use proptest::prelude::*;
use recount_model::{Amount, Independence, Interval, Measure, Testimony, Vague};
use std::borrow::Cow;

fn method() -> Method {
    all(Some("posterior")).unwrap().remove(0)
}

/// A testimony in a line: `CLASS FIGURE`, with `?` before the class for an unknown origin.
fn testimony(line: &str) -> Testimony {
    let (class, figure) = line.split_once(' ').unwrap();
    let unknown = class.strip_prefix('?');
    Testimony {
        voice: line.to_string(),
        entity: None,
        class: unknown.unwrap_or(class).to_string(),
        interval: interval(figure),
        as_of: None,
        reports: Vec::new(),
        claims: Vec::new(),
        first_hand: false,
        independent: if unknown.is_some() { Independence::Unknown } else { Independence::Yes },
        denied_by: Vec::new(),
        notes: Vec::new(),
    }
}

fn interval(words: &str) -> Interval {
    let number = |w: &str| w.rsplit(' ').next().and_then(|n| n.parse::<u64>().ok());
    let between = |low, high| Interval::between(low, high, words);
    if let Some((a, b)) = words.split_once(" to ").filter(|(a, _)| a.parse::<u64>().is_ok()) {
        return between(number(a), number(b));
    }
    match (words.split(' ').next(), number(words)) {
        (_, None) => {
            Interval { approximate: true, vague: Some(Vague(words.to_string())), ..between(Some(200), None) }
        }
        (Some("at"), low) => between(low, None),
        (Some("up"), high) => between(None, high),
        (Some("about"), n) => Interval { approximate: true, ..between(n, n) },
        (_, n) => between(n, n),
    }
}

fn case(lines: &[&str]) -> Case<'static> {
    let measure = Measure::Killed;
    let testimonies: Vec<_> = lines.iter().map(|l| Cow::Owned(testimony(l))).collect();
    let facts = vec![Facts { age_days: Some(60), ..Facts::default() }; lines.len()];
    Case { measure, testimonies, facts }
}

fn amount(lines: &[&str]) -> Amount {
    method().work(&case(lines)).amount
}

/// `LOW BEST HIGH` with dashes where there is none.
fn check(lines: &[&str], expected: &str) {
    let a = amount(lines);
    let word = |n: Option<u64>| n.map_or_else(|| "-".to_string(), |n| n.to_string());
    assert_eq!(format!("{} {} {}", word(a.low), word(a.best), word(a.high)), expected, "{lines:?}");
}

/// The mass at `k` and above.
fn above(lines: &[&str], k: u64) -> f64 {
    let method = method();
    let settings = method.posterior.as_ref().unwrap();
    // The same grid whatever is heard: the bound is among the figures, and not listened to.
    let bound = format!("named at least {k}");
    let all: Vec<&str> = lines.iter().copied().chain([bound.as_str()]).collect();
    let heard = lines.len();
    let pool = Pool::new(&case(&all), settings).unwrap();
    let masses = pool.distribution(&|i| i < heard);
    pool.grid.cells.iter().zip(masses).filter(|(c, _)| c.low >= k).map(|(_, m)| m).sum()
}

#[test]
fn two_voices_that_agree_and_one_alone() {
    check(&["examined 37", "named 37"], "35 37 38");
    check(&["examined 37"], "31 37 42");
    check(&["named 14"], "6 14 22");
}

#[test]
fn a_bound_alone_is_unresolved_and_a_voice_without_a_name_of_its_own_gives_no_range() {
    check(&["examined at least 34"], "34 - 73");
    check(&["?unsourced 35"], "- - -");
    check(&["group 8"], "- - -");
}

#[test]
fn a_party_that_minimises_does_not_move_what_was_examined() {
    let without = amount(&["examined at least 34", "named 36"]);
    let with = amount(&["examined at least 34", "named 36", "party 3"]);
    assert_eq!((without.low, without.best), (with.low, with.best));
}

#[test]
fn two_pairs_of_voices_far_apart_are_unresolved() {
    let apart = amount(&["named 985", "named 1052", "named about 2900", "named 3012"]);
    assert_eq!(apart.best, None);
    assert!(apart.low < Some(1052) && apart.high > Some(2900), "{apart:?}");
    assert!(amount(&["named 985", "named 1052"]).best.is_some());
}

#[test]
fn ten_voices_with_one_number_do_not_outvote_by_their_number() {
    let honest = ["examined 100", "named 96", "named 104", "named 300"];
    let with = |echoes: usize| {
        let mut lines = honest.to_vec();
        lines.extend(std::iter::repeat_n("named 300", echoes));
        amount(&lines)
    };
    assert_eq!(with(1), with(10));
}

#[test]
fn figures_of_another_size_give_ranges_of_the_same_shape() {
    let small = amount(&["named 1013", "named 1117", "examined 1109"]);
    let large = amount(&["named 7091", "named 7819", "examined 7763"]);
    let ratio = |a: Option<u64>, b: Option<u64>| b.unwrap() as f64 / a.unwrap() as f64;
    for r in [ratio(small.low, large.low), ratio(small.best, large.best), ratio(small.high, large.high)] {
        assert!((6.8..7.2).contains(&r), "{small:?} {large:?}");
    }
}

#[test]
fn many_figures_cost_no_more_cells() {
    let lines: Vec<String> = (0..3000).map(|n| format!("named {}", 7919 * n + 1)).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let method = method();
    let pool = Pool::new(&case(&lines[..600]), method.posterior.as_ref().unwrap()).unwrap();
    assert!(pool.grid.cells.len() < 3500, "{}", pool.grid.cells.len());
    assert!(amount(&lines[..600]).low.is_some());
}

#[test]
fn settings_that_mean_nothing_are_refused_by_name() {
    use super::settings::Settings;
    type Change = fn(&mut Settings);
    let changes: [(&str, Change); 9] = [
        ("growth: there is no measure 'kiled'", |s| s.growth.measures.push("kiled".to_string())),
        ("unresolved: voices", |s| s.unresolved.voices = -0.1),
        ("unresolved: voices", |s| s.unresolved.bounded = f64::NAN),
        ("unresolved: voices", |s| s.unresolved.from = f64::INFINITY),
        ("unresolved: width", |s| s.unresolved.width = 0.9),
        ("unresolved: width", |s| s.unresolved.near = f64::NAN),
        ("unresolved: width", |s| s.unresolved.together = 1.1),
        ("percent", |s| s.percent = 100),
        ("a share", |s| s.share.denied = 2.0),
    ];
    let shipped = method().posterior.unwrap();
    assert_eq!(shipped.fault(), None);
    for (fault, change) in changes {
        let mut settings = shipped.clone();
        change(&mut settings);
        assert!(settings.fault().is_some_and(|f| f.starts_with(fault)), "{fault}: {:?}", settings.fault());
    }
}

/// A line with numbers up to the largest there are.
fn line(largest: u64) -> impl Strategy<Value = String> {
    let class = prop::sample::select(vec!["examined", "named", "party", "group", "odd"]);
    let form = prop::sample::select(vec!["", "at least ", "up to ", "about ", "range", "hundreds"]);
    (class, form, 0..=largest, 0..=largest).prop_map(|(class, form, a, b)| match form {
        "range" => format!("{class} {} to {}", a.min(b), a.max(b)),
        "hundreds" => format!("{class} hundreds"),
        form => format!("{class} {form}{a}"),
    })
}

fn lines(largest: u64, count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(line(largest), count)
}

fn borrowed(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn order_does_not_matter(lines in lines(500, 1..6), unknown in 0_u64..500) {
        let mut all = lines.clone();
        all.extend([format!("?unsourced {unknown}"), format!("?unsourced at least {}", unknown / 2)]);
        let forward = amount(&borrowed(&all));
        all.reverse();
        prop_assert_eq!(forward, amount(&borrowed(&all)));
    }

    #[test]
    fn the_same_figure_of_unknown_origin_again_changes_nothing(lines in lines(500, 1..5), n in 0_u64..500) {
        let mut all = lines.clone();
        all.push(format!("?unsourced {n}"));
        let once = amount(&borrowed(&all));
        all.push(format!("?unsourced {n}"));
        all.push(format!("?unsourced {n}"));
        prop_assert_eq!(once, amount(&borrowed(&all)));
    }

    #[test]
    fn at_least_k_never_makes_k_and_more_less_likely(lines in lines(500, 0..5), k in 501_u64..700, low in 0_u64..500, class in 0_usize..4) {
        let class = ["examined", "named", "party", "group"][class];
        for k in [k, low] {
            let others: Vec<String> =
                lines.iter().filter(|l| !l.ends_with(&format!("at least {k}"))).cloned().collect();
            let before = above(&borrowed(&others), k);
            let mut with = others.clone();
            with.push(format!("{class} at least {k}"));
            prop_assert!(above(&borrowed(&with), k) >= before - 1e-9, "{with:?}");
        }
    }

    #[test]
    fn a_larger_figure_of_one_voice_gives_no_smaller_answer(n in 0_u64..2000, more in 0_u64..2000) {
        let (a, b) = (amount(&[&format!("examined {n}")]), amount(&[&format!("examined {}", n + more)]));
        prop_assert!(a.high <= b.high && a.best <= b.best, "{a:?} {b:?}");
    }

    #[test]
    fn no_figure_is_too_large(lines in lines(u64::MAX, 1..5)) {
        let a = amount(&borrowed(&lines));
        prop_assert!(a.low <= a.high && a.best.is_none_or(|n| a.low <= Some(n) && Some(n) <= a.high));
    }
}
