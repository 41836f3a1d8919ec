//! Truth discovery on small tables written as lines `source item value [day]`; what is expected stands beside them.

use proptest::prelude::*;
use recount_model::{Answer, Table, ValueKind};
use recount_reconcile::truth::{Choice, METHODS, Weighing, discover};

/// A table of rows `source item value [day]`; items whose every value is a number are of numbers.
fn table(rows: &str) -> Table {
    let mut table = Table::default();
    for row in rows.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let fields: Vec<&str> = row.split_whitespace().collect();
        let (source, item, value) =
            (table.sources.number(fields[0]), table.items.number(fields[1]), table.values.number(fields[2]));
        table.source.push(source);
        table.item.push(item);
        table.value.push(value);
        table.day.push(fields.get(3).map_or(f64::NAN, |day| day.parse().unwrap()));
    }
    table.numbers = table.values.iter().map(|v| v.parse().unwrap_or(f64::NAN)).collect();
    table.kinds = vec![ValueKind::Number; table.items.len()];
    for (&item, &value) in table.item.iter().zip(&table.value) {
        if table.numbers[value as usize].is_nan() {
            table.kinds[item as usize] = ValueKind::Category;
        }
    }
    table
}

fn choice(method: &str) -> Choice {
    Choice { method: Some(method.to_string()), copies: Some(false) }
}

/// The answers as lines `item value`, several values joined by `|` (a tie by `=`), in order of items.
fn answers(table: &Table, choice: &Choice) -> String {
    let discovery = discover(table, choice).unwrap();
    let names =
        |values: &[u32], by: &str| values.iter().map(|&v| table.values.name(v)).collect::<Vec<_>>().join(by);
    let mut lines: Vec<String> = discovery
        .outcomes
        .iter()
        .zip(table.items.iter())
        .map(|(outcome, item)| {
            let answer = match &outcome.answer {
                Answer::Value(value) => names(&[*value], ""),
                Answer::Values(values) => names(values, "|"),
                Answer::Tie(values) => names(values, "="),
                Answer::Number(number) => format!("~{number:.3}"),
                Answer::Unresolved => "?".to_string(),
            };
            format!("{item} {answer}")
        })
        .collect();
    lines.sort();
    lines.join("\n")
}

#[test]
fn a_vote_counts_each_source_once_and_reports_ties() {
    let table = table(
        "a x red
         a x red
         b x red
         c x blue
         a y 10
         b y 9
         c z 1.0
         a z 1
         b z 2",
    );
    assert_eq!(answers(&table, &choice("vote")), "x red\ny 9=10\nz 1");
}

#[test]
fn a_source_that_gives_two_values_is_one_source_on_one_item() {
    let table = table("a x 1\na x 2");
    for method in METHODS {
        let discovery = discover(&table, &choice(method.name())).unwrap();
        let (outcome, standing) = (&discovery.outcomes[0], &discovery.standings[0]);
        // A mean of the two is nobody's claim.
        let support = u32::from(!matches!(outcome.answer, Answer::Number(_)));
        assert_eq!((outcome.support, outcome.sources, standing.items), (support, 1, 1), "{}", method.name());
    }
}

#[test]
fn numbers_whose_squares_are_too_large_or_too_small_are_answered() {
    for (numbers, power) in
        [(["1", "1", "1.5", "1"], "e160"), (["1", "1", "-1.7", "1"], "e308"), (["1", "1", "3", "1"], "e-200")]
    {
        let rows = |power: &str| -> String {
            numbers
                .iter()
                .enumerate()
                .map(|(source, number)| format!("s{source} x {number}{power}\n"))
                .collect()
        };
        for method in METHODS {
            let [plain, scaled] =
                ["e0", power].map(|power| answers(&table(&rows(power)), &choice(method.name())));
            // A mean is told in digits.
            if !plain.contains('~') {
                assert_eq!(scaled.replace(power, "e0"), plain, "{} of {power}", method.name());
            }
        }
    }
    let apart = table("a x 1.7e308\nb x -1.7e308");
    for method in METHODS {
        let outcome = &discover(&apart, &choice(method.name())).unwrap().outcomes[0];
        assert!((0.0..=1.0).contains(&outcome.confidence), "{}", method.name());
        assert!(!matches!(outcome.answer, Answer::Number(n) if !n.is_finite()), "{}", method.name());
    }
}

