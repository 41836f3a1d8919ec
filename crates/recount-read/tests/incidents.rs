//! What a wire report on violence says as a whole; examples in `data/incidents.txt`, one a line.

mod growth;

use proptest::prelude::*;
use recount_model::Report;
use recount_read::incident::{Effect, incident};

fn report(text: &str) -> Report {
    Report::of_text("a.txt", text)
}

#[test]
fn victims_and_organizations_are_those_of_the_attack() {
    for line in include_str!("data/incidents.txt").lines().filter(|l| !l.starts_with('#')) {
        let Some((text, expected)) = line.split_once(" => ") else { panic!("{line}") };
        let found = incident(&report(text));
        let number = |n: Option<u64>| n.map_or("several".to_string(), |n| n.to_string());
        let victims = found.victims.iter().map(|v| match v.effect {
            Effect::Death => format!("{} killed", number(v.number)),
            Effect::Injury => format!("{} injured", number(v.number)),
        });
        let victims: Vec<String> = victims.collect();
        let organizations: Vec<&str> = found.organizations.iter().map(|o| o.organization.as_str()).collect();
        let told = format!("{}; {}", victims.join(", "), organizations.join(", "));
        assert_eq!(told.trim_end(), expected, "{text}");
    }
}

#[test]
fn reading_time_grows_with_the_text_only() {
    for shape in [
        "THE ARMY KILLED A MAN AND TWO REBELS OF THE FRONT AND ",
        "THE REBELS KILLED A MAN. ",
        "THE FRONT ",
        "a bomb, ",
    ] {
        let text = |bytes: usize| shape.repeat(bytes / shape.len());
        growth::check(shape, 100_000, text, |text| {
            incident(&report(&text));
        });
    }
}

proptest! {
    #[test]
    fn no_text_is_too_odd(text in "\\PC{0,200}") {
        incident(&report(&text));
    }
}
