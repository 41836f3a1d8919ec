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

/// All claims in report and text order.
pub(crate) fn claims(readings: &[Reading]) -> Vec<Claim> {
    let mut claims: Vec<Claim> = readings.iter().flat_map(|r| r.claims.iter().cloned()).collect();
    claims.iter_mut().for_each(name_vague_words);
    claims.sort_by_cached_key(|c| {
        (c.report, c.span, c.content.kind(), c.id.clone(), format!("{:?}", c.content))
    });
    claims
}