#[test]
fn a_later_day_supersedes_what_the_same_source_said() {
    let table = table(
        "a x 31 10
         a x 40 12
         b x 31 11
         b x 30
         c x 40 9",
    );
    assert_eq!(answers(&table, &choice("vote")), "x 40");
}

#[test]
fn what_is_no_number_is_left_out_of_an_item_of_numbers() {
    let mut table = table(
        "a x NaN
         b x inf
         c x 4",
    );
    table.kinds = vec![ValueKind::Number];
    table.numbers = vec![f64::NAN, f64::NAN, 4.0];
    assert_eq!(answers(&table, &choice("vote")), "x 4");
}

#[test]
fn an_explanation_tells_who_says_what_and_what_follows_without_each() {
    let table = table(
        "a x red
         b x red
         c x blue
         d x blue
         e x blue",
    );
    let explained = Weighing::new(&table, &choice("vote")).unwrap().explain(0).unwrap();
    let value = |name: &str| table.values.find(name).unwrap();
    assert_eq!(explained.answer, Answer::Value(value("blue")));
    let behind: Vec<(u32, f64, usize)> =
        explained.values.iter().map(|v| (v.value, v.belief, v.voices.len())).collect();
    assert_eq!(behind, [(value("blue"), 3.0, 3), (value("red"), 2.0, 2)]);
    let changing: Vec<&Answer> = explained.without.iter().filter(|w| w.changes).map(|w| &w.answer).collect();
    assert_eq!(changing, [&Answer::Tie(vec![value("blue"), value("red")]); 3]);
    assert_eq!(explained.without.len(), 5);
}

#[test]
fn an_unknown_method_is_an_error_that_names_those_there_are() {
    let error = discover(&table("a x 1"), &choice("oracle")).unwrap_err().to_string();
    assert!(error.contains("oracle") && error.contains("vote"), "{error}");
}

/// Every method but some answers `rows` with these lines.
fn check_all(rows: &str, but: &[&str], expected: &str) {
    let table = table(rows);
    for method in METHODS.iter().filter(|method| !but.contains(&method.name())) {
        assert_eq!(answers(&table, &choice(method.name())), expected, "{}", method.name());
    }
    assert_eq!(answers(&table, &Choice::default()), expected, "by default");
}

#[test]
fn what_all_say_is_answered_by_every_method() {
    check_all(
        "a x red
         b x red
         a y 7
         b y 7
         c y 7",
        &[],
        "x red\ny 7",
    );
}

#[test]
fn one_source_is_believed_by_every_method() {
    check_all("a x red\na y 12\na z 0", &[], "x red\ny 12\nz 0");
}

#[test]
fn where_nothing_decides_every_method_reports_a_tie() {
    // To a method of several truths both may hold.
    check_all("a x red\nb x blue", &["ltm"], "x blue=red");
    assert_eq!(answers(&table("a x red\nb x blue"), &choice("ltm")), "x blue|red");
}

#[test]
fn an_empty_table_has_no_answers() {
    check_all("", &[], "");
}

/// Three sources agree on ten items on which three others scatter; on `z` the first are two and the others three. Vote and median count
/// heads; PooledInvestment begins with even beliefs, of which whoever stands alone gets all; GTM holds its first variances by twenty
/// claims' worth, the lists' model its rate of made-up names by a thousand. LTM holds both for true. Every other method believes the two.
#[test]
fn sources_proved_right_outweigh_a_larger_number() {
    let mut rows = String::new();
    for item in 0..10 {
        for (place, source) in ["a", "b", "c"].iter().enumerate() {
            rows += &format!("{source} item{item} right{item}\n");
            rows += &format!("{} item{item} wrong{item}-{place}\n", ["d", "e", "f"][place]);
        }
    }
    rows += "a z yes\nb z yes\nd z no\ne z no\nf z no\n";
    let table = table(&rows);
    for method in METHODS {
        let expected = match method.name() {
            "vote" | "median" | "pooled-investment" | "gtm" | "lists" => "z no",
            "ltm" => "z no|yes",
            _ => "z yes",
        };
        let answers = answers(&table, &choice(method.name()));
        assert_eq!(answers.lines().last(), Some(expected), "{}", method.name());
        if method.name() == "pooled-investment" {
            continue;
        }
        assert!(answers.lines().take(10).all(|line| line.contains("right")), "{}: {answers}", method.name());
    }
}

