//! Names of persons, bodies and places in a report, and what the text says of how they hang together.
//!
//! A name is a run of capitalised words with the small words names have inside. Titles before it become its role. What it names is
//! decided once for the whole report, from the lexicon, head words, titles and the words around every mention.

mod kind;
mod links;
mod run;

use crate::lexicon::{ReadingLexicon, Word};
use crate::text::{Text, Token};
use recount_model::{BlockRole, EntityKind, Mention, NameLink};
use run::run_at;
use rustc_hash::FxHashSet as HashSet;
use std::ops::Range;

/// A name in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// Its tokens, titles left out.
    pub tokens: Range<usize>,
    /// The words, white space folded.
    pub words: String,
    pub kind: EntityKind,
    /// Titles, offices and roles beside it, as written.
    pub role: Option<String>,
    /// The body it speaks for, as another name of the list.
    pub speaks_for: Option<usize>,
}

/// The names of a report in text order, with the links between them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    pub list: Vec<Name>,
    pub links: Vec<NameLink>,
}

impl Names {
    /// Finds the names of a text.
    pub fn of(text: &Text<'_>, lexicon: &ReadingLexicon) -> Self {
        let mut list = Vec::new();
        for sentence in &text.sentences {
            find(text, sentence.tokens.clone(), lexicon, &mut list);
        }
        drop_sentence_starts(text, lexicon, &mut list);
        drop_headline_words(text, lexicon, &mut list);
        kind::decide(text, lexicon, &mut list);
        let links = links::find(text, lexicon, &mut list);
        Names { list, links }
    }

    /// The names whose tokens lie in `range`, with their numbers.
    pub fn within(&self, range: &Range<usize>) -> impl Iterator<Item = (usize, &Name)> {
        let first = self.list.partition_point(|n| n.tokens.start < range.start);
        let end = range.end;
        self.list[first..]
            .iter()
            .enumerate()
            .take_while(move |(_, n)| n.tokens.start < end)
            .map(move |(i, n)| (first + i, n))
            .filter(move |(_, n)| n.tokens.end <= end)
    }

    /// The names that end before token `i`, the nearest first; only as far back as a reader would remember.
    pub fn before(&self, i: usize) -> impl Iterator<Item = &Name> + Clone {
        const REMEMBERED: usize = 300;
        let end = self.list.partition_point(|n| n.tokens.end <= i);
        self.list[end.saturating_sub(REMEMBERED)..end].iter().rev()
    }

    /// The name that holds token `i`.
    pub fn at(&self, i: usize) -> Option<(usize, &Name)> {
        let after = self.list.partition_point(|n| n.tokens.start <= i);
        let name = self.list.get(after.checked_sub(1)?)?;
        (name.tokens.end > i).then_some((after - 1, name))
    }

    /// The names as mentions for the account.
    pub fn mentions(&self, text: &Text<'_>) -> Vec<Mention> {
        let mention = |n: &Name| Mention {
            span: text.span(n.tokens.clone()),
            name: n.words.clone(),
            kind: n.kind,
            role: n.role.clone(),
        };
        self.list.iter().map(mention).collect()
    }
}

/// Drops runs of capitals that stand only in headlines, where every word has one.
fn drop_headline_words(text: &Text<'_>, lexicon: &ReadingLexicon, list: &mut Vec<Name>) {
    let in_headline = |n: &Name| text.sentence_at(n.tokens.start).is_some_and(|s| s.role != BlockRole::Body);
    let in_body: HashSet<String> = list.iter().filter(|n| !in_headline(n)).map(|n| n.words.clone()).collect();
    list.retain(|n| {
        let known = lexicon.shared.body(&n.words).is_some() || lexicon.shared.country(&n.words).is_some();
        !in_headline(n) || known || in_body.contains(&n.words)
    });
}

/// Drops single words that are capitalised only where a sentence begins.
fn drop_sentence_starts(text: &Text<'_>, lexicon: &ReadingLexicon, list: &mut Vec<Name>) {
    let starts: HashSet<usize> = text.sentences.iter().map(|s| s.tokens.start).collect();
    let after_quote = |k: usize| k > 0 && text.tokens[k - 1].is_quote();
    let at_start = |n: &Name| starts.contains(&n.tokens.start) || after_quote(n.tokens.start);
    let inside: HashSet<String> = list
        .iter()
        .filter(|n| !at_start(n) || n.tokens.len() > 1)
        .flat_map(|n| n.words.split(' ').map(str::to_string))
        .collect();
    list.retain(|n| {
        let known = lexicon.shared.body(&n.words).is_some()
            || lexicon.known_places.at(&text.tokens, n.tokens.start, n.tokens.end).is_some();
        n.tokens.len() > 1
            || n.role.is_some()
            || !at_start(n)
            || known
            || text.tokens[n.tokens.start].is_acronym()
            || inside.contains(&n.words)
    });
}

fn find(text: &Text<'_>, range: Range<usize>, lexicon: &ReadingLexicon, out: &mut Vec<Name>) {
    let mut i = range.start;
    while i < range.end {
        match run_at(text, i, &range, lexicon) {
            Some(end) => {
                split_run(text, i..end, &range, lexicon, out);
                i = end;
            }
            None => i += 1,
        }
    }
}

