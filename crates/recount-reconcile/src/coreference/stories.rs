//! Stories: reports of one matter, found before mentions are held against each other. A mention is only ever compared within a loose story; how
//! surely two reports belong to one is evidence on their mentions.

use super::reports::{ReportPair, cluster_reports};
use super::stumps::Stumps;
use std::collections::HashMap;

/// Mean likeliness at which reports are still of one loose story; beyond it no mentions are compared.
const LOOSE: f64 = 0.04;

/// The reports of a collection by story.
#[derive(Debug, Clone, Default)]
pub(super) struct Stories {
    /// The story of each report.
    pub of: Vec<usize>,
    /// Its loose story.
    pub loose: Vec<usize>,
    /// Reports in each story.
    pub size: Vec<usize>,
    likely: HashMap<(usize, usize), f32>,
    between: HashMap<(usize, usize), f32>,
}

impl Stories {
    /// The stories of the reports, by the likeliness of their pairs.
    pub fn of(count: usize, pairs: &[ReportPair], model: &Stumps) -> Self {
        let of = cluster_reports(count, pairs, model, model.threshold);
        let loose = cluster_reports(count, pairs, model, LOOSE).places();
        let size: Vec<usize> = of.members.iter().map(Vec::len).collect();
        let of = of.places();
        let likely: HashMap<(usize, usize), f32> =
            pairs.iter().map(|p| ((p.a, p.b), model.likely(&p.evidence) as f32)).collect();
        let mut sums: HashMap<(usize, usize), f32> = HashMap::new();
        for pair in pairs {
            let key = ordered(of[pair.a], of[pair.b]);
            *sums.entry(key).or_default() += likely.get(&(pair.a, pair.b)).copied().unwrap_or(0.0);
        }
        let expected = |(a, b): (usize, usize)| {
            let all = if a == b { size[a] * (size[a] - 1) / 2 } else { size[a] * size[b] };
            all.max(1) as f32
        };
        let between = sums.into_iter().map(|(key, sum)| (key, sum / expected(key))).collect();
        Stories { of, loose, size, likely, between }
    }

    /// How likely two reports are of one story.
    pub fn likely(&self, a: usize, b: usize) -> f32 {
        if a == b { 1.0 } else { self.likely.get(&ordered(a, b)).copied().unwrap_or(0.0) }
    }

    /// The mean likeliness between the stories of two reports.
    pub fn between(&self, a: usize, b: usize) -> f32 {
        if a == b { 1.0 } else { self.between.get(&ordered(self.of[a], self.of[b])).copied().unwrap_or(0.0) }
    }
}

fn ordered(a: usize, b: usize) -> (usize, usize) {
    (a.min(b), a.max(b))
}
