//! Which passages are copies: pairs as data, counter-examples beside them; whole stacks in any order; hostile texts.

use proptest::prelude::*;
use recount_model::{Block, BlockRole, DateBasis, PartialDate, Published, Report, Span};
use recount_reconcile::passages::{Candidate, NearCopies, compare, fingerprint, near_copies, verified};

/// What is done with a passage, the passage, the other one, and whether one is a copy.
const PAIRS: [(&str, &str, &str, bool); 12] = [
    (
        "word for word",
        "The grain store in Velden burned down on Monday night, and the fire brigade of three villages needed six hours to put the flames out.",
        "The grain store in Velden burned down on Monday night, and the fire brigade of three villages needed six hours to put the flames out.",
        true,
    ),
    (
        "other signs and capitals",
        "The grain store in Velden burned down on Monday night — and the fire brigade of three villages needed six hours to put the flames out.",
        "THE GRAIN STORE in Velden burned down, on Monday night; and the fire-brigade of three villages needed six hours to put the flames out!",
        true,
    ),
    (
        "a newer figure and a name spelled otherwise",
        "The grain store in Velden burned down on Monday night and killed 12 workers, said the warden of the town, Ilja Sterk, who had counted them in the school, and the fire brigade of three villages needed six hours to put the flames out.",
        "The grain store in Velden burned down on Monday night and killed 15 workers, said the warden of the town, Ilya Sterk, who had counted them in the school, and the fire brigade of three villages needed six hours to put the flames out.",
        true,
    ),
    (
        "one sentence that both paragraphs hold",
        "Velden is a quiet town of weavers. The fire brigade of three villages needed six hours to put the flames out, and the roof of the store fell in before the pumps from Harl arrived at the gate. Nobody knows why.",
        "What remains is rubble and a smell of malt. \"We ran,\" a porter said. The fire brigade of three villages needed six hours to put the flames out, and the roof of the store fell in before the pumps from Harl arrived at the gate. The mayor resigned.",
        true,
    ),
    (
        "sentences in another order",
        "The roof of the store fell in shortly before four pumps and a ladder from the yard at Harl arrived on two lorries that had lost their way. By midnight three villages had sent their fire brigades, and nobody had told any of them of the malt dust under the floor of the drying loft.",
        "By midnight three villages had sent their fire brigades, and nobody had told any of them of the malt dust under the floor of the drying loft. The roof of the store fell in shortly before four pumps and a ladder from the yard at Harl arrived on two lorries that had lost their way.",
        true,
    ),
    (
        "the same event in other words",
        "The grain store in Velden burned down on Monday night, and the fire brigade of three villages needed six hours to put the flames out.",
        "Six hours passed before men from three villages had put out the fire that destroyed the grain store of Velden in the night to Tuesday.",
        false,
    ),
    (
        "a quotation that both heard",
        "\"We have lost everything that our fathers built and I do not know who will pay for the seed that the farmers gave us to keep,\" the miller, Ada Vonk, told this newspaper at the gate.",
        "At the town hall Ada Vonk wept. \"We have lost everything that our fathers built and I do not know who will pay for the seed that the farmers gave us to keep,\" she said.",
        false,
    ),
    (
        "a quotation in marks of its own for each side",
        "“We have lost everything that our fathers built and I do not know who will pay for the seed that the farmers gave us to keep,” the miller told us.",
        "At the hall she said: «We have lost everything that our fathers built and I do not know who will pay for the seed that the farmers gave us to keep».",
        false,
    ),
    (
        "a stock phrase",
        "The claims could not be independently verified by this newspaper, and a spokesman did not respond to a request for comment. Rain is forecast for Velden.",
        "Harl has a new bridge. The claims could not be independently verified by this newspaper, and a spokesman for the builders was travelling and out of reach all day.",
        false,
    ),
    (
        "a quotation, copied with the words around it",
        "\"We have lost everything,\" the miller, Ada Vonk, told a crowd of farmers who had come to Velden from the whole valley to ask about the seed that they had given her to keep over the winter.",
        "\"We have lost everything,\" the miller, Ada Vonk, told a crowd of farmers who had come to Velden from the whole valley to ask about the seed that they had given her to keep over the winter.",
        true,
    ),
    (
        "many words that are one word",
        "no no no no no no no no no no no no no no no no no no no no no no no no no no no no no no no no",
        "no no no no no no no no no no no no no no no no no no no no no no no no no no no no no no no no",
        false,
    ),
    (
        "no letters at all",
        "🔥 🔥 🔥 --- *** ___ ... !!! ??? 🔥 🔥 🔥 --- *** ___ ... !!! ???",
        "🔥 🔥 🔥 --- *** ___ ... !!! ??? 🔥 🔥 🔥 --- *** ___ ... !!! ???",
        false,
    ),
];

