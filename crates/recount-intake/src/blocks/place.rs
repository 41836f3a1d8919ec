//! Gives every unit its role from its sign and its place. Above the first running text stand labels, the headline and
//! bylines; below it short lines are headings or captions; after markers such as "Related" the report is over, unless
//! most of it follows. What cannot be told is body: a menu read by mistake costs less than a paragraph lost.

use crate::blocks::signs::{is_author_note, is_named_caption};
use crate::blocks::{Sign, Unit, is_person_name, is_prose, sign};
use crate::words::folded;
use recount_model::{Block, BlockRole, Span};

/// A unit with what is known of it before its place is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub unit: Unit,
    pub sign: Sign,
    /// Marked as a heading by the format.
    pub heading: bool,
}

/// A unit of plain text.
pub(crate) fn plain(text: &str, unit: Unit) -> Piece {
    Piece { unit, sign: sign(unit.span.slice(text)), heading: false }
}

/// Blocks with what their places tell.
#[derive(Debug, Default)]
pub(crate) struct Placed {
    pub blocks: Vec<Block>,
    /// The headline's span.
    pub title: Option<Span>,
    /// Bylines above the running text, in order.
    pub head_bylines: Vec<Span>,
    /// Names that notes on the author begin with or stand under.
    pub noted_names: Vec<String>,
}

/// The longest block, in characters, that counts as a repetition.
const REPETITION_CHARS: usize = 250;
/// The longest heading, in characters and words.
const HEADING_CHARS: usize = 110;
const HEADING_WORDS: usize = 16;
/// From this length on a block is the report itself, not its head.
const LONG_CHARS: usize = 150;

/// Working state: one role a piece, filled step by step.
struct Page<'t> {
    text: &'t str,
    pieces: &'t [Piece],
    folded: Vec<String>,
    roles: Vec<Option<BlockRole>>,
}

/// Places `pieces`. `titled` says that the first is known to be the headline.
pub(crate) fn place(text: &str, pieces: &[Piece], titled: bool) -> Placed {
    let folded_all = pieces.iter().map(|p| folded(p.unit.span.slice(text))).collect();
    let mut page = Page { text, pieces, folded: folded_all, roles: vec![None; pieces.len()] };
    page.take_signs();
    let noted_names = page.mark_author_sections();
    let first_body = page.first_body(titled);
    let title = page.mark_head(first_body, titled);
    page.mark_repetitions(first_body, title);
    page.mark_endings(first_body);
    page.mark_rest(first_body);
    let noted_names = page.mark_last_notes(noted_names);
    let head_end = page.head_end();
    let head_bylines =
        (0..head_end).filter(|i| page.roles[*i] == Some(BlockRole::Byline)).map(|i| page.span(i)).collect();
    let role = |i: usize| page.roles[i].unwrap_or(BlockRole::Body);
    let blocks = (0..pieces.len()).map(|i| Block { span: page.span(i), role: role(i) }).collect();
    Placed { blocks, title: title.map(|i| page.span(i)), head_bylines, noted_names }
}

impl<'t> Page<'t> {
    fn span(&self, i: usize) -> Span {
        self.pieces[i].unit.span
    }