/// The researchers' affiliations of Dong, Berti-Équille and Srivastava (2009), table 1: S4 and S5 copy S3. A vote gets three wrong; if the
/// copies are known, the copied votes go, and of three different affiliations of Carey none has more behind it than another.
const AFFILIATIONS: &str = "S1 Stonebraker MIT
    S2 Stonebraker Berkeley
    S3 Stonebraker MIT
    S4 Stonebraker MIT
    S5 Stonebraker MS
    S1 Dewitt MSR
    S2 Dewitt MSR
    S3 Dewitt UWisc
    S4 Dewitt UWisc
    S5 Dewitt UWisc
    S1 Bernstein MSR
    S2 Bernstein MSR
    S3 Bernstein MSR
    S4 Bernstein MSR
    S5 Bernstein MSR
    S1 Carey UCI
    S2 Carey AT&T
    S3 Carey BEA
    S4 Carey BEA
    S5 Carey BEA
    S1 Halevy Google
    S2 Halevy Google
    S3 Halevy UW
    S4 Halevy UW
    S5 Halevy UW";

/// Adds to a table that a source cites another on all of its rows.
fn cite(table: &mut Table, citing: &str, cited: &str) {
    let (citing, cited) = (table.sources.number(citing), table.sources.number(cited));
    let rows = (0..table.len() as u32).filter(|&row| table.source[row as usize] == citing);
    table.cites.extend(rows.map(|row| (row, cited)));
}

#[test]
fn declared_copies_count_once_even_in_a_circle() {
    let mut table = table(AFFILIATIONS);
    assert_eq!(
        answers(&table, &choice("vote")),
        "Bernstein MSR\nCarey BEA\nDewitt UWisc\nHalevy UW\nStonebraker MIT"
    );
    for (citing, cited) in [("S3", "S4"), ("S4", "S5"), ("S5", "S3")] {
        cite(&mut table, citing, cited);
    }
    let with_copies = Choice { method: Some("vote".into()), copies: Some(true) };
    assert_eq!(
        answers(&table, &with_copies),
        "Bernstein MSR\nCarey AT&T=BEA=UCI\nDewitt MSR\nHalevy Google\nStonebraker MIT"
    );
    let discovery = discover(&table, &with_copies).unwrap();
    let groups: Vec<Vec<&str>> =
        discovery.copies.iter().map(|g| g.members.iter().map(|&m| table.sources.name(m)).collect()).collect();
    assert_eq!(groups, [["S3", "S4", "S5"]]);
    let halevy =
        Weighing::new(&table, &with_copies).unwrap().explain(table.items.find("Halevy").unwrap()).unwrap();
    assert_eq!(halevy.values.iter().map(|v| v.copied.round()).collect::<Vec<_>>(), [0.0, 2.0]);
}

