//! What must hold for any claims: the ledger is complete and weighing ignores the order of the input.

use crate::notation::{Stack, account_of, stack};
use proptest::prelude::*;
use recount_model::{Account, ClaimIndex, LedgerPlace, ReportIndex};
use std::collections::BTreeSet;

/// A line of the notation.
fn line() -> impl Strategy<Value = String> {
    let report = prop::sample::select(vec!["a 2015-10-04", "b 2015-10-25", "c 2015-12-12", "d"]);
    let voice = prop::sample::select(vec![
        "",
        "Relief Watch",
        "Harbour Union",
        "Relief Watch (Ben Hart)",
        "witnesses",
        "unnamed reports",
        "Relief Watch > unnamed reports",
        "Nigerian military",
        "Nigerian government",
        "Harbour Union > Relief Watch",
        "^Harbour Union & Relief Watch",
    ]);
    let what = prop::sample::select(vec![
        "killed people",
        "killed staff",
        "killed civilians",
        "injured people",
        "population people",
    ]);
    let figure = prop::sample::select(vec![
        "3",
        "22",
        "at least 22",
        "30",
        "up to 30",
        "about 40",
        "10 to 15",
        "hundreds",
        "more than 21",
    ]);
    let options = prop::sample::select(vec![
        "on 2015-10-03; in Sol",
        "on 2015-10-03; in Sol; denies",
        "",
        "hedges",
        "part",
        "increment",
        "on 2014; other",
        "on 2015-11-02; in Sol",
        "over 2015-10-06/2015-10-08; in Sol",
        "title",
        "text The earlier toll was {} people.",
    ]);
    (report, voice, what, figure, options).prop_map(|(r, v, w, f, o)| format!("{r} | {v} | {w} {f} | {o}"))
}

/// What an account says, without the order of claims of one span.
fn summary(account: &Account) -> String {
    let mut out = String::new();
    for f in &account.findings {
        out.push_str(&format!("{} {:?} {:?} {:?}\n", f.id, f.grade, f.conflict, f.figures));
        f.testimonies
            .iter()
            .for_each(|t| out.push_str(&format!("  {} {} {:?}\n", t.voice, t.interval, t.claims)));
    }
    account.ledger.iter().for_each(|e| out.push_str(&format!("{:?}\n", e)));
    out
}

/// The same stack with claims and reports the other way round.
fn reversed(stack: Stack) -> Stack {
    let n = stack.reports.len();
    let mut readings = stack.readings;
    for reading in &mut readings {
        reading.claims.reverse();
        reading.claims.iter_mut().for_each(|c| c.report = ReportIndex(n - 1 - c.report.0));
    }
    readings.reverse();
    let mut reports = stack.reports;
    reports.reverse();
    Stack { reports, readings }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_count_claim_ends_in_exactly_one_place(lines in prop::collection::vec(line(), 1..14)) {
        let account = account_of(stack(&lines.join("\n")), None);
        let counts: BTreeSet<usize> = (0..account.claims.len()).filter(|&i| account.claims[i].count().is_some()).collect();
        let seated: Vec<usize> = account.ledger.iter().map(|e| e.claim.0).collect();
        prop_assert_eq!(seated.len(), counts.len());
        prop_assert_eq!(seated.into_iter().collect::<BTreeSet<_>>(), counts);
        for finding in &account.findings {
            for testimony in &finding.testimonies {
                prop_assert!(!testimony.claims.is_empty());
                let stands = |c: &ClaimIndex| {
                    account.ledger.iter().any(|e| {
                        e.claim == *c && matches!(e.place, LedgerPlace::Testimony | LedgerPlace::OtherEvent)
                    })
                };
                prop_assert!(testimony.claims.iter().all(stands), "an echo counts: {:?}", testimony);
            }
        }
    }

    #[test]
    fn weighing_ignores_the_order_of_the_input(lines in prop::collection::vec(line(), 1..14)) {
        let forward = account_of(stack(&lines.join("\n")), None);
        let backward = account_of(reversed(stack(&lines.join("\n"))), None);
        prop_assert_eq!(summary(&forward), summary(&backward));
    }
}
