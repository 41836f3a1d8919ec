//! Lines of a bounded width: wrapping with a hanging indent, and a few emphases that cost no column.

use super::Style;

/// How a run of text stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    Strong,
    Muted,
    Alert,
    Good,
    Mark,
}

impl Tone {
    fn code(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Strong => "\u{1b}[1m",
            Tone::Muted => "\u{1b}[2m",
            Tone::Alert => "\u{1b}[33m",
            Tone::Good => "\u{1b}[32m",
            Tone::Mark => "\u{1b}[1;36m",
        }
    }
}

/// The text under way.
pub(super) struct Sheet {
    style: Style,
    text: String,
}

impl Sheet {
    pub(super) fn new(style: &Style) -> Self {
        Sheet { style: *style, text: String::new() }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A heading with an empty line above.
    pub(super) fn heading(&mut self, words: &str) {
        self.gap();
        self.line(0, 0, &[(Tone::Strong, words)]);
    }

    /// A paragraph: the first line at column `first`, the others at column `rest`.
    pub(super) fn line(&mut self, first: usize, rest: usize, runs: &[(Tone, &str)]) {
        let width = self.style.width.max(40);
        let mut column = first;
        let mut line_is_empty = true;
        self.text.push_str(&" ".repeat(first));
        for (glued, tone, word) in words(runs) {
            let length = word.chars().count();
            let space = usize::from(!line_is_empty && !glued);
            if !line_is_empty && !glued && column + space + length > width {
                self.text.push('\n');
                self.text.push_str(&" ".repeat(rest));
                column = rest;
            } else if space == 1 {
                self.text.push(' ');
                column += 1;
            }
            self.paint(tone, &word);
            column += length;
            line_is_empty = false;
        }
        self.text.push('\n');
    }

    /// A row of three columns, the first two already filled to their width; what follows wraps under itself.
    pub(super) fn row(&mut self, indent: usize, name: &str, figure: &str, rest: &str) {
        let start = indent + name.chars().count() + 1 + figure.chars().count() + 1;
        self.text.push_str(&" ".repeat(indent));
        self.paint(Tone::Plain, name);
        self.text.push(' ');
        self.paint(Tone::Strong, figure);
        self.text.push(' ');
        if start + 16 > self.style.width.max(40) {
            self.text.truncate(self.text.trim_end().len());
            self.text.push('\n');
            return self.line(indent + 4, indent + 4, &[(Tone::Muted, rest)]);
        }
        let mut tail = Sheet::new(&Style { width: self.style.width.max(40), ..self.style });
        tail.line(start, start, &[(Tone::Muted, rest)]);
        self.text.push_str(tail.text.trim_start_matches(' '));
    }

    /// A paragraph in one tone.
    pub(super) fn say(&mut self, indent: usize, tone: Tone, text: &str) {
        self.line(indent, indent, &[(tone, text)]);
    }

    fn paint(&mut self, tone: Tone, word: &str) {
        if self.style.color && tone != Tone::Plain {
            self.text.push_str(tone.code());
            self.text.push_str(word);
            self.text.push_str("\u{1b}[0m");
        } else {
            self.text.push_str(word);
        }
    }
}

/// The words of all runs, each with whether it sticks to the word before it. Control characters count as white space.
fn words(runs: &[(Tone, &str)]) -> Vec<(bool, Tone, String)> {
    let mut words = Vec::new();
    let mut after_space = true;
    for &(tone, text) in runs {
        let text = clean(text);
        if text.starts_with(' ') {
            after_space = true;
        }
        for word in text.split_whitespace() {
            words.push((!after_space, tone, word.to_string()));
            after_space = true;
        }
        after_space = text.ends_with(' ') || (text.is_empty() && after_space);
    }
    words
}

/// The text without control and direction-changing characters: a report must not be able to steer the terminal.
pub(super) fn clean(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if steers(c) || c.is_whitespace() { ' ' } else { c }).collect()
}

/// The text cut or filled to exactly `columns`.
pub(super) fn column(text: &str, columns: usize) -> String {
    let text = clean(text);
    let length = text.chars().count();
    if length <= columns {
        return text + &" ".repeat(columns - length);
    }
    let mut cut: String = text.chars().take(columns.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(width: usize, runs: &[(Tone, &str)]) -> String {
        let mut sheet = Sheet::new(&Style { color: false, width });
        sheet.line(2, 4, runs);
        sheet.finish()
    }

    #[test]
    fn lines_wrap_with_a_hanging_indent() {
        let text = "one two three four five six seven eight nine ten";
        assert_eq!(
            lines(40, &[(Tone::Plain, text)]),
            "  one two three four five six seven\n    eight nine ten\n"
        );
    }

    #[test]
    fn runs_without_a_space_between_them_stay_together() {
        assert_eq!(
            lines(40, &[(Tone::Plain, "killed “"), (Tone::Mark, "34"), (Tone::Plain, "” there")]),
            "  killed “34” there\n"
        );
    }

    #[test]
    fn a_report_cannot_steer_the_terminal() {
        assert_eq!(lines(40, &[(Tone::Plain, "a\u{1b}[2Jb\u{202e}c")]), "  a [2Jb c\n");
    }
}
