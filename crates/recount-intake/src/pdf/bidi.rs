//! Arabic and Hebrew: letters stand on a page in the order they are seen; text keeps them in the order they are read. This
//! undoes, line by line, what the Unicode Bidirectional Algorithm (UAX 9) does when a line is set, as far as a set line tells it.

/// What the order of a piece depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    LeftToRight,
    RightToLeft,
    Number,
    Neutral,
}

/// Whether a character is written from right to left.
pub(super) fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        && !c.is_numeric()
}

/// A piece in the order of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    /// Its place in the order of seeing.
    pub at: usize,
    /// Whether it is read from right to left.
    pub backwards: bool,
    /// The piece left of the place where it meets the one read before it; none for the first.
    pub meets: Option<usize>,
}

/// The order in which the pieces of a line are read; they are given in the order they are seen from left to right.
pub(super) fn reading_order(pieces: &[&str], right_to_left: bool) -> Vec<Step> {
    if right_to_left {
        return order_of_runs(pieces, true);
    }
    // Within a line from left to right a stretch from right to left holds its numbers, and is read as such a line is.
    let mut order: Vec<Step> = Vec::with_capacity(pieces.len());
    let mut done = 0;
    for stretch in stretches(pieces) {
        order.extend(shifted(order_of_runs(&pieces[done..stretch.start], false), done));
        done = stretch.end;
        order.extend(shifted(order_of_runs(&pieces[stretch.clone()], true), stretch.start));
    }
    order.extend(shifted(order_of_runs(&pieces[done..], false), done));
    order
}

/// Steps of a part of a line as steps of the line.
fn shifted(steps: Vec<Step>, by: usize) -> impl Iterator<Item = Step> {
    steps.into_iter().enumerate().map(move |(n, step)| Step {
        at: step.at + by,
        // Parts that are read one after the other stand beside each other.
        meets: step.meets.map(|at| at + by).or((n == 0).then(|| by.checked_sub(1)).flatten()),
        ..step
    })
}

/// Stretches from the first to the last letter from right to left between two Latin ones. An Arabic number left of them is read behind them.
fn stretches(pieces: &[&str]) -> Vec<std::ops::Range<usize>> {
    let mut stretches = Vec::new();
    let mut open: Option<std::ops::Range<usize>> = None;
    for (at, piece) in pieces.iter().enumerate() {
        match kind(piece) {
            Kind::RightToLeft => open = Some(open.map_or(at, |open| open.start)..at + 1),
            Kind::Number if open.is_none() && piece.starts_with(is_arabic_digit) => open = Some(at..at),
            Kind::LeftToRight => stretches.extend(open.take()),
            _ => {}
        }
    }
    stretches.extend(open);
    stretches.retain(|stretch| !stretch.is_empty());
    stretches
}

