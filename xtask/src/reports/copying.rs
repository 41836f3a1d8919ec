//! A story as one report tells it, and what others make of its text: printed word for word, or with a headline of their own, shorter, in
//! another order, with newer figures, with names spelled otherwise, with all of these, or one paragraph of it in a report of their own.

use super::Made;
use super::facts::{Facts, capital};
use super::grammar::{Words, one};
use crate::train::random::Random;
use recount_model::PartialDate;

/// What was done to a copied text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    Verbatim,
    Headline,
    Cut,
    Reordered,
    Figures,
    Names,
    All,
    Paragraph,
    /// No copy: the same event in other words, with the same people quoted.
    ToldAgain,
}

impl Edit {
    /// All that are copies.
    pub const COPIES: [Edit; 8] = [
        Edit::Verbatim,
        Edit::Headline,
        Edit::Cut,
        Edit::Reordered,
        Edit::Figures,
        Edit::Names,
        Edit::All,
        Edit::Paragraph,
    ];

    /// As `truth.csv` has it.
    pub fn word(self) -> &'static str {
        match self {
            Edit::Verbatim => "verbatim",
            Edit::Headline => "headline",
            Edit::Cut => "cut",
            Edit::Reordered => "reordered",
            Edit::Figures => "figures",
            Edit::Names => "names",
            Edit::All => "all",
            Edit::Paragraph => "paragraph",
            Edit::ToldAgain => "told-again",
        }
    }
}

impl Edit {
    /// In words of a table.
    pub fn meaning(self) -> &'static str {
        match self {
            Edit::Verbatim => "none, but for the publisher's notice",
            Edit::Headline => "another headline",
            Edit::Cut => "a third of the sentences left out",
            Edit::Reordered => "paragraphs and sentences in another order",
            Edit::Figures => "newer figures",
            Edit::Names => "all names spelled otherwise",
            Edit::All => "all of these",
            Edit::Paragraph => "one paragraph in a report of other words",
            Edit::ToldAgain => "no copy: told in other words",
        }
    }
}

/// Bytes of a report's paragraphs, at least.
const LENGTH_BYTES: usize = 2850;

/// A story as one report tells it: facts, and the dice its sentences were drawn with.
pub struct Story {
    facts: Facts,
    dice: u64,
    /// Which of the two ways of telling it takes.
    way: usize,
    day: i64,
    agency: usize,
    publisher: usize,
    is_told_again: bool,
}

impl Story {
    /// A story of its own.
    pub fn new(day: i64, words: &Words, random: &mut Random) -> Self {
        Story {
            facts: Facts::new(day, words, random),
            dice: random.below(usize::MAX) as u64,
            way: random.below(2),
            day,
            agency: random.below(words.agency.len()),
            publisher: random.below(words.publisher_first.len() * words.publisher_second.len()),
            is_told_again: false,
        }
    }

    /// The report that tells it first.
    pub fn original(&self, words: &Words) -> Made {
        let mut dice = Random(self.dice);
        let (title, paragraphs) = told(&self.facts, self.way, words, &mut dice);
        self.made(title, paragraphs, self.publisher, self.day, None, words)
    }

    /// A report that copies it. `of` is the place of the original.
    pub fn copied(&self, of: usize, day: i64, words: &Words, random: &mut Random) -> Made {
        let edit = *one(&Edit::COPIES, random);
        let facts = match edit {
            Edit::Figures => self.facts.updated(random),
            Edit::Names => Facts { respelled: true, ..self.facts.clone() },
            Edit::All => Facts { respelled: true, ..self.facts.updated(random) },
            _ => self.facts.clone(),
        };
        let (mut title, mut paragraphs) = told(&facts, self.way, words, &mut Random(self.dice));
        if matches!(edit, Edit::Headline | Edit::All) {
            title = facts.put_in(one::<String>(&words.headline, random), words, random);
        }
        if matches!(edit, Edit::Cut | Edit::All) {
            cut(&mut paragraphs, random);
        }
        if matches!(edit, Edit::Reordered | Edit::All) {
            reorder(&mut paragraphs, random);
        }
        if edit == Edit::Paragraph {
            let own = Facts::new(day, words, random);
            let shared = one(&paragraphs[..paragraphs.len().min(5)], random).clone();
            (title, paragraphs) = told(&own, random.below(2), words, random);
            paragraphs.insert(random.below(paragraphs.len() + 1), shared);
        }
        let publisher = random.below(words.publisher_first.len() * words.publisher_second.len());
        self.made(title, paragraphs, publisher, day, Some((of, edit)), words)
    }

