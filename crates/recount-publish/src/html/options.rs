//! Options and who stands where: a table of options by actors, then conditions and reasons with their sentences.

use super::quote::{Quote, Quotes};
use crate::wording;
use askama::Template;
use recount_model::{Position, PositionStance};

/// Longest condition or reason shown in a cell; the list below has it whole.
const CELL_CHARS: usize = 44;

/// Actors with a column of their own; of more, those who take most positions, and the rest share one.
const COLUMNS: usize = 6;

/// The table and the list below it.
#[derive(Template)]
#[template(path = "options.html")]
pub(super) struct Section<'a> {
    actors: Vec<&'a str>,
    /// Whether there are actors beyond the columns.
    others: bool,
    /// Whether cells have room for a condition or a reason.
    roomy: bool,
    pub(super) rows: Vec<Row<'a>>,
}

/// An option.
pub(super) struct Row<'a> {
    option: String,
    cells: Vec<Cell<'a>>,
    /// Actors without a column of their own.
    rest: Vec<Sign<'a>>,
    entries: Vec<Entry<'a>>,
    against: String,
}

/// What one actor says of an option: possibly several things over time.
struct Cell<'a> {
    signs: Vec<Sign<'a>>,
}

struct Sign<'a> {
    anchor: String,
    mark: &'static str,
    class: &'static str,
    word: &'static str,
    actor: &'a str,
    /// The condition or the reason, cut to what fits a cell.
    note: String,
}

/// One position with its sentence.
struct Entry<'a> {
    anchor: String,
    actor: &'a str,
    mark: &'static str,
    class: &'static str,
    word: &'static str,
    condition: &'a str,
    reason: &'a str,
    as_of: String,
    voices: String,
    quotes: Vec<Quote<'a>>,
}

impl<'a> Section<'a> {
    pub(super) fn new(quotes: &Quotes<'a>) -> Self {
        let positions = &quotes.account.positions;
        let actors = in_order(positions.iter().map(|p| p.actor.as_str()));
        let options = in_order(positions.iter().map(|p| p.option.as_str()));
        let roomy = actors.len() <= COLUMNS;
        let columns = if roomy { actors.len() } else { COLUMNS - 1 };
        let rows = options.into_iter().map(|option| row(option, &actors[..columns], quotes)).collect();
        Section { rows, others: !roomy, roomy, actors: actors[..columns].to_vec() }
    }
}

/// Each name once, those that occur most often first, else in order of appearance.
fn in_order<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for name in names {
        match counted.iter_mut().find(|(known, _)| *known == name) {
            Some((_, n)) => *n += 1,
            None => counted.push((name, 1)),
        }
    }
    counted.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counted.into_iter().map(|(name, _)| name).collect()
}

fn row<'a>(option: &'a str, actors: &[&'a str], quotes: &Quotes<'a>) -> Row<'a> {
    let all = quotes.account.positions.iter().enumerate();
    let mine: Vec<(usize, &Position)> = all.filter(|(_, p)| p.option == option).collect();
    let cell = |actor: &&str| Cell {
        signs: mine.iter().filter(|(_, p)| p.actor == **actor).map(|&(i, p)| sign(i, p)).collect(),
    };
    let opposed = mine.iter().filter(|(_, p)| p.stance == PositionStance::Opposes);
    Row {
        option: wording::capital(option),
        cells: actors.iter().map(cell).collect(),
        rest: mine
            .iter()
            .filter(|(_, p)| !actors.contains(&p.actor.as_str()))
            .map(|&(i, p)| sign(i, p))
            .collect(),
        against: in_order(opposed.map(|(_, p)| p.actor.as_str())).join(", "),
        entries: mine.into_iter().map(|(i, p)| entry(i, p, quotes)).collect(),
    }
}

/// Symbol, colour and word of a stance.
fn look(stance: PositionStance) -> (&'static str, &'static str) {
    match stance {
        PositionStance::Supports => ("✓", "firm"),
        PositionStance::Opposes => ("✕", "contest"),
        PositionStance::Conditional => ("◐", "accent"),
        PositionStance::Neutral => ("○", "mute"),
    }
}

fn sign(index: usize, position: &Position) -> Sign<'_> {
    let (mark, class) = look(position.stance);
    let note = position
        .condition
        .as_ref()
        .or(position.reason.as_ref())
        .map_or_else(String::new, |words| short(words));
    Sign {
        anchor: format!("p-{index}"),
        mark,
        class,
        word: wording::position(position.stance),
        actor: &position.actor,
        note,
    }
}

/// At most [`CELL_CHARS`] of a condition or reason, cut between words.
fn short(words: &str) -> String {
    if words.chars().count() <= CELL_CHARS {
        return words.to_string();
    }
    let cut: String = words.chars().take(CELL_CHARS).collect();
    let end = cut.rfind(char::is_whitespace).unwrap_or(cut.len());
    format!("{} …", cut[..end].trim_end())
}

fn entry<'a>(index: usize, position: &'a Position, quotes: &Quotes<'a>) -> Entry<'a> {
    let (mark, class) = look(position.stance);
    let others: Vec<&str> =
        position.voices.iter().map(String::as_str).filter(|v| *v != position.actor).collect();
    Entry {
        anchor: format!("p-{index}"),
        actor: &position.actor,
        mark,
        class,
        word: wording::position(position.stance),
        condition: position.condition.as_deref().unwrap_or(""),
        reason: position.reason.as_deref().unwrap_or(""),
        as_of: position.as_of.map_or_else(String::new, wording::date),
        voices: others.join(", "),
        quotes: quotes.all(&position.claims),
    }
}
