//! Reports of one incident, and mentions of one occurrence: small examples as data, any order, any text, thousands of reports.

use proptest::prelude::*;
use recount_model::{DateBasis, Published, Report, Span};
use recount_reconcile::coreference::{
    EventMention, IncidentKind, Sentence, Telling, incidents, models, reports::report_pairs, same_occurrence,
};
use std::collections::BTreeSet;

/// Reports of three incidents and a round-up, by name.
const STACK: [(&str, &str); 8] = [
    (
        "mill-1",
        "Fire at the Orvane mill kills worker. Lena Marsh, 34, died on Friday when flames swept through the Orvane mill in Castor Bay, firefighters said.",
    ),
    (
        "mill-2",
        "Castor Bay: The woman who died in the mill fire was named as Lena Marsh, a weaver of 34. The Orvane mill had been inspected in May.",
    ),
    (
        "mill-3",
        "An inquiry into the Orvane mill blaze, in which Lena Marsh lost her life, opens in Castor Bay next week.",
    ),
    (
        "bridge-1",
        "Two lorries fell into the river Tace when the old bridge of Pellin gave way. Driver Tom Hadley swam ashore, and nobody was hurt.",
    ),
    (
        "bridge-2",
        "Tom Hadley said he heard a crack before the Pellin bridge went down with his lorry into the Tace.",
    ),
    (
        "shooting-1",
        "A gunman shot three people at a bus stop on Gorse Street in Niley, police said. Sgt. Ann Doyle asked for witnesses.",
    ),
    (
        "shooting-2",
        "Gorse Street was closed after the bus stop shooting in Niley; Ann Doyle of the police said the three wounded were stable.",
    ),
    (
        "round-up",
        "Weekend shootings leave nine wounded. From Niley to Harl, officers counted five shootings in four towns.",
    ),
];

fn reports(names: &[usize]) -> Vec<Report> {
    names.iter().map(|&i| Report::of_text(STACK[i].0, STACK[i].1)).collect()
}

/// The incidents as sets of names.
fn told(reports: &[Report]) -> BTreeSet<Vec<String>> {
    let names = |i: &recount_reconcile::coreference::Incident| {
        let mut names: Vec<String> = i.reports.iter().map(|r| reports[r.0].file.clone()).collect();
        names.sort();
        names
    };
    incidents(reports, &[]).iter().map(names).collect()
}

#[test]
fn reports_of_one_incident_are_put_together_and_summaries_stand_apart() {
    let reports = reports(&(0..STACK.len()).collect::<Vec<_>>());
    let found = incidents(&reports, &[]);
    let lines: Vec<String> = found
        .iter()
        .map(|i| {
            format!("{:?} {}", i.kind, i.reports.iter().map(|r| STACK[r.0].0).collect::<Vec<_>>().join(" "))
        })
        .collect();
    assert_eq!(
        lines,
        [
            "One mill-1 mill-2 mill-3",
            "One bridge-1 bridge-2",
            "One shooting-1 shooting-2",
            "Summary round-up"
        ]
    );
    let summary = found.iter().find(|i| i.kind == IncidentKind::Summary).unwrap();
    assert_eq!(summary.summaries[0].label, "says that it sums up: weekend shootings");
}

#[test]
fn every_joining_has_its_reasons_and_they_point_into_the_reports() {
    let reports = reports(&[0, 1, 2, 3, 4]);
    for incident in incidents(&reports, &[]) {
        assert_eq!(incident.joined.len(), incident.reports.len() - 1);
        for joining in &incident.joined {
            assert!(!joining.reasons.is_empty() && joining.likely > 0.0);
            for evidence in joining.reasons.iter().flat_map(|r| &r.evidence) {
                assert!([joining.a, joining.b].contains(&evidence.report.0));
                assert!(!evidence.span.slice(&reports[evidence.report.0].text).is_empty());
            }
        }
    }
}

#[test]
fn a_summary_of_two_incidents_does_not_make_them_one() {
    let stack = [
        Report::of_text("mill", STACK[0].1),
        Report::of_text("bridge", STACK[3].1),
        Report::of_text("both", format!("Weekend shootings and worse. {} {}", STACK[0].1, STACK[3].1)),
    ];
    let lines: Vec<String> = incidents(&stack, &[])
        .iter()
        .map(|i| {
            format!("{:?} {:?} {}", i.kind, i.reports.iter().map(|r| r.0).collect::<Vec<_>>(), i.joined.len())
        })
        .collect();
    assert_eq!(lines, ["One [0] 0", "One [1] 0", "Summary [2] 0"]);
}

#[test]
fn days_far_apart_keep_two_incidents_of_one_town_apart() {
    let on = |name: &str, day: &str, text: &str| Report {
        published: day.parse().ok().map(|date| Published { date, basis: DateBasis::Given }),
        ..Report::of_text(name, text)
    };
    let stack = [
        on("a", "2014-02-01", "A man was shot in Niley on Monday, police said. He was taken to the clinic."),
        on("b", "2016-09-09", "A man was shot in Niley on Friday, police said. He was taken to the clinic."),
        on("c", "2015-03-02", "The choir of Harl sang in the rain."),
    ];
    assert_eq!(incidents(&stack, &[]).len(), 3);
}

#[test]
fn ten_thousand_equal_reports_are_one_incident_and_soon_found() {
    let equal: Vec<Report> = (0..10_000).map(|i| Report::of_text(format!("{i}"), STACK[0].1)).collect();
    let found = incidents(&equal, &[]);
    assert_eq!((found.len(), found[0].reports.len(), found[0].joined.len()), (1, 10_000, 9_999));
}