    fn words(&self, i: usize) -> &'t str {
        self.span(i).slice(self.text)
    }

    fn word_count(&self, i: usize) -> usize {
        self.words(i).split_whitespace().count()
    }

    fn is_open(&self, i: usize) -> bool {
        self.roles[i].is_none()
    }

    fn is_open_prose(&self, i: usize) -> bool {
        self.is_open(i)
            && !self.pieces[i].heading
            && self.pieces[i].sign == Sign::Plain
            && is_prose(self.words(i))
    }

    fn take_signs(&mut self) {
        for (role, piece) in self.roles.iter_mut().zip(self.pieces) {
            *role = match piece.sign {
                Sign::Boilerplate => Some(BlockRole::Boilerplate),
                Sign::Caption => Some(BlockRole::Caption),
                Sign::Byline => Some(BlockRole::Byline),
                _ => None,
            };
        }
    }

    /// "About the author", and the links, names and notes that follow it. Returns the names.
    fn mark_author_sections(&mut self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for marker in (0..self.pieces.len()).filter(|i| self.pieces[*i].sign == Sign::AuthorMarker) {
            self.roles[marker] = Some(BlockRole::Boilerplate);
            for i in marker + 1..self.pieces.len() {
                let words = self.words(i);
                if names.len() < 20 && is_person_name(words) && self.word_count(i) <= 5 {
                    names.push(words.to_string());
                } else if !(self.roles[i].is_some()
                    || is_author_note(words)
                    || names.iter().any(|n| words.starts_with(n)))
                {
                    break;
                }
                if self.roles[i] != Some(BlockRole::Byline) {
                    self.roles[i] = Some(BlockRole::Boilerplate);
                }
            }
        }
        names
    }

    /// The first block of running text; the number of pieces when there is none. A first line that asks or exclaims is a
    /// headline.
    fn first_body(&self, titled: bool) -> usize {
        let open = |i: &usize| self.is_open(*i) && self.pieces[*i].sign == Sign::Plain;
        let first = (0..self.pieces.len()).find(open);
        let is_headline = |i: usize| {
            let words = self.words(i);
            let asks = words.trim_end_matches(['"', '\'', '”', '’']).ends_with(['?', '!']);
            Some(i) == first
                && i + 1 < self.pieces.len()
                && (titled || (asks && words.chars().count() <= LONG_CHARS))
        };
        (0..self.pieces.len())
            .find(|i| self.is_open_prose(*i) && !is_headline(*i))
            .unwrap_or(self.pieces.len())
    }

    /// Labels, headline, names and standfirst above the running text. Returns the headline.
    fn mark_head(&mut self, first_body: usize, titled: bool) -> Option<usize> {
        let open: Vec<usize> =
            (0..first_body).filter(|i| self.is_open(*i) && self.pieces[*i].sign == Sign::Plain).collect();
        let alone = self.pieces.len() == 1;
        let title = if titled && !alone { Some(0) } else { self.choose_title(&open).filter(|_| !alone) };
        for i in 0..first_body {
            if !self.is_open(i) && Some(i) != title {
                continue;
            }
            self.roles[i] = match title {
                Some(t) if i == t => Some(BlockRole::Title),
                Some(t) if i < t => Some(BlockRole::Boilerplate),
                _ if self.pieces[i].sign != Sign::Plain => Some(BlockRole::Boilerplate),
                Some(t) if self.is_same_headline(i, t) => Some(BlockRole::Boilerplate),
                Some(t) if self.is_name_under(i, t) => Some(BlockRole::Byline),
                Some(_) if self.pieces[i].heading => Some(BlockRole::Heading),
                Some(_) if is_named_caption(self.words(i)) => Some(BlockRole::Caption),
                Some(_) if self.word_count(i) <= 3 && first_body < self.pieces.len() => {
                    Some(BlockRole::Boilerplate)
                }
                _ => None,
            };
        }
        title
    }

    /// The first line, unless it is a label of three words or less above a longer line, or a longer form of the next.
    fn choose_title(&self, open: &[usize]) -> Option<usize> {
        let (&first, rest) = open.split_first()?;
        if self.pieces[first].heading {
            return Some(first);
        }
        let next = rest.iter().copied().find(|i| self.pieces[*i].heading || self.word_count(*i) >= 5);
        match next {
            Some(next)
                if self.word_count(first) <= 3
                    && !self.words(first).contains(|c: char| c.is_ascii_digit()) =>
            {
                Some(next)
            }
            Some(next) if self.folded[first].contains(&self.folded[next]) => Some(next),
            _ => Some(first),
        }
    }

    fn is_same_headline(&self, i: usize, title: usize) -> bool {
        let (a, b) = (&self.folded[i], &self.folded[title]);
        a == b
            || (self.word_count(i).min(self.word_count(title)) >= 4
                && (a.contains(b.as_str()) || b.contains(a.as_str())))
    }

    /// A name alone, with at most bylines between it and the headline.
    fn is_name_under(&self, i: usize, title: usize) -> bool {
        i > title
            && i <= title + 4
            && (title + 1..i).all(|k| self.roles[k] == Some(BlockRole::Byline))
            && is_person_name(self.words(i))
            && self.word_count(i) <= 5
    }

    /// A block at once repeated is a caption; one that was there before, or is the headline, is furniture.
    fn mark_repetitions(&mut self, first_body: usize, title: Option<usize>) {
        let mut seen = std::collections::BTreeMap::new();
        if let Some(t) = title {
            seen.insert(self.folded[t].clone(), t);
        }
        for i in first_body..self.pieces.len() {
            let comparable = self.is_open(i) || self.roles[i] == Some(BlockRole::Caption);
            if !comparable || self.word_count(i) < 3 || self.words(i).chars().count() > REPETITION_CHARS {
                continue;
            }
            match seen.insert(self.folded[i].clone(), i) {
                Some(before) if before + 1 == i && Some(before) != title => {
                    self.roles[before] = Some(BlockRole::Caption);
                    self.roles[i] = Some(BlockRole::Caption);
                }
                Some(_) => self.roles[i] = Some(BlockRole::Boilerplate),
                None => {}
            }
        }
    }

    /// Comments, related links and asides below the first running text.
    fn mark_endings(&mut self, first_body: usize) {
        let prose_bytes = |page: &Self, i: usize| if page.is_open_prose(i) { page.span(i).len() } else { 0 };
        let all: usize = (0..self.pieces.len()).map(|i| prose_bytes(self, i)).sum();
        let mut above: usize = (0..first_body).map(|i| prose_bytes(self, i)).sum();
        let mut in_aside = false;
        for i in first_body..self.pieces.len() {
            let prose = prose_bytes(self, i);
            match self.pieces[i].sign {
                Sign::Comments => return self.close(i),
                Sign::Ends if 2 * above >= all => return self.close(i),
                Sign::Ends | Sign::Aside => in_aside = true,
                _ if prose > 0 => in_aside = false,
                _ => {}
            }
            if in_aside && (self.is_open(i) || self.roles[i] == Some(BlockRole::Byline)) {
                self.roles[i] = Some(BlockRole::Boilerplate);
            }
            above += prose;
        }
    }

    fn close(&mut self, from: usize) {
        for role in self.roles.iter_mut().skip(from) {
            *role = Some(BlockRole::Boilerplate);
        }
    }

    /// Running text, headings and captions among what is still open.
    fn mark_rest(&mut self, first_body: usize) {
        let mut prose_follows = false;
        for i in (first_body..self.pieces.len()).rev() {
            if self.is_open_prose(i) {
                self.roles[i] = Some(BlockRole::Body);
                prose_follows = true;
            } else if self.is_open(i) {
                self.roles[i] = Some(self.short_line(i, prose_follows));
            }
        }
    }

    fn short_line(&self, i: usize, prose_follows: bool) -> BlockRole {
        let words = self.words(i);
        if self.pieces[i].heading {
            BlockRole::Heading
        } else if is_named_caption(words) {
            BlockRole::Caption
        } else if self.pieces[i].sign == Sign::Section && !prose_follows {
            BlockRole::Boilerplate
        } else if prose_follows
            && words.chars().count() <= HEADING_CHARS
            && self.word_count(i) <= HEADING_WORDS
        {
            BlockRole::Heading
        } else {
            BlockRole::Body
        }
    }

    /// Notes on the author that end the running text: at most three, about a name the text itself does not mention or
    /// that stands in its byline.
    fn mark_last_notes(&mut self, mut names: Vec<String>) -> Vec<String> {
        let read: Vec<usize> =
            (0..self.pieces.len()).filter(|i| self.roles[*i].is_some_and(BlockRole::is_read)).collect();
        for &i in read.iter().rev().take(3) {
            let words = self.words(i);
            let Some(name) = crate::blocks::starts_with_name(words).filter(|_| is_author_note(words)) else {
                break;
            };
            let last_name = name.rsplit(' ').next().unwrap_or(name);
            let in_byline =
                (0..i).any(|k| self.roles[k] == Some(BlockRole::Byline) && self.words(k).contains(last_name));
            let in_text = read.iter().any(|&k| {
                k < i && self.roles[k] == Some(BlockRole::Body) && self.words(k).contains(last_name)
            });
            let bodies = read.iter().filter(|k| self.roles[**k] == Some(BlockRole::Body)).count();
            if (in_text && !in_byline) || bodies < 2 {
                break;
            }
            names.push(name.to_string());
            self.roles[i] = Some(BlockRole::Boilerplate);
        }
        names
    }

    /// Where the head ends for bylines: at the first long running text.
    fn head_end(&self) -> usize {
        let long = |i: &usize| {
            self.roles[*i] == Some(BlockRole::Body) && self.words(*i).chars().count() >= LONG_CHARS
        };
        (0..self.pieces.len()).find(long).unwrap_or(self.pieces.len().min(8))
    }
}
