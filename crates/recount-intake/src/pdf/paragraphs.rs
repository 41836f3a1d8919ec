//! Lines to paragraphs. A paragraph ends where the gap to the next line is wider than between its lines, where the next line is
//! indented or set in another size, or where a line ends although the next word would have fitted on it. It goes on over the end of a
//! column or page when nothing of this is seen there; what stands at the foot of the page (notes, page numbers) then follows it.

use super::chunks::by;
use super::lines::Line;

/// A paragraph and what it is known to be.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub lines: Vec<Line>,
    pub kind: Kind,
}

/// What a paragraph is known to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Anything.
    Text,
    /// Larger or bolder than the text around it, and short.
    Heading,
    /// A running head, a running foot, a page number.
    Furniture,
}

/// A column, or what stands across columns: lines from top to bottom.
pub(super) type Part = Vec<Line>;

/// What holds for all lines of a document.
#[derive(Debug, Clone, Copy)]
struct Habits {
    /// Size of most letters.
    size: f32,
    /// Usual distance between the lines of a paragraph, in sizes.
    leading: f32,
}

/// Measures of a part.
#[derive(Debug, Clone, Copy)]
struct Measure {
    left: f32,
    right: f32,
    /// Whether lines begin at the right edge.
    from_right: bool,
}

impl Measure {
    /// How far a line begins from the edge that lines begin at.
    fn indent(self, line: &Line) -> f32 {
        if self.from_right { self.right - line.right } else { line.left - self.left }
    }
}

/// Cuts the parts of a document, in reading order, into paragraphs.
pub(super) fn paragraphs(parts: Vec<Part>) -> Vec<Paragraph> {
    let habits = habits(&parts);
    let mut done: Vec<Paragraph> = Vec::new();
    // What waits until the paragraph that runs over the end of a part is whole.
    let mut waiting: Vec<Paragraph> = Vec::new();
    let mut open: Option<(Vec<Line>, Measure)> = None;
    for part in parts {
        let (furniture, text): (Vec<Line>, Vec<Line>) = part.into_iter().partition(|line| line.artifact);
        let measure = measure(&text);
        let (text, notes) = without_notes(text, &habits);
        waiting.extend(
            cut(furniture, &habits).into_iter().map(|lines| Paragraph { lines, kind: Kind::Furniture }),
        );
        let mut pieces = cut(text, &habits).into_iter();
        if let Some(first) = pieces.next() {
            let goes_on = open.as_ref().is_some_and(|(lines, of)| goes_on(lines, *of, &first, measure));
            match open.take() {
                Some((mut lines, _)) if goes_on => {
                    lines.extend(first);
                    open = Some((lines, measure));
                }
                closed => {
                    close(closed.map(|(lines, _)| lines), &mut done, &mut waiting);
                    open = Some((first, measure));
                }
            }
            for piece in pieces {
                close(open.take().map(|(lines, _)| lines), &mut done, &mut waiting);
                open = Some((piece, measure));
            }
        }
        waiting.extend(cut(notes, &habits).into_iter().map(|lines| Paragraph { lines, kind: Kind::Text }));
    }
    close(open.map(|(lines, _)| lines), &mut done, &mut waiting);
    done.append(&mut waiting);
    mark_headings(&mut done, &habits);
    done
}

fn close(open: Option<Vec<Line>>, done: &mut Vec<Paragraph>, waiting: &mut Vec<Paragraph>) {
    done.extend(open.map(|lines| Paragraph { lines, kind: Kind::Text }));
    done.append(waiting);
}

