//! Words of a report found again as somebody copied them: white space, typographic quotation marks and soft hyphens do not count, since
//! spreadsheets and keyboards change them.

use memchr::memmem;
use recount_model::Span;

/// A report's text with what does not count put away, and the way back from it.
#[derive(Debug)]
pub(super) struct Quotable {
    folded: String,
    /// Where folding changed the length: the offset in the folded text from which on, and the offset in the text.
    steps: Vec<(usize, usize)>,
}

/// Where words stand.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    pub span: Span,
    /// Whether they stand in another place too.
    pub again: bool,
}

impl Quotable {
    pub fn of(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut steps = vec![(0, 0)];
        // How much longer the text is, up to here, than what is kept of it.
        let mut longer = 0;
        let mut step = |folded: usize, at: usize| {
            if at - folded != longer {
                steps.push((folded, at));
                longer = at - folded;
            }
        };
        for (at, c) in text.char_indices() {
            if let Some(c) = kept(c, folded.ends_with(' ')) {
                step(folded.len(), at);
                folded.push(c);
            }
        }
        step(folded.len(), text.len());
        Quotable { folded, steps }
    }

    /// The first place in `text`, of which this was made, where the words of `quotation` stand.
    pub fn find(&self, text: &str, quotation: &str) -> Option<Quoted> {
        let mut words = String::with_capacity(quotation.len());
        for c in quotation.trim().chars() {
            words.extend(kept(c, words.ends_with(' ')));
        }
        if words.trim().is_empty() {
            return None;
        }
        let mut found = memmem::find_iter(self.folded.as_bytes(), &words);
        let at = found.next()?;
        let (start, end) = (self.back(at), self.back(at + words.len()).min(text.len()));
        // What was put away behind the last word is not quoted.
        let quoted = text.get(start..end)?.trim_end_matches(|c| kept(c, true).is_none());
        Some(Quoted { span: Span::new(start, start + quoted.len()), again: found.next().is_some() })
    }

    /// The offset in the text of a character of the folded text, or of its end.
    fn back(&self, offset: usize) -> usize {
        let at = self.steps.partition_point(|(folded, _)| *folded <= offset) - 1;
        let (folded, text) = self.steps[at];
        text + (offset - folded)
    }
}

/// A character as it is compared, if it counts.
fn kept(c: char, after_space: bool) -> Option<char> {
    match c {
        '\u{ad}' | '\u{200b}' | '\u{feff}' => None,
        c if c.is_whitespace() => (!after_space).then_some(' '),
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' => Some('\''),
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' => Some('"'),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_found_as_somebody_copied_them() {
        let text = "“Six\u{a0}people\n died”, the mayor’s of\u{ad}fice  said. Six people died. Ж\u{ad}";
        let quotable = Quotable::of(text);
        for (quotation, want, again) in [
            ("Six people died", "Six\u{a0}people\n died", true),
            (" \"Six people\tdied\", the mayor's office said. ", &text[..text.find(" Six").unwrap()], false),
            ("died. Ж", "died. Ж", false),
            ("office", "of\u{ad}fice", false),
        ] {
            let found = quotable.find(text, quotation).unwrap();
            assert_eq!((found.span.slice(text), found.again), (want, again));
        }
        for nothing in ["Seven people", "", " \u{ad} "] {
            assert_eq!(quotable.find(text, nothing), None);
        }
        assert_eq!(Quotable::of("").find("", "a"), None);
    }

    proptest! {
        #[test]
        fn every_stretch_without_space_at_its_ends_is_found(text in "[a”'ж \n\u{ad}\u{a0}😀]{0,40}", from in 0usize..40, length in 1usize..20) {
            let chars: Vec<char> = text.chars().skip(from).take(length).collect();
            let quotation: String = chars.into_iter().collect();
            let found = Quotable::of(&text).find(&text, &quotation);
            let says_something = quotation.chars().any(|c| kept(c, true).is_some());
            prop_assert_eq!(found.is_some(), says_something);
            if let Some(found) = found {
                prop_assert!(text.get(found.span.start..found.span.end).is_some_and(|words| !words.is_empty()));
            }
        }
    }
}