    /// A report that tells of the same in its own words, if none has yet: there are two ways of telling.
    pub fn told_again(&mut self, of: usize, day: i64, words: &Words, random: &mut Random) -> Option<Made> {
        if std::mem::replace(&mut self.is_told_again, true) {
            return None;
        }
        let (title, paragraphs) = told(&self.facts, 1 - self.way, words, random);
        let publisher = random.below(words.publisher_first.len() * words.publisher_second.len());
        Some(self.made(title, paragraphs, publisher, day, Some((of, Edit::ToldAgain)), words))
    }

    fn made(
        &self,
        title: String,
        mut paragraphs: Vec<String>,
        publisher: usize,
        day: i64,
        of: Option<(usize, Edit)>,
        words: &Words,
    ) -> Made {
        let number = publisher;
        let second = words.publisher_second.len();
        let publisher =
            format!("{} {}", words.publisher_first[number / second], words.publisher_second[number % second]);
        // Every second publisher prints its notice below each report.
        if number.is_multiple_of(2) {
            // Drawn with dice of its own, so that it is the same below every report.
            let mut dice = Random(number as u64);
            let mut left: Vec<&String> = words.stock.notices.iter().collect();
            let mut notice = || {
                let template = left.swap_remove(dice.below(left.len())).replace("{publisher}", &publisher);
                self.facts.put_in(&template, words, &mut dice)
            };
            paragraphs.push([notice(), notice(), notice()].join(" "));
        }
        let published = PartialDate::day(2011, 1, 1).expect("a day of the calendar").plus_days(day);
        let credit = match of {
            Some((_, Edit::ToldAgain | Edit::Paragraph)) => publisher.as_str(),
            _ => &words.agency[self.agency],
        };
        let byline = format!("{}, {} ({credit})", self.facts.place.to_uppercase(), published.in_words());
        Made { file: String::new(), publisher, published, title, byline, paragraphs, of }
    }
}

/// A story's headline and paragraphs in one of the two ways of telling, drawn with these dice.
fn told(facts: &Facts, way: usize, words: &Words, dice: &mut Random) -> (String, Vec<String>) {
    let title = capital(&facts.put_in(one::<String>(&words.headline, dice), words, dice));
    let mut sections: Vec<&String> = words.section.keys().filter(|s| *s != "lead").collect();
    let mut paragraphs: Vec<String> = Vec::new();
    let mut next = "lead".to_string();
    while paragraphs.iter().map(String::len).sum::<usize>() < LENGTH_BYTES {
        let mut templates: Vec<&String> = words.section[&next].iter().skip(way).step_by(2).collect();
        let mut sentences: Vec<String> = Vec::new();
        for _ in 0..2 + dice.below(2) {
            let template = templates.swap_remove(dice.below(templates.len()));
            let mut sentence = facts.put_in(template, words, dice);
            if dice.below(2) == 0 {
                let opener = facts.put_in(one::<String>(&words.opener, dice), words, dice);
                let sentence_on = match sentence.strip_prefix("The ") {
                    Some(rest) => format!("the {rest}"),
                    None if template.starts_with(['{', '"']) => sentence,
                    None => sentence[..1].to_lowercase() + &sentence[1..],
                };
                sentence = format!("{opener}, {sentence_on}");
            }
            sentences.push(sentence);
        }
        if dice.below(3) == 0 {
            sentences.push(one(&words.stock.sentences, dice).clone());
        }
        paragraphs.push(sentences.join(" "));
        if sections.is_empty() {
            sections = words.section.keys().filter(|s| *s != "lead").collect();
        }
        next = sections.swap_remove(dice.below(sections.len())).clone();
    }
    (title, paragraphs)
}

/// Leaves out a third of the sentences, the first paragraph kept whole.
fn cut(paragraphs: &mut Vec<String>, random: &mut Random) {
    for paragraph in paragraphs.iter_mut().skip(1) {
        let kept: Vec<&str> = paragraph.split_inclusive(". ").filter(|_| random.below(3) > 0).collect();
        *paragraph = kept.concat().trim().to_string();
    }
    paragraphs.retain(|p| !p.is_empty());
}

/// Puts the paragraphs after the first into another order, and the sentences of every second one.
fn reorder(paragraphs: &mut [String], random: &mut Random) {
    for i in (2..paragraphs.len()).rev() {
        paragraphs.swap(i, 1 + random.below(i));
    }
    for paragraph in paragraphs.iter_mut().skip(1).step_by(2) {
        let mut sentences: Vec<&str> = paragraph.split_inclusive(". ").map(str::trim).collect();
        sentences.reverse();
        *paragraph = sentences.join(" ");
    }
}