/// Texts in languages of which nothing is known here.
const LANGUAGES: [(&str, &str); 5] = [
    (
        "fi",
        "Veldenin viljavarasto paloi maanantain vastaisena yönä, ja kolmen kylän palokunnat tarvitsivat kuusi tuntia liekkien sammuttamiseen, kertoi kaupungin palopäällikkö illalla. Katto romahti ennen kuin ensimmäiset pumput saapuivat.",
    ),
    (
        "ar",
        "احترق مخزن الحبوب في المدينة ليلة الاثنين واحتاج رجال الإطفاء من ثلاث قرى إلى ست ساعات لإخماد اللهب وقد انهار السقف قبل وصول المضخات من البلدة المجاورة.",
    ),
    (
        "ru",
        "Зернохранилище сгорело в ночь на вторник, и пожарные трёх деревень тушили его шесть часов, пока крыша не рухнула и не задавила насос у ворот.",
    ),
    ("zh", "星期一夜里粮仓起火，三个村庄的消防员用了六个小时才把火扑灭。屋顶在水泵到达之前已经倒塌。"),
    ("th", "ยุ้งข้าวไฟไหม้ในคืนวันจันทร์และนักดับเพลิงสามหมู่บ้าน"),
];

fn whole(report: &Report) -> Span {
    Span::new(0, report.text.len())
}

#[test]
fn copies_are_told_from_what_only_looks_like_them() {
    for (what, a, b, copied) in PAIRS {
        let [a, b] = [a, b].map(|text| Report::of_text("a.txt", text));
        let one = compare((&a, whole(&a)), (&b, whole(&b)));
        let other = compare((&b, whole(&b)), (&a, whole(&a)));
        assert_eq!(one.is_some(), copied, "{what}: {one:?}");
        let turned = other.map(|c| (c.b, c.a, c.similarity, c.share, c.words));
        assert_eq!(one.map(|c| (c.a, c.b, c.similarity, c.share, c.words)), turned, "{what}");
        // What is said of the two alone is said of them in a stack.
        let stack = [Report { file: "a.txt".into(), ..a }, Report { file: "b.txt".into(), ..b }];
        let found = near_copies(&stack);
        assert_eq!(!found.joinings.is_empty(), copied, "{what}: {found:?}");
    }
}

#[test]
fn a_copied_stretch_is_shown_from_its_first_word_to_its_last() {
    let (_, a, b, _) = PAIRS[3];
    let [a, b] = [a, b].map(|text| Report::of_text("a.txt", text));
    let copy = compare((&a, whole(&a)), (&b, whole(&b))).unwrap();
    for stretch in [copy.a.slice(&a.text), copy.b.slice(&b.text)] {
        assert!(stretch.starts_with("The fire brigade") && stretch.ends_with("at the gate"), "{stretch}");
    }
}

#[test]
fn no_word_of_a_language_is_needed() {
    for (language, text) in LANGUAGES {
        let other = format!("A headline of another house\n\n{text}");
        let reports = [Report::of_text("a.txt", text), Report::of_text("b.txt", other)];
        assert_eq!(near_copies(&reports).joinings.len(), 1, "{language}");
    }
}

/// A report of paragraphs, published on a day of March.
fn report(file: &str, publisher: &str, day: u8, paragraphs: &[&str]) -> Report {
    Report {
        publisher: Some(publisher.into()),
        published: PartialDate::day(2021, 3, day).map(|date| Published { date, basis: DateBasis::Given }),
        ..Report::of_text(file, paragraphs.join("\n\n"))
    }
}

/// `LATER < EARLIER SHARE` of every pair of reports.
fn pairs(copies: &NearCopies, reports: &[Report]) -> Vec<String> {
    let pair = |c: &recount_reconcile::passages::ReportCopy| {
        format!("{} < {} {:.1}", reports[c.later.0].file, reports[c.earlier.0].file, c.of_later)
    };
    copies.reports.iter().map(pair).collect()
}

const WIRE: [&str; 3] = [
    "The grain store in Velden burned down on Monday night, and the fire brigade of three villages needed six hours to put the flames out.",
    "Nine people who had slept in the loft were missing by morning, said the warden of the town, and two more were found alive under sacks of barley.",
    "The store was built in 1911 by a union of farmers, survived two floods and a war, and had been sold in spring to a brewer from the coast.",
];
const OWN: [&str; 2] = [
    "This newspaper walked along the river with a woman who lost her house, her dog and a box of letters, and who wants none of them back but the dog.",
    "Our garden column returns in May with advice on roses, on what to do with a wet cellar, and on the wisdom of planting beans beside a stone wall.",
];

#[test]
fn a_wire_story_is_told_from_one_shared_paragraph() {
    let reports = [
        report("1-shared", "Post", 5, &[OWN[0], WIRE[1], OWN[1]]),
        report("2-whole", "Star", 4, &[WIRE[0], WIRE[2], WIRE[1]]),
        report("3-wire", "Wire", 3, &WIRE),
        report("4-other", "Echo", 2, &[OWN[1]]),
    ];
    let found = near_copies(&reports);
    let expected = ["1-shared < 3-wire 0.3", "1-shared < 4-other 0.3", "2-whole < 3-wire 1.0"];
    assert_eq!(pairs(&found, &reports), expected);
    let first: Vec<&str> = found.groups.iter().map(|g| reports[g.first.report.0].file.as_str()).collect();
    assert_eq!(first, ["4-other", "3-wire", "3-wire", "3-wire"]);
}

