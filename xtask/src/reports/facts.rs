//! The facts of one invented story: what happened where, to how many, who speaks of it.

use super::grammar::{Words, expand, one};
use crate::train::random::Random;

/// What a story is about.
#[derive(Clone)]
pub struct Facts {
    pub cause: String,
    pub site: String,
    pub place: String,
    pub city: String,
    pub region: String,
    pub toll: usize,
    pub injured: usize,
    pub missing: usize,
    pub children: usize,
    pub critical: usize,
    pub weekday: String,
    pub bodies: [String; 3],
    /// Official, second official, doctor, witness, second witness: the given name and the place of the family name.
    pub people: [(String, usize); 5],
    /// Whether names are spelled the other way.
    pub respelled: bool,
    pub quotations: [String; 3],
}

impl Facts {
    /// The facts of a new story.
    pub fn new(day: i64, words: &Words, random: &mut Random) -> Self {
        let place = |random: &mut Random| {
            format!("{}{}", one(&words.place_first, random), one(&words.place_second, random))
        };
        let person =
            |random: &mut Random| (one(&words.given, random).clone(), random.below(words.family.len()));
        let toll = 3 + random.below(120);
        let first_body = random.below(words.body.len());
        let mut facts = Facts {
            cause: one(&words.cause, random).clone(),
            site: one(&words.site, random).clone(),
            place: place(random),
            city: place(random),
            region: place(random),
            toll,
            injured: toll + random.below(200),
            missing: 2 + random.below(60),
            children: 1 + random.below(toll / 2 + 1),
            critical: 2 + random.below(30),
            weekday: words.weekday[(day as usize + 4) % 7].clone(),
            bodies: std::array::from_fn(|n| words.body[(first_body + n * 5) % words.body.len()].clone()),
            people: std::array::from_fn(|_| person(random)),
            respelled: false,
            quotations: Default::default(),
        };
        facts.bodies = facts.bodies.clone().map(|body| facts.put_in(&body, words, random));
        facts.quotations =
            std::array::from_fn(|_| facts.put_in(one::<String>(&words.quotation, random), words, random));
        facts
    }

    /// Another day's figures.
    pub fn updated(&self, random: &mut Random) -> Facts {
        Facts {
            toll: self.toll + 1 + random.below(9),
            injured: self.injured + 1 + random.below(30),
            missing: self.missing.saturating_sub(1),
            ..self.clone()
        }
    }

    fn person(&self, n: usize, words: &Words) -> String {
        let (given, family) = &self.people[n];
        format!("{given} {}", words.family[*family][usize::from(self.respelled)])
    }

    /// A template with these facts in it; what they do not fix is drawn.
    pub fn put_in(&self, template: &str, words: &Words, random: &mut Random) -> String {
        let mut fact = |name: &str, random: &mut Random| match name {
            "cause" => self.cause.clone(),
            "cause2" => one(&words.cause, random).clone(),
            "site" => self.site.clone(),
            "place" => self.place.clone(),
            "city" => self.city.clone(),
            "region" => self.region.clone(),
            "toll" => self.toll.to_string(),
            "toll2" => (self.toll.saturating_sub(2).max(1)).to_string(),
            "early" => (self.toll / 2 + 1).to_string(),
            "injured" => self.injured.to_string(),
            "missing" => self.missing.to_string(),
            "children" => self.children.to_string(),
            "critical" => self.critical.to_string(),
            "old_toll" => (4 + random.below(90)).to_string(),
            "crews" => (3 + random.below(60)).to_string(),
            "age" => (18 + random.below(60)).to_string(),
            "year" => (1950 + random.below(40)).to_string(),
            "year2" => (1991 + random.below(25)).to_string(),
            "weekday" => self.weekday.clone(),
            "month" => one(&words.month, random).clone(),
            "street" => one(&words.street, random).clone(),
            "trade" => one(&words.trade, random).clone(),
            "thing" | "thing2" => one(&words.thing, random).clone(),
            "body" => self.bodies[0].clone(),
            "body2" => self.bodies[1].clone(),
            "body3" => self.bodies[2].clone(),
            "body_start" => capital(&self.bodies[0]),
            "body2_start" => capital(&self.bodies[1]),
            "body3_start" => capital(&self.bodies[2]),
            "official" => self.person(0, words),
            "official2" => self.person(1, words),
            "doctor" => self.person(2, words),
            "witness" => self.person(3, words),
            "witness2" => self.person(4, words),
            "quotation1" => self.quotations[0].clone(),
            "quotation2" => self.quotations[1].clone(),
            "quotation3" => self.quotations[2].clone(),
            _ => panic!("xtask/data/reports.toml names a fact that stories do not have: {name}"),
        };
        expand(template, random, &mut fact)
    }
}

/// With a capital first letter.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