fn is_arabic_digit(c: char) -> bool {
    matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

fn order_of_runs(pieces: &[&str], right_to_left: bool) -> Vec<Step> {
    let mut kinds: Vec<Kind> = pieces.iter().map(|piece| kind(piece)).collect();
    let base = if right_to_left { Kind::RightToLeft } else { Kind::LeftToRight };
    resolve(&mut kinds, pieces, base);
    // Runs of one direction, from left to right.
    let mut runs: Vec<(bool, std::ops::Range<usize>)> = Vec::new();
    for (at, kind) in kinds.iter().enumerate() {
        let backwards = *kind == Kind::RightToLeft;
        match runs.last_mut().filter(|(run, _)| *run == backwards) {
            Some((_, range)) => range.end = at + 1,
            None => runs.push((backwards, at..at + 1)),
        }
    }
    if right_to_left {
        runs.reverse();
    }
    let mut order: Vec<Step> = Vec::with_capacity(pieces.len());
    for (backwards, range) in runs {
        // Runs that are read one after the other stand beside each other.
        let joint = if right_to_left { range.end.checked_sub(1) } else { range.start.checked_sub(1) };
        let mut meets = joint.filter(|_| !order.is_empty());
        let mut push = |at: usize, within: usize| {
            order.push(Step { at, backwards, meets });
            meets = Some(within);
        };
        if backwards {
            range.rev().for_each(|at| push(at, at.saturating_sub(1)));
        } else {
            range.for_each(|at| push(at, at));
        }
    }
    order
}

fn kind(piece: &str) -> Kind {
    let strong = |c: char| match c {
        _ if is_right_to_left(c) => Some(Kind::RightToLeft),
        _ if c.is_numeric() => Some(Kind::Number),
        _ if c.is_alphabetic() => Some(Kind::LeftToRight),
        _ => None,
    };
    piece.chars().find_map(strong).unwrap_or(Kind::Neutral)
}

/// Gives numbers and neutral signs the direction they are set in.
fn resolve(kinds: &mut [Kind], pieces: &[&str], base: Kind) {
    // Signs inside a number belong to it.
    for at in 1..kinds.len().saturating_sub(1) {
        let joins = matches!(pieces[at], "." | "," | ":" | "/" | "٫" | "٬" | "-");
        if joins && kinds[at - 1] == Kind::Number && kinds[at + 1] == Kind::Number {
            kinds[at] = Kind::Number;
        }
    }
    // A number is set from left to right; behind Latin letters it goes on with them.
    let mut last_strong = base;
    let mut at = 0;
    while at < kinds.len() {
        match kinds[at] {
            Kind::Neutral => {
                let end = (at..kinds.len()).find(|i| kinds[*i] != Kind::Neutral).unwrap_or(kinds.len());
                let next = kinds.get(end).copied().unwrap_or(base);
                let joined = match (last_strong, next) {
                    (Kind::LeftToRight, Kind::LeftToRight | Kind::Number) => Kind::LeftToRight,
                    (Kind::RightToLeft, Kind::RightToLeft) => Kind::RightToLeft,
                    _ => base,
                };
                kinds[at..end].fill(joined);
                at = end;
            }
            Kind::Number => {
                // Percent signs and the like stay with their number in writing from right to left too.
                if last_strong != Kind::LeftToRight {
                    last_strong = Kind::Number;
                }
                kinds[at] = Kind::LeftToRight;
                at += 1;
            }
            strong => {
                last_strong = strong;
                at += 1;
            }
        }
    }
}

/// Whether a text has more brackets that close before they open when they are taken as they stand than when they are mirrored.
/// Programs differ: some give the bracket that is seen, some the one that was typed.
pub(super) fn brackets_are_mirrored<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let (mut as_they_stand, mut mirrored) = (0usize, 0usize);
    let (mut open, mut open_mirrored) = (0usize, 0usize);
    for c in texts.flat_map(str::chars) {
        let opens = matches!(c, '(' | '[' | '{' | '«' | '‹');
        if !opens && !matches!(c, ')' | ']' | '}' | '»' | '›') {
            continue;
        }
        if opens {
            open += 1;
            open_mirrored = open_mirrored.checked_sub(1).unwrap_or_else(|| {
                mirrored += 1;
                0
            });
        } else {
            open_mirrored += 1;
            open = open.checked_sub(1).unwrap_or_else(|| {
                as_they_stand += 1;
                0
            });
        }
    }
    as_they_stand > mirrored
}

/// A bracket as it is written when the line runs the other way.
pub(super) fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(seen: &str, right_to_left: bool, want: &str) {
        let pieces: Vec<String> = seen.chars().map(String::from).collect();
        let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
        let order = reading_order(&pieces, right_to_left);
        let mirror = |step: &Step, c: char| if step.backwards { mirrored(c) } else { c };
        let read: String = order.iter().flat_map(|s| pieces[s.at].chars().map(|c| mirror(s, c))).collect();
        assert_eq!(read, want);
        for pair in order.windows(2).filter(|pair| pair[0].at.abs_diff(pair[1].at) == 1) {
            assert_eq!(pair[1].meets, Some(pair[0].at.min(pair[1].at)));
        }
    }

    #[test]
    fn lines_are_read_in_their_order() {
        check("abc def", false, "abc def");
        check("גבא", true, "אבג");
        check("ה(דג) בא", true, "אב (גד)ה");
        check("12.5 בא", true, "אב 12.5");
        check("ד ISO 9001 בא", true, "אב ISO 9001 ד");
        check("He said גבא here", false, "He said אבג here");
        check("He said דג בא.", false, "He said אב גד.");
        check("דג 12 בא.", false, "אב 12 גד.");
        check("12.5 דג בא (Ltd.)", false, "12.5 אב גד (Ltd.)");
        check("He said ١١ בא on 3 דג", false, "He said אב ١١ on 3 גד");
    }
}