/// The labels of the reasons of a choice.
fn reasons(table: &Table, choice: &Choice) -> String {
    let discovery = discover(table, choice).unwrap();
    discovery.reasons.iter().map(|reason| reason.label.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn who_cites_a_source_and_says_something_else_copies_nothing() {
    let mut table = table("a x red\na y red\na z red\nb x blue\nb y blue\nb z red");
    cite(&mut table, "b", "a");
    let with_copies = Choice { method: Some("vote".into()), copies: Some(true) };
    assert_eq!(discover(&table, &with_copies).unwrap().copies, []);
    assert!(!reasons(&table, &with_copies).contains("cite"));
}

#[test]
fn declared_groups_are_told_as_declared() {
    let mut table = table(AFFILIATIONS);
    cite(&mut table, "S4", "S3");
    let told = reasons(&table, &Choice { method: Some("vote".into()), copies: Some(true) });
    assert!(told.contains("no sources share their mistakes"), "{told}");
    assert!(told.contains("2 sources in 1 groups declare that they cite each other"), "{told}");
}

#[test]
fn facets_are_told_only_of_a_method_that_weighs_in_them() {
    // Half of the sources are right of gates and wrong of times, the other half the other way round.
    let mut rows = String::new();
    for item in 0..60 {
        for source in 0..3 {
            rows += &format!("g{source} {item}|gate right\nt{source} {item}|time right\n");
            rows += &format!("g{source} {item}|time g{source}\nt{source} {item}|gate t{source}\n");
        }
    }
    let table = table(&rows);
    assert!(reasons(&table, &Choice::default()).contains("2 facets"));
    let by_vote = Choice { method: Some("vote".into()), copies: Some(true) };
    assert!(!reasons(&table, &by_vote).contains("facets"));
}

/// Of eight kinds of items, half of the sources have the even ones right and half the odd ones; and others say one thing each.
#[test]
fn there_are_no_facets_where_rates_outnumber_claims() {
    let with_others = |others: usize| {
        let mut rows = String::new();
        for item in 0..480 {
            for source in 0..6 {
                let value =
                    if (source + item) % 2 == 0 { "right".to_string() } else { format!("own{source}") };
                rows += &format!("s{source} {item}|kind{} {value}\n", item % 8);
            }
        }
        for other in 0..others {
            rows += &format!("t{other} {}|kind{} right\n", other % 480, other % 8);
        }
        reasons(&table(&rows), &Choice::default())
    };
    assert!(with_others(20).contains("8 facets"));
    assert!(!with_others(4_000).contains("facets"));
}

#[test]
fn dates_places_and_pages_are_no_lists() {
    for values in [
        ["08/04/2011", "08/05/2011", "08/04/2012"],
        ["Ely,NV", "Elko,NV", "Ely,MN"],
        ["http://a.org/one/", "http://a.org/two/", "http://b.org/one/"],
    ] {
        let mut rows = String::new();
        for item in 0..4 {
            for (source, value) in values.iter().enumerate() {
                rows += &format!("s{source} i{item} {value}\n");
            }
        }
        assert_eq!(discover(&table(&rows), &Choice::default()).unwrap().method, "urn", "{values:?}");
    }
}

#[test]
fn lists_are_read_name_by_name() {
    let table = table(
        "a book1 kline;kumar;thompson
         b book1 kumar
         c book1 kumar
         d book1 kumar
         e book1 kline;kumar;thompson
         a book2 rea;lientz
         b book2 lientz
         c book2 lientz
         d book2 lientz
         e book2 rea;lientz",
    );
    assert_eq!(answers(&table, &choice("vote")), "book1 kumar\nbook2 lientz");
    assert_eq!(answers(&table, &Choice::default()), "book1 kline;kumar;thompson\nbook2 rea;lientz");
    assert_eq!(discover(&table, &Choice::default()).unwrap().method, "lists");
}

/// A small table with popular false values, made by a fixed rule: twenty sources of their own, and `copiers` that take nine of ten
/// values from `w`, which is right one time in three.
fn copied_table(items: usize, copiers: usize) -> Table {
    let mut state = 12345u64;
    let mut dice = move |sides: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % sides
    };
    let mut rows = String::new();
    for item in 0..items {
        // Of five false values the first is the most popular.
        let mut say = |right: usize, of: usize| match dice(of) < right {
            true => "right".to_string(),
            false => format!("wrong{}", dice(5).min(dice(5))),
        };
        for source in 0..20 {
            rows += &format!("s{source} i{item} {}\n", say(3, 4));
        }
        let original = say(1, 3);
        rows += &format!("w i{item} {original}\n");
        for copier in 0..copiers {
            let value = match say(9, 10).as_str() {
                "right" => original.clone(),
                _ => say(1, 2),
            };
            rows += &format!("copier{copier} i{item} {value}\n");
        }
    }
    table(&rows)
}

fn copy_groups(table: &Table) -> Vec<String> {
    let discovery = discover(table, &Choice::default()).unwrap();
    let names =
        |members: &[u32]| members.iter().map(|&m| table.sources.name(m)).collect::<Vec<_>>().join(" ");
    discovery.copies.iter().map(|group| names(&group.members)).collect()
}

#[test]
fn copiers_are_found_by_the_mistakes_they_share() {
    let table = copied_table(600, 3);
    assert_eq!(copy_groups(&table), ["copier0 copier1 copier2 w"]);
    let discovery = discover(&table, &Choice::default()).unwrap();
    let right = table.values.find("right").unwrap();
    let wrong = discovery.outcomes.iter().filter(|o| o.answer != Answer::Value(right)).count();
    assert!(wrong <= 6, "{wrong} of 600 wrong");
}

#[test]
fn popular_mistakes_are_not_taken_for_copies() {
    assert_eq!(copy_groups(&copied_table(600, 0)), Vec::<String>::new());
}

/// Two camps agree each within itself; one, of three, to the letter, the other, of four, only by and large. Counting heads
/// follows the larger camp item by item; a start from each in turn finds that the three explain more.
#[test]
fn of_two_camps_the_one_that_explains_more_is_believed() {
    let mut rows = String::new();
    for item in 0..60 {
        for source in ["a", "b", "c"] {
            rows += &format!("{source} i{item} gate{item}\n");
        }
        for (place, source) in ["d", "e", "f", "g"].iter().enumerate() {
            // Always two of the four together, never the same two for long.
            let mark = (item * 7 + place * (1 + item % 3)) % 3;
            rows += &format!("{source} i{item} ground{item}-{mark}\n");
        }
    }
    let answers = answers(&table(&rows), &Choice::default());
    assert!(answers.lines().all(|line| line.contains("gate")), "{answers}");
}

/// Everything a discovery says, with names in place of numbers, in order of names.
fn told(table: &Table, choice: &Choice) -> String {
    let discovery = discover(table, choice).unwrap();
    let mut lines: Vec<String> = discovery
        .outcomes
        .iter()
        .zip(table.items.iter())
        .map(|(o, item)| format!("{item} {:e} {} {}", o.confidence, o.support, o.sources))
        .chain(discovery.standings.iter().zip(table.sources.iter()).map(|(s, source)| {
            format!("{source} {:e} {:e} {} {}", s.weight, s.agreement, s.items, s.group.is_some())
        }))
        .collect();
    lines.sort();
    format!("{}\n{}", answers(table, choice), lines.join("\n"))
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let table = copied_table(150, 2);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            METHODS.iter().map(|m| told(&table, &choice(m.name()))).collect::<String>()
                + &told(&table, &Choice::default())
        })
    };
    let one = on(1);
    assert!(on(2) == one && on(5) == one);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_of_rows_changes_nothing(
        mut rows in proptest::collection::vec((0..6u8, 0..8u8, 0..4u8, any::<bool>()), 1..60),
        seed in any::<u64>(),
    ) {
        let text = |rows: &[(u8, u8, u8, bool)]| {
            let line = |&(s, i, v, later): &(u8, u8, u8, bool)| {
                // Items of even number are of numbers.
                let value = if i % 2 == 0 { format!("{}", u32::from(v) * 10) } else { format!("v{v}") };
                format!("s{s} i{i} {value}{}\n", if later { " 3" } else { "" })
            };
            rows.iter().map(line).collect::<String>()
        };
        let before = table(&text(&rows));
        let mut state = seed | 1;
        for i in (1..rows.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1);
            rows.swap(i, (state >> 33) as usize % (i + 1));
        }
        let after = table(&text(&rows));
        for method in METHODS {
            prop_assert_eq!(told(&before, &choice(method.name())), told(&after, &choice(method.name())), "{}", method.name());
        }
        prop_assert_eq!(told(&before, &Choice::default()), told(&after, &Choice::default()));
    }
}
