//! One order of reports and claims, whatever order they came in, so that nothing that follows depends on it.

use crate::Input;
use crate::lexicon;
use recount_lexicon::fold;
use recount_model::{Claim, Content, Reading, Report, ReportIndex, Vague};

/// Reports sorted by file name, readings with them; claims point to the new places. A reading that is missing is empty.
pub(crate) fn by_file(mut input: Input) -> Input {
    let mut pairs: Vec<(Report, Reading)> = Vec::with_capacity(input.reports.len());
    let mut readings = std::mem::take(&mut input.readings).into_iter();
    for report in std::mem::take(&mut input.reports) {
        pairs.push((report, readings.next().unwrap_or_default()));
    }
    pairs.sort_by(|a, b| (&a.0.file, a.0.id).cmp(&(&b.0.file, b.0.id)));
    for (i, (report, mut reading)) in pairs.into_iter().enumerate() {
        reading.claims.iter_mut().for_each(|c| c.report = ReportIndex(i));
        input.reports.push(report);
        input.readings.push(reading);
    }
    input
}

/// A claims file may leave out which word stood for a number; without it "hundreds" would pass for a lower bound of 200.
fn name_vague_words(claim: &mut Claim) {
    let Content::Count(count) = &mut claim.content else { return };
    let word = fold(&count.interval.as_written);
    let open = count.interval.low.is_none() || count.interval.high.is_none();
    if count.interval.vague.is_none()
        && open
        && count.interval.approximate
        && lexicon::has(&lexicon::english().cues.vague, &word)
    {
        count.interval.vague = Some(Vague(word));
    }
}

/// A claims file does not say that a bound lies one beyond the number its words print: "more than 100" is 101 or more.
fn mark_bounds_beyond(claim: &mut Claim) {
    let Content::Count(count) = &mut claim.content else { return };
    let interval = &mut count.interval;
    let printed = match (interval.low, interval.high) {
        (Some(low), None) => low.checked_sub(1),
        (None, Some(high)) => high.checked_add(1),
        _ => None,
    };
    interval.beyond |= match (printed, digits(&interval.as_written)) {
        (Some(printed), Some(written)) => printed == written,
        (Some(_), None) => says_beyond(&interval.as_written),
        (None, _) => false,
    };
}

/// The only number written in digits.
fn digits(words: &str) -> Option<u64> {
    let plain = words.replace([',', '\u{a0}', '\u{202f}'], "");
    let mut numbers = plain.split(|c: char| !c.is_ascii_digit()).filter(|w| !w.is_empty());
    match (numbers.next(), numbers.next()) {
        (Some(one), None) => one.parse().ok(),
        _ => None,
    }
}

fn says_beyond(words: &str) -> bool {
    let cues = &lexicon::english().cues;
    let words = fold(words);
    lexicon::has_phrase(&cues.beyond, &words) && !lexicon::has_phrase(&cues.not_beyond, &words)
}

/// All claims in report and text order.
pub(crate) fn claims(readings: &[Reading]) -> Vec<Claim> {
    let mut claims: Vec<Claim> = readings.iter().flat_map(|r| r.claims.iter().cloned()).collect();
    claims.iter_mut().for_each(name_vague_words);
    claims.iter_mut().for_each(mark_bounds_beyond);
    claims.sort_by_cached_key(|c| {
        (c.report, c.span, c.content.kind(), c.id.clone(), format!("{:?}", c.content))
    });
    claims
}

#[cfg(test)]
mod tests {
    use super::*;
    use recount_model::{Count, Interval, Measure, Population, Relation, Span};

    #[test]
    fn words_that_set_a_bound_beyond_their_number_are_known() {
        for (low, high, words, beyond) in [
            (Some(101), None, "more than 100", true),
            (Some(100), None, "at least 100", false),
            (Some(31), None, "more than thirty", true),
            (None, Some(3), "no more than three", false),
            (None, Some(2), "fewer than three", true),
            (Some(13), Some(13), "13", false),
        ] {
            let population = Population { key: String::new(), words: "people".to_string() };
            let interval = Interval::between(low, high, words);
            let count = Count {
                measure: Measure::Killed,
                population,
                interval,
                figure_span: None,
                relation: Relation::Total,
            };
            let mut claim = Claim::new(ReportIndex(0), Span::new(0, 1), Content::Count(count));
            mark_bounds_beyond(&mut claim);
            assert_eq!(claim.count().map(|c| c.interval.beyond), Some(beyond), "{words}");
        }
    }
}