fn habits(parts: &[Part]) -> Habits {
    let lines = || parts.iter().flatten().filter(|line| !line.artifact);
    let mut sizes: Vec<(f32, usize)> =
        lines().map(|line| (line.size, line.words.iter().map(|word| word.text.len()).sum())).collect();
    sizes.sort_by(|a, b| by(a.0, b.0));
    let mut size = (0, 10.0);
    for run in sizes.chunk_by(|a, b| (a.0 - b.0).abs() < 0.05) {
        let letters = run.iter().map(|(_, letters)| letters).sum();
        if letters > size.0 {
            size = (letters, run[0].0);
        }
    }
    let pairs = || parts.iter().flat_map(|part| part.windows(2));
    let same = |pair: &&[Line]| alike(pair[0].size, pair[1].size) && !pair[0].artifact && !pair[1].artifact;
    // Lines of running text, if there are some; cells of tables stand at any distance.
    let is_text = |pair: &&[Line]| pair.iter().all(|line| line.right - line.left > 12.0 * line.size);
    let leading = |pair: &[Line]| (pair[1].base - pair[0].base) / pair[0].size.max(0.1);
    let usual = |leading: &f32| (0.7..4.0).contains(leading);
    let mut leadings: Vec<f32> = pairs().filter(same).filter(is_text).map(leading).filter(usual).collect();
    if leadings.len() < 3 {
        leadings = pairs().filter(same).map(leading).filter(usual).collect();
    }
    leadings.sort_by(|a, b| by(*a, *b));
    let leading = leadings.get(leadings.len() / 5).copied().unwrap_or(1.2);
    Habits { size: size.1, leading }
}

fn alike(a: f32, b: f32) -> bool {
    (a - b).abs() <= 0.08 * a.max(b)
}

fn measure(lines: &[Line]) -> Measure {
    let left = lines.iter().map(|line| line.left).fold(f32::INFINITY, f32::min);
    let right = lines.iter().map(|line| line.right).fold(f32::NEG_INFINITY, f32::max);
    // Writing from right to left may still be set along the left edge.
    let leftwards = 2 * lines.iter().filter(|line| line.right_to_left).count() > lines.len();
    let at_left = lines.iter().filter(|line| (line.left - left).abs() < 0.3 * line.size).count();
    let at_right = lines.iter().filter(|line| (line.right - right).abs() < 0.3 * line.size).count();
    Measure { left, right, from_right: leftwards && at_right >= at_left }
}

/// Lines in smaller letters at the end of a part that has lines of the usual size: notes.
fn without_notes(mut lines: Vec<Line>, habits: &Habits) -> (Vec<Line>, Vec<Line>) {
    let small = |line: &Line| line.size < 0.93 * habits.size;
    let count = lines.iter().rev().take_while(|line| small(line)).count();
    let usual = lines.iter().any(|line| alike(line.size, habits.size));
    let at = if usual { lines.len() - count } else { lines.len() };
    let notes = lines.split_off(at);
    (lines, notes)
}

/// Cuts lines of one part.
fn cut(lines: Vec<Line>, habits: &Habits) -> Vec<Vec<Line>> {
    let measure = measure(&lines);
    let mut begin = 0;
    let mut breaks = Vec::with_capacity(lines.len());
    for at in 0..lines.len() {
        let ends = at > 0 && breaks_between(&lines, begin, at, measure, habits);
        breaks.push(ends);
        if ends {
            begin = at;
        }
    }
    let mut paragraphs: Vec<Vec<Line>> = Vec::new();
    for (line, breaks) in lines.into_iter().zip(breaks) {
        match paragraphs.last_mut().filter(|_| !breaks) {
            Some(paragraph) => paragraph.push(line),
            None => paragraphs.push(vec![line]),
        }
    }
    paragraphs
}

