//! A refusal to vouch: "has not confirmed that 12 died", "declined to say that". The speaker does not stand behind what
//! follows, and neither does the report, which only tells what he left unsaid: the words are hedged and are nobody's.

use super::super::Attribution;
use super::Clause;
use crate::lexicon::{ReportingVerb, Word};
use recount_model::Stance;

impl Clause<'_, '_> {
    /// Where the words begin that negate the reporting verb at token `k`; `None` when nothing negates it.
    ///
    /// The negation stands in the verb's own group ("did not say", "without saying", "declined to say"), is its subject
    /// ("no official said"), or opens the clause before the subject ("nor did the army say").
    pub(super) fn refusal(&self, k: usize) -> Option<usize> {
        let floor = self.sentence.start;
        if let Some(start) = self.refuses_to(k) {
            return Some(start);
        }
        let group = (floor..k).rev().take_while(|&j| self.is_in_verb_group(j)).last().unwrap_or(k);
        let negates =
            |j: usize| self.hearing.text.is(j, Word::Negation) && !self.hearing.text.is(j + 1, Word::Only);
        if (group..k).any(negates) {
            return Some(group);
        }
        let subject = self.subject(k)?;
        let opens = subject.start >= floor + 2
            && self.hearing.text.is(subject.start - 1, Word::Auxiliary)
            && negates(subject.start - 2);
        let nobody = negates(subject.start)
            && !self.hearing.text.is(subject.start, Word::Not)
            && !subject.clone().any(|j| self.hearing.text.tokens[j].is_quote());
        (nobody || opens).then_some(subject.start)
    }

    /// "declined to", "was unable to": words before the verb that refuse; where they begin.
    pub(super) fn refuses_to(&self, k: usize) -> Option<usize> {
        (k.saturating_sub(4).max(self.sentence.start)..k).find(|&j| {
            self.hearing
                .lexicon
                .refusals
                .at(&self.hearing.text.tokens, j, k)
                .is_some_and(|(len, ())| j + len == k)
        })
    }

    fn is_in_verb_group(&self, j: usize) -> bool {
        [Word::Adverb, Word::Auxiliary, Word::Negation].iter().any(|&class| self.hearing.text.is(j, class))
            || (self.hearing.text.is(j, Word::AdverbLike) && self.hearing.names.at(j).is_none())
    }

    /// The words a speaker does not vouch for: what follows the verb, up to a contrast.
    ///
    /// "did not say how 12 people died" grants that they died: such words stay the report's own.
    pub(super) fn refused(&self, k: usize, start: usize, verb: ReportingVerb) -> Option<Attribution> {
        let (_, after) = self.hearer(k, verb);
        if self.hearing.text.is(after, Word::Asks) {
            return None;
        }
        let contrast = |&j: &usize| self.hearing.text.is(j, Word::Contrast) || self.low(j) == ";";
        let end = (after..self.sentence.end).find(contrast).unwrap_or(self.sentence.end);
        let from = self.subject(start).map_or(start, |s| s.start);
        (after < end).then_some(Attribution {
            voices: Vec::new(),
            cue: from..after,
            content: after..end,
            stance: Stance::Hedges,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::reader::read;
    use crate::reader::tests::report;
    use recount_model::ReportIndex;

    /// The counts of a text, each as "figure stance voices".
    fn check(text: &str, expected: &[&str]) {
        let claims = read(&report(text), ReportIndex(0)).value.claims;
        let shown: Vec<String> = claims
            .iter()
            .filter_map(|c| Some((c, c.count()?)))
            .map(|(c, count)| {
                let voices: Vec<String> = c.voices.iter().map(ToString::to_string).collect();
                let stance = format!("{:?}", c.stance).to_lowercase();
                format!("{} {stance} {}", count.interval.as_written, voices.join(" > "))
                    .trim_end()
                    .to_string()
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn a_refusal_to_vouch_is_nobodys_assertion() {
        check("The army never said that 20 people were killed.", &["20 hedges"]);
        check("Lena Marsh has not said that 14 people died.", &["14 hedges"]);
        check("The ministry did not confirm that 12 people died.", &["12 hedges"]);
        check("The police did not say that 15 people were killed.", &["15 hedges"]);
        check("The ministry has not confirmed that 12 people died.", &["12 hedges"]);
        check("The ministry could not confirm that 12 people died.", &["12 hedges"]);
        check("The army hasn\u{2019}t confirmed that 12 people died.", &["12 hedges"]);
        check("The ministry did not immediately confirm that 12 people died.", &["12 hedges"]);
        check("The army declined to confirm that 12 people died.", &["12 hedges"]);
        check("Nor did the army confirm that 12 people died.", &["12 hedges"]);
        check("No official said that 12 people died.", &["12 hedges"]);
        check("The army left without confirming that 12 people died.", &["12 hedges"]);
        check("That 12 people died was not confirmed by the ministry.", &["12 hedges"]);
        check("It was not confirmed that 12 people died.", &["12 hedges"]);
        check("Lena Marsh did not tell reporters that 14 people died.", &["14 hedges"]);
    }

    #[test]
    fn who_tells_of_a_refusal_stays_its_source() {
        check("Amnesty said the army had not confirmed that 12 people died.", &["12 hedges Amnesty"]);
        check("A nurse said that she had not confirmed that 12 people died.", &["12 hedges nurse"]);
    }

    #[test]
    fn what_stands_beside_a_refusal_is_untouched() {
        check(
            "The police did not say that 15 people were killed, but Lena Marsh said 12 people died.",
            &["15 hedges", "12 asserts Lena Marsh"],
        );
        check("Twelve people died but the army has not commented.", &["Twelve asserts"]);
        check(
            "\u{201c}No reason justifies that 12 people died,\u{201d} said Lena Marsh.",
            &["12 asserts Lena Marsh"],
        );
        check(
            "\u{201c}I never knew that 12 people died,\u{201d} said Lena Marsh.",
            &["12 hedges Lena Marsh"],
        );
        check("The army did not say how 12 people died.", &["12 asserts"]);
        check("Lena Marsh not only said that 12 people died.", &["12 asserts Lena Marsh"]);
        check("Lena Marsh, who did not attend, said that 12 people died.", &["12 asserts Lena Marsh"]);
        check("Lena Marsh said that 12 people died.", &["12 asserts Lena Marsh"]);
    }
}