#[test]
fn what_one_house_prints_below_its_reports_joins_none_of_them() {
    let notice = "The Star is paid for by its readers alone; who wants to help can write to the house on the quay, and will get a letter back before the month is over.";
    let texts: Vec<String> = (0..6).map(|n| (0..40).map(|w| format!("word{n}x{w} ")).collect()).collect();
    let mut reports: Vec<Report> =
        texts.iter().map(|t| report(&t[..6], "Star", 2, &[t.trim(), notice])).collect();
    let found = near_copies(&reports);
    assert!(found.groups.iter().all(|g| g.house_notice) && found.groups.len() == 1, "{found:?}");
    assert!(found.reports.is_empty());
    // What two other houses print as well is none.
    reports[4].publisher = Some("Post".into());
    reports[5].publisher = Some("Echo".into());
    assert_eq!(near_copies(&reports).reports.len(), 5);
}

#[test]
fn what_a_store_finds_by_keys_is_verified_as_in_memory() {
    let earlier = report("a", "Wire", 2, &WIRE);
    let later = report("b", "Post", 3, &[OWN[0], WIRE[1]]);
    let stored = fingerprint(&earlier);
    let mut candidates = Vec::new();
    for own in fingerprint(&later) {
        for kept in stored.iter().filter(|kept| kept.keys.iter().any(|key| own.keys.contains(key))) {
            candidates.push(Candidate { own: own.span, report: &earlier, span: kept.span });
        }
    }
    let found = verified(&later, &candidates);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1.b.slice(&earlier.text), WIRE[1].trim_end_matches('.'));
}

#[test]
fn words_that_are_not_read_are_in_no_passage() {
    let text = WIRE[0];
    let blocks = vec![Block { span: Span::new(0, text.len()), role: BlockRole::Boilerplate }];
    assert!(fingerprint(&Report { blocks, ..Report::of_text("a", text) }).is_empty());
}

#[test]
fn hostile_texts_are_cut_and_compared_in_time() {
    let texts = [
        "no ".repeat(100_000),
        "x".repeat(1_000_000),
        WIRE[0].repeat(1_000),
        "\"".repeat(100_000),
        ".\" ) ".repeat(50_000),
        "\u{202e}ال ".repeat(30_000),
        "🔥".repeat(100_000),
        "a\u{301}".repeat(100_000),
        "火".repeat(60_000),
        "\n\n".repeat(100_000),
        "U.N. ".repeat(30_000),
    ];
    let twice = texts.iter().chain(&texts).enumerate();
    let reports: Vec<Report> = twice.map(|(n, t)| Report::of_text(format!("{n:02}"), t.clone())).collect();
    let found = near_copies(&reports);
    assert!(found.reports.iter().all(|c| c.earlier.0 + texts.len() == c.later.0), "{:?}", found.reports);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_order_of_reports_changes_nothing(order in Just((0..7).collect::<Vec<usize>>()).prop_shuffle()) {
        let reports = [
            report("a", "Post", 5, &[OWN[0], WIRE[1], OWN[1]]),
            report("b", "Star", 4, &[WIRE[0], WIRE[2], WIRE[1]]),
            report("c", "Wire", 3, &WIRE),
            report("d", "Echo", 3, &[OWN[1]]),
            report("e", "Echo", 9, &[WIRE[2], OWN[0]]),
            Report::of_text("f", WIRE[0]),
            Report::of_text("g", WIRE.join("\n")),
        ];
        let named = |reports: &[Report]| {
            let found = near_copies(reports);
            let place = |e: recount_model::Evidence| (reports[e.report.0].file.clone(), e.span);
            let joining = |j: &recount_model::CopiedPassage| (place(j.later), place(j.earlier), j.words);
            let mut joinings: Vec<_> = found.joinings.iter().map(joining).collect();
            joinings.sort();
            let groups: Vec<_> =
                found.groups.iter().map(|g| (place(g.first), g.joinings.len(), g.house_notice)).collect();
            let mut pairs = pairs(&found, reports);
            pairs.sort();
            (joinings, groups, pairs)
        };
        let shuffled: Vec<Report> = order.iter().map(|&at| reports[at].clone()).collect();
        prop_assert_eq!(named(&reports), named(&shuffled));
    }

    #[test]
    fn spans_lie_on_boundaries_whatever_the_text(text in "(\\PC{0,12}[ \n\"“”.]){0,40}") {
        let text = format!("{text} {} {text}", WIRE[0]);
        let a = Report::of_text("a", text.clone());
        let b = Report::of_text("b", format!("{text}\n\n{text}"));
        let mut end = 0;
        for print in fingerprint(&a) {
            prop_assert!(print.span.start >= end && text.get(print.span.start..print.span.end).is_some());
            end = print.span.end;
        }
        for copy in near_copies(&[a.clone(), b.clone()]).joinings {
            prop_assert!(a.text.get(copy.earlier.span.start..copy.earlier.span.end).is_some());
            prop_assert!(b.text.get(copy.later.span.start..copy.later.span.end).is_some());
        }
    }
}