/// Whether a paragraph that began with line `begin` ends before line `at`.
fn breaks_between(lines: &[Line], begin: usize, at: usize, measure: Measure, habits: &Habits) -> bool {
    let (last, next) = (&lines[at - 1], &lines[at]);
    let distance = next.base - last.base;
    let size = last.size.min(next.size).max(0.1);
    // Lines side by side, as in a row that was cut, and columns that begin again further up.
    if distance < 0.3 * size {
        return true;
    }
    if !alike(last.size, next.size) {
        return true;
    }
    let leading =
        if alike(last.size, habits.size) { habits.leading } else { local_leading(lines, at, habits) };
    if distance > (leading * 1.18 + 0.12) * size {
        return true;
    }
    if starts_with_bullet(next) || next.begins_note {
        return true;
    }
    let indent = |line: &Line| measure.indent(line);
    let centred = |line: &Line| {
        let (before, after) = (line.left - measure.left, measure.right - line.right);
        before > size && after > size && (before - after).abs() < size
    };
    let (a, b) = (indent(last), indent(next));
    // A first line that is indented, and the beginning of the next entry of a list whose entries are.
    let indented = b > a + 0.8 * size && !centred(next);
    let hanging = lines.get(at + 1).is_some_and(|after| indent(after) > b - 0.3 * size && b > 0.8 * size)
        && at - 1 == begin;
    if indented && !hanging {
        return true;
    }
    if b < a - 0.8 * size && at - 1 > begin && !centred(last) {
        return true;
    }
    let forced = !is_cut(last, next) && room(last, next, local_right(lines, at, measure)) > 0.0;
    forced || (last.bold != next.bold && room(last, next, measure) > -2.0 * size && last.bold)
}

/// Whether a word is cut at the end of a line.
fn is_cut(last: &Line, next: &Line) -> bool {
    let ends = last.words.last().is_some_and(|word| {
        let part = word.text.strip_suffix(['-', '\u{ad}', '\u{2010}']);
        part.is_some_and(|part| part.ends_with(char::is_alphabetic))
    });
    ends && next.words.first().is_some_and(|word| word.text.starts_with(char::is_lowercase))
}

/// The room that was left on a line after the next line's first word, negative when it would not have fitted.
fn room(last: &Line, next: &Line, measure: Measure) -> f32 {
    let Some(word) = next.words.first() else { return 0.0 };
    let size = last.size;
    let width = measure.right - measure.left;
    let (before, after) = (last.left - measure.left, measure.right - last.right);
    let free = if (before - after).abs() < 0.3 * size && before > size {
        // Centred.
        width - (last.right - last.left)
    } else if measure.from_right {
        before
    } else {
        after
    };
    free - word.width - 0.55 * size
}

/// The measure of the lines near by, where text runs beside a picture: when several end at the same place, that is the edge.
fn local_right(lines: &[Line], at: usize, measure: Measure) -> Measure {
    let near = &lines[at.saturating_sub(5)..(at + 5).min(lines.len())];
    let size = lines[at].size;
    // Two long lines that end at one place, one after the other, are set to that width.
    let last = &lines[at - 1];
    let pair = |other: &Line| {
        (other.right - last.right).abs() < 0.1 * size
            && (other.left - last.left).abs() < 2.5 * size
            && last.right - last.left > 15.0 * size
    };
    if pair(&lines[at]) || (at >= 2 && pair(&lines[at - 2])) {
        return Measure { left: last.left.min(lines[at].left), right: last.right, ..measure };
    }
    let level = |line: &&Line| alike(line.size, size);
    let right = near.iter().filter(level).map(|line| line.right).fold(f32::NEG_INFINITY, f32::max);
    let left = near.iter().filter(level).map(|line| line.left).fold(f32::INFINITY, f32::min);
    let at_right = near.iter().filter(|line| (line.right - right).abs() < 0.15 * size).count();
    let at_left = near.iter().filter(|line| (line.left - left).abs() < 0.15 * size).count();
    Measure {
        left: if at_left >= 4 { left } else { measure.left },
        right: if at_right >= 4 { right } else { measure.right },
        ..measure
    }
}

/// The distance of lines near by that have the size of this one.
fn local_leading(lines: &[Line], at: usize, habits: &Habits) -> f32 {
    let from = at.saturating_sub(4);
    let near = lines[from..(at + 4).min(lines.len())].windows(2);
    let same = near.filter(|pair| alike(pair[0].size, lines[at].size) && alike(pair[1].size, lines[at].size));
    let least = same
        .map(|pair| (pair[1].base - pair[0].base) / pair[0].size.max(0.1))
        .filter(|leading| *leading > 0.7)
        .fold(f32::INFINITY, f32::min);
    // One distance alone says nothing of what is usual.
    least.min(habits.leading.max(1.25)).max(1.0)
}

