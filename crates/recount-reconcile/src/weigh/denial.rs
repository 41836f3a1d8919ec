//! Denials: edges against another's testimony, never the denier's own figure and never its complement.

use super::Ground;
use super::saying::{Saying, Standing};
use super::speaker::Speaker;
use crate::agreement;
use recount_model::{ClaimIndex, Interval};

/// Whether the figure's number is a round one, which may stand for what lies near it: 100, 5,000.
fn is_round(interval: &Interval) -> bool {
    agreement::printed(interval).is_some_and(|n| n >= 100 && n % 10_u64.pow(n.ilog10() - 1) == 0)
}

/// Which testimonies are denied by which claims: pairs of (testimony, claim). `testimonies` are speaker and interval.
pub(crate) fn edges(
    sayings: &[Saying],
    testimonies: &[(&Speaker, &Interval)],
    ground: &Ground,
) -> Vec<(usize, ClaimIndex)> {
    let mut found = Vec::new();
    for s in sayings.iter().filter(|s| s.standing == Standing::Denial) {
        let claim = &ground.claims[s.claim];
        let put_forward: Vec<Speaker> = claim
            .denied_voices
            .iter()
            .filter_map(|v| v.entity)
            .map(|e| Speaker::Voice(ground.resolved.answerable(e)))
            .collect();
        // "5,000" may well deny a 4,891: a round number stands for what lies near it where nobody gives it exactly.
        let exact = testimonies.iter().any(|(_, interval)| agreement::same_number(interval, s.interval));
        for (i, (speaker, interval)) in testimonies.iter().enumerate() {
            let own = **speaker == s.speaker
                && claim
                    .voices
                    .last()
                    .and_then(|v| v.entity)
                    .is_none_or(|e| ground.resolved.answerable(e) == e);
            let figure = agreement::same_number(interval, s.interval)
                || (!exact && is_round(s.interval) && agreement::near_number(interval, s.interval));
            // "Denied that anyone died" denies every figure.
            let all = s.interval.low == Some(1) && s.interval.high.is_none() && interval.leading() > Some(0);
            let named = put_forward.contains(speaker) && agreement::like(interval, s.interval);
            if !own && (figure || named || all) {
                found.push((i, ClaimIndex(s.claim)));
            }
        }
    }
    found
}