/// Divides a run into titles and names: "Norlander Prime Minister Karl Adler", "UN High Commissioner for Human Rights Ana Ruiz".
fn split_run(
    text: &Text<'_>,
    run: Range<usize>,
    sentence: &Range<usize>,
    lexicon: &ReadingLexicon,
    out: &mut Vec<Name>,
) {
    let tokens = &text.tokens;
    // "US Secretary of State": an office may stand after its country.
    let country = usize::from(run.len() > 2 && lexicon.shared.country(tokens[run.start].text).is_some());
    let office_at = |from: usize| lexicon.offices.at(tokens, from, run.end).map(|(len, ())| from + len);
    let office = office_at(run.start).or_else(|| office_at(run.start + country));
    let body = lexicon.known_bodies.at(tokens, run.start, run.end).map(|(len, _)| run.start + len);
    let is_country = |k: usize| lexicon.shared.country(tokens[k].text).is_some();
    let after_office = office.filter(|end| run.end - end >= 1 && run.end - end <= 4);
    let last_title = last_title(tokens, &run, lexicon);
    if let Some(end) = after_office {
        push(text, end..run.end, Some(run.start..end), lexicon, out);
    } else if body == Some(run.end) {
        push(text, run.clone(), None, lexicon, out);
    } else if let Some(title) = last_title {
        push(text, title + 1..run.end, Some(run.start..title + 1), lexicon, out);
    } else if is_country(run.start)
        && run.len() >= 3
        && !has_body_head(&tokens[run.clone()], lexicon)
        && !lexicon.connectors.contains(&tokens[run.start + 1].lower)
    {
        push(text, run.start..run.start + 1, None, lexicon, out);
        push(text, run.start + 1..run.end, None, lexicon, out);
    } else {
        push(text, run.clone(), None, lexicon, out);
    }
    attach_role_before(text, sentence, lexicon, out);
}

fn has_body_head(tokens: &[Token<'_>], lexicon: &ReadingLexicon) -> bool {
    tokens.iter().any(|t| lexicon.body_heads.contains(&t.lower))
}

/// The last title of a run that one to four name words follow.
fn last_title(tokens: &[Token<'_>], run: &Range<usize>, lexicon: &ReadingLexicon) -> Option<usize> {
    let last = run.clone().rev().find(|&k| lexicon.shared.titles.has(tokens[k].text))?;
    let rest = &tokens[last + 1..run.end];
    let names = (1..=4).contains(&rest.len())
        && !has_body_head(rest, lexicon)
        && rest[0].is_capital()
        && !lexicon.connectors.contains(&rest[0].lower);
    let before = &tokens[run.start..last];
    // Before a title stand only titles, countries and bodies: "Omar Haji Sorel" is a name with a title's word inside.
    let plain = |t: &Token<'_>| {
        !lexicon.shared.titles.has(t.text)
            && lexicon.shared.country(t.text).is_none()
            && !t.is_acronym()
            && !lexicon.body_heads.contains(&t.lower)
            && !lexicon.connectors.contains(&t.lower)
    };
    if before.first().is_some_and(plain) && lexicon.shared.titles.honorifics.contains(tokens[last].text) {
        return None;
    }
    // "Ole Berg General Hospital" is no title.
    (names && before.len() <= 6).then_some(last)
}

fn push(
    text: &Text<'_>,
    tokens: Range<usize>,
    title: Option<Range<usize>>,
    lexicon: &ReadingLexicon,
    out: &mut Vec<Name>,
) {
    // Titles alone ("the Prime Minister") are a role, not a name.
    if tokens.clone().all(|k| lexicon.shared.titles.has(text.tokens[k].text)) {
        return;
    }
    let words = text.words(tokens.clone());
    let role = title.map(|t| text.words(t));
    let kind = if role.is_some() { EntityKind::Person } else { EntityKind::Body };
    // A demonym alone is an adjective, not a name.
    let demonym = tokens.len() == 1 && lexicon.shared.is_demonym(&words);
    if !(demonym && role.is_none()) {
        out.push(Name { tokens, words, kind, role, speaks_for: None });
    }
}

/// A role in small letters before the last name: "State Department spokesman Paul Reed".
fn attach_role_before(text: &Text<'_>, sentence: &Range<usize>, lexicon: &ReadingLexicon, out: &mut [Name]) {
    let Some(name) = out.last_mut().filter(|n| n.role.is_none()) else { return };
    let end = name.tokens.start;
    if end <= sentence.start
        || !lexicon.roles.contains(&text.tokens[end - 1].lower)
        || text.tokens[end - 1].is_capital()
    {
        return;
    }
    let mut start = end - 1;
    while start > sentence.start && end - start < 6 && belongs_to_role(&text.tokens[start - 1], lexicon) {
        start -= 1;
    }
    name.role = Some(text.words(start..end));
    name.kind = EntityKind::Person;
}

fn belongs_to_role(token: &Token<'_>, lexicon: &ReadingLexicon) -> bool {
    token.kind != crate::text::TokenKind::Sign
        && !token.is(Word::Determiner)
        && !token.is(Word::Auxiliary)
        && (!token.words.ends_phrase() || token.is(Word::InRole))
        && !lexicon.reporting_verbs.contains_key(&token.lower)
}
