//! Truth discovery takes time in step with the table: shapes that invite more, each at two sizes.

use recount_model::{Table, ValueKind};
use recount_reconcile::truth::{Choice, METHODS, Weighing, discover};
use std::time::Instant;

fn add(table: &mut Table, source: &str, item: &str, value: &str) {
    table.source.push(table.sources.number(source));
    table.item.push(table.items.number(item));
    table.value.push(table.values.number(value));
}

/// A table of categories, made by adding rows.
fn categories(fill: impl FnOnce(&mut Table)) -> Table {
    let mut table = Table::default();
    fill(&mut table);
    table.numbers = vec![f64::NAN; table.values.len()];
    table.kinds = vec![ValueKind::Category; table.items.len()];
    table
}

/// A table eight times as large takes at most thirty times as long: in step it would be some eight, squared some 64 times. What takes less
/// than half a second says nothing.
#[allow(clippy::disallowed_methods)] // A test of time reads the clock.
fn in_step(make: impl Fn(usize) -> Table, small: usize) {
    let seconds = |table: &Table| {
        let begun = Instant::now();
        discover(table, &Choice::default()).unwrap();
        begun.elapsed().as_secs_f64()
    };
    let (small, large) = (make(small), make(8 * small));
    let (before, after) = (seconds(&small), seconds(&large));
    assert!(after < f64::max(0.5, 30.0 * before), "{before:.2} s, then {after:.2} s");
}

#[test]
fn one_item_of_many_values_and_many_sources_of_one_claim() {
    let make = |size: usize| {
        let mut table = Table::default();
        for number in 0..size {
            let name = number.to_string();
            add(&mut table, &name, "one", &name);
        }
        table.numbers = table.values.iter().map(|v| v.parse().unwrap()).collect();
        table.kinds = vec![ValueKind::Number];
        table
    };
    let table = make(50_000);
    for method in METHODS {
        let choice = Choice { method: Some(method.name().to_string()), copies: Some(false) };
        assert_eq!(discover(&table, &choice).unwrap().outcomes[0].sources, 50_000);
    }
    let explained = Weighing::new(&table, &Choice::default()).unwrap().explain(0).unwrap();
    assert_eq!(explained.values.len(), 50_000);
    in_step(make, 5_000);
}

#[test]
fn a_name_of_nothing_but_delimiters() {
    in_step(
        |size| {
            categories(|table| {
                add(table, "a", &"|".repeat(size), "red");
                add(table, "b", &"|".repeat(size), "blue");
            })
        },
        100_000,
    );
}

/// Each of many small sources shares its two rare values with one that says everything.
#[test]
fn one_source_of_all_claims_beside_many_of_two() {
    in_step(
        |size| {
            categories(|table| {
                for item in 0..2 * size {
                    let name = format!("i{item:06}");
                    add(table, "all", &name, "rare");
                    // One of its items is among the first, one among the last.
                    add(table, &format!("s{}", item.min(2 * size - 1 - item)), &name, "rare");
                    for other in 0..2 {
                        add(table, &format!("t{other}"), &name, "plain");
                    }
                }
            })
        },
        4_000,
    );
}

#[test]
fn one_item_and_many_pairs_that_are_declared() {
    in_step(
        |size| {
            categories(|table| {
                for pair in 0..size {
                    add(table, &format!("a{pair}"), "one", "red");
                    add(table, &format!("b{pair}"), "one", "red");
                    let cited = table.sources.number(&format!("a{pair}"));
                    table.cites.push((2 * pair as u32 + 1, cited));
                }
            })
        },
        2_000,
    );
}