#[test]
fn twice_the_reports_that_differ_by_a_word_take_twice_the_comparisons() {
    let alike = |count: usize| -> Vec<Report> {
        (0..count).map(|i| Report::of_text(format!("{i}"), format!("{} Page {i}.", STACK[0].1))).collect()
    };
    let comparisons = |reports: &[Report]| {
        let tellings: Vec<Telling> = reports.iter().map(Telling::of).collect();
        report_pairs(&tellings, models::background()).len()
    };
    let (half, whole) = (alike(1_500), alike(3_000));
    let (few, many) = (comparisons(&half), comparisons(&whole));
    assert!(few > 1_500 && 10 * many < 21 * few, "{few} and {many}");
    let found = incidents(&whole, &[]);
    assert_eq!(found.iter().map(|i| i.reports.len()).sum::<usize>(), 3_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_reports_changes_nothing(order in Just((0..STACK.len()).collect::<Vec<_>>()).prop_shuffle(), take in 1..=STACK.len()) {
        let chosen = &order[..take];
        let mut sorted = chosen.to_vec();
        sorted.sort_unstable();
        prop_assert_eq!(told(&reports(chosen)), told(&reports(&sorted)));
    }

    #[test]
    fn any_text_is_put_somewhere_once(texts in prop::collection::vec(".{0,200}", 0..12)) {
        let reports: Vec<Report> = texts.iter().enumerate().map(|(i, t)| Report::of_text(format!("{i}"), t.clone())).collect();
        let mut all: Vec<usize> = incidents(&reports, &[]).iter().flat_map(|i| i.reports.iter().map(|r| r.0)).collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..reports.len()).collect::<Vec<_>>());
    }

    #[test]
    fn any_mention_is_put_somewhere_once(places in prop::collection::vec((0..9usize, 0..4usize, prop::collection::vec(0..30usize, 0..3)), 0..20)) {
        let reports = reports(&(0..STACK.len()).collect::<Vec<_>>());
        let tellings: Vec<Telling> = reports.iter().map(Telling::of).collect();
        let mentions: Vec<EventMention> = places
            .into_iter()
            .map(|(telling, sentence, mut tokens)| { tokens.sort_unstable(); EventMention { telling, sentence, tokens } })
            .collect();
        let found = same_occurrence(&tellings, &mentions, models::occurrences());
        let mut all: Vec<usize> = found.iter().flat_map(|o| o.mentions.clone()).collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..mentions.len()).collect::<Vec<_>>());
    }
}

/// Sentences of one report a line, with their mentions between brackets.
const TOLD: [&str; 8] = [
    "A strong [earthquake] [struck] Orvane on Friday and [killed] four people in the old harbour , officials [said] .",
    "Four people [died] when the [quake] [hit] the harbour of Orvane on Friday .",
    "Lena Marsh [won] the Harl marathon on Sunday in a time of two hours and nine minutes .",
    "Marsh 's [victory] in the Harl marathon on Sunday was her third .",
    "The bank of Niley [bought] Tace Insurance for 30 million crowns on Monday .",
    "Its [acquisition] of Tace Insurance for 30 million crowns makes the bank of Niley the largest of the coast .",
    "Tace Insurance was [sold] to the bank of Niley , which [said] that nobody would lose work .",
    "The [purchase] of Tace Insurance by the bank of Niley was [announced] on Monday .",
];

#[test]
fn mentions_of_one_occurrence_are_put_together_across_reports() {
    let (mut texts, mut mentions, mut words) = (Vec::new(), Vec::new(), Vec::new());
    for (telling, line) in TOLD.iter().enumerate() {
        let (mut text, mut tokens) = (String::new(), Vec::new());
        for (at, word) in line.split(' ').enumerate() {
            let mention = word.strip_prefix('[').and_then(|w| w.strip_suffix(']'));
            let word = mention.unwrap_or(word);
            tokens.push(Span::new(text.len(), text.len() + word.len()));
            text = text + word + " ";
            if mention.is_some() {
                mentions.push(EventMention { telling, sentence: 0, tokens: vec![at] });
                words.push(format!("{word}{telling}"));
            }
        }
        texts.push((text, tokens));
    }
    let tellings: Vec<Telling> = texts
        .iter()
        .map(|(text, tokens)| {
            let sentence = Sentence { tokens: tokens.clone(), title: false };
            Telling { text, sentences: vec![sentence], day: None }
        })
        .collect();
    let found = same_occurrence(&tellings, &mentions, models::occurrences());
    for occurrence in &found {
        assert_eq!(occurrence.joined.len(), occurrence.mentions.len() - 1);
        for reason in occurrence.joined.iter().flat_map(|j| &j.reasons) {
            assert!(reason.evidence.iter().all(|e| !e.span.slice(tellings[e.report.0].text).is_empty()));
        }
    }
    let chains: Vec<String> = found
        .iter()
        .filter(|o| o.mentions.len() > 1)
        .map(|o| o.mentions.iter().map(|&m| words[m].as_str()).collect::<Vec<_>>().join(" "))
        .collect();
    // FIXME: "sold" tells of the same deal.
    let expected =
        "earthquake0 quake1; struck0 hit1; killed0 died1; won2 victory3; bought4 acquisition5 purchase7";
    assert_eq!(chains.join("; "), expected);
}