fn starts_with_bullet(line: &Line) -> bool {
    const BULLETS: [&str; 14] = ["•", "◦", "▪", "▫", "■", "□", "●", "○", "‣", "⁃", "–", "➢", "✓", "\u{f0b7}"];
    line.words.len() > 1 && line.words.first().is_some_and(|word| BULLETS.contains(&word.text.as_str()))
}

/// Whether the paragraph at the end of a part goes on at the beginning of the next.
fn goes_on(lines: &[Line], of: Measure, next: &[Line], next_of: Measure) -> bool {
    let (Some(last), Some(first)) = (lines.last(), next.first()) else { return false };
    if !alike(last.size, first.size) || last.bold != first.bold || last.right_to_left != first.right_to_left {
        return false;
    }
    let size = last.size;
    let indent = next_of.indent(first);
    if starts_with_bullet(first) || first.begins_note || (next.len() > 1 && indent > 0.8 * size) {
        return false;
    }
    let end = last.words.last().map(|word| word.text.as_str()).unwrap_or_default();
    let begins_small = first.words.first().is_some_and(|word| word.text.starts_with(char::is_lowercase));
    if end.ends_with(['-', '\u{ad}', '\u{2010}']) && begins_small {
        return true;
    }
    // Columns may differ in width: the room is judged where the last line stands.
    if room(last, first, of) > 0.0 {
        return false;
    }
    // A full line that ends a sentence is more often followed by the next sentence than by the next paragraph; not by a heading or a number.
    let is_sentence = next.len() > 1 || next.last().is_some_and(ends_sentence);
    !ends_sentence(last) || begins_small || (is_sentence && !starts_with_label(first))
}

fn ends_sentence(line: &Line) -> bool {
    let end = line.words.last().map(|word| word.text.as_str()).unwrap_or_default();
    end.trim_end_matches(['"', '”', '’', '\'', ')', '»', ']']).ends_with(['.', '!', '?', ':', '؟', '。', '…'])
}

/// Whether a line begins with the number or letter of a paragraph: `12.`, `(a)`, `iv)`.
fn starts_with_label(line: &Line) -> bool {
    let Some(word) = line.words.first().filter(|_| line.words.len() > 1) else { return false };
    let label = word.text.trim_start_matches('(').trim_end_matches(['.', ')']);
    label.len() < word.text.len() && label.chars().count() <= 4 && label.chars().all(char::is_alphanumeric)
}

fn mark_headings(paragraphs: &mut [Paragraph], habits: &Habits) {
    let all_bold = {
        let (bold, lines) = paragraphs
            .iter()
            .flat_map(|p| &p.lines)
            .fold((0, 0), |(bold, lines), line| (bold + usize::from(line.bold), lines + 1));
        3 * bold > lines
    };
    let size =
        |paragraph: &Paragraph| paragraph.lines.iter().map(|line| line.size).fold(f32::INFINITY, f32::min);
    let sizes: Vec<f32> = paragraphs.iter().map(size).collect();
    for (at, paragraph) in paragraphs.iter_mut().enumerate().filter(|(_, p)| p.kind == Kind::Text) {
        let letters: usize = paragraph.lines.iter().flat_map(|l| &l.words).map(|w| w.text.len()).sum();
        // Larger than most of the document, and than what follows soon.
        let follows = sizes[at + 1..(at + 4).min(sizes.len())].iter().copied().fold(f32::INFINITY, f32::min);
        let larger = sizes[at] > 1.12 * habits.size && sizes[at] > 1.12 * follows;
        let bolder = !all_bold && paragraph.lines.iter().all(|line| line.bold);
        if (larger || bolder) && paragraph.lines.len() <= 4 && letters <= 300 {
            paragraph.kind = Kind::Heading;
        }
    }
}
