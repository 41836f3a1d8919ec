//! All reports of a list at once: every passage that copies an earlier one hangs on it, groups are the trees this makes, and what a
//! publisher prints in a large part of its reports and nobody else does is a house notice.
//!
//! Cost: passages are met once, oldest first; each looks at no more than [`MOST_COMPARED`] others, and a key holds few. So time and memory grow with
//! the reports and not with the pairs of copies, which are the square of a wire story's reprints.

use super::compare::{Demand, Shingled, near_copy};
use super::copies::Index;
use super::keys::{Fingerprint, fingerprint};
use super::stretches::shown;
use rayon::prelude::*;
use recount_lexicon::fold;
use recount_model::{CopiedPassage, Evidence, Report, ReportIndex};
use std::collections::BTreeMap;

/// Passages that one passage is held against.
const MOST_COMPARED: usize = 8;
/// Reports whose fingerprints are held at a time.
const AT_A_TIME: usize = 2048;
/// Fewest reports of a publisher, and least part of all it has, that must print a passage for it to be a house notice.
const NOTICE_REPORTS: usize = 3;
const NOTICE_SHARE: f64 = 0.3;
/// Houses of one owner print one notice: then nearly all who print it do so often, and below their reports.
const NEARLY_ALL: f64 = 0.9;

/// One text and all passages that copy it, straight or by way of another copy.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The earliest passage.
    pub first: Evidence,
    /// The places of its joinings in [`NearCopies::joinings`], ascending.
    pub joinings: Vec<usize>,
    /// Whether it is a notice that a publisher prints in a large part of its reports, alone, or below the report as other houses do with the
    /// same: no sign that one report has its matter from another.
    pub house_notice: bool,
}

/// What two reports share, house notices left aside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReportCopy {
    /// The report that printed it first.
    pub earlier: ReportIndex,
    /// The report that has it again.
    pub later: ReportIndex,
    /// Words of the copied stretches.
    pub words: usize,
    /// Which part of the earlier report's words that is, 0 to 1.
    pub of_earlier: f64,
    /// Which part of the later report's words that is, 0 to 1: near 1 for a wire story printed whole, small for one shared paragraph.
    pub of_later: f64,
}

/// The copies among some reports.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NearCopies {
    /// Every copied passage with the earlier one it copies, by the later report and its text.
    pub joinings: Vec<CopiedPassage>,
    /// The joinings by the text they go back to, the earliest first.
    pub groups: Vec<Group>,
    /// Pairs of reports, by the later and then the earlier.
    pub reports: Vec<ReportCopy>,
}

/// The copied passages among reports. The order of the reports changes nothing but their places.
pub fn near_copies(reports: &[Report]) -> NearCopies {
    let mut index = Index::default();
    let mut passages: Vec<Evidence> = Vec::new();
    let mut words: Vec<usize> = vec![0; reports.len()];
    let mut found: Vec<Found> = Vec::new();
    for some in oldest_first(reports).chunks(AT_A_TIME) {
        let prints: Vec<Vec<Fingerprint>> = some.par_iter().map(|&r| fingerprint(&reports[r])).collect();
        let mut looked_up: Vec<(u32, Vec<u32>)> = Vec::new();
        for (&report, prints) in some.iter().zip(&prints) {
            let first = passages.len();
            words[report] = prints.iter().map(|p| p.words).sum();
            for print in prints {
                let sharing = index.sharing(&print.keys, MOST_COMPARED);
                if !sharing.is_empty() {
                    looked_up.push((passages.len() as u32, sharing));
                }
                passages.push(Evidence { report: ReportIndex(report), span: print.span });
            }
            // Only now, so that no report is held against itself.
            for (print, passage) in prints.iter().zip(first..) {
                index.keep(passage as u32, &print.keys);
            }
        }
        let copied: Vec<Vec<Found>> =
            looked_up.par_iter().map(|(own, others)| copies(*own, others, &passages, reports)).collect();
        found.extend(copied.into_iter().flatten());
    }
    drop(index);
    found.sort_by_key(|f| (f.joining.later, f.joining.earlier));
    let groups = groups(&found, &passages, reports);
    let joinings: Vec<CopiedPassage> = found.iter().map(|f| f.joining).collect();
    NearCopies { reports: report_copies(&joinings, &groups, &words), groups, joinings }
}

/// A joining and the passages it joins.
struct Found {
    earlier: u32,
    later: u32,
    joining: CopiedPassage,
}

/// The places of reports by date of publication, then by file.
pub(super) fn oldest_first(reports: &[Report]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_cached_key(|&r| {
        let published = reports[r].published.map(|p| p.date.ordinal());
        (published.is_none(), published, reports[r].file.clone(), reports[r].id)
    });
    order
}

/// The joinings of one passage with those it may be a copy of, which stand oldest first: with the oldest that is one, and with others for what
/// that one does not have.
fn copies(own: u32, others: &[u32], passages: &[Evidence], reports: &[Report]) -> Vec<Found> {
    let shingled = |passage: u32| {
        let Evidence { report, span } = passages[passage as usize];
        Shingled::of(&reports[report.0].text, span)
    };
    let later = shingled(own);
    let mut out: Vec<Found> = Vec::new();
    for &other in others {
        let Some(copy) = near_copy(&shingled(other), &later, Demand::ALONE) else { continue };
        if out.iter().any(|f| f.joining.later.span.overlaps(copy.b)) {
            continue;
        }
        let joining = shown(passages[other as usize], passages[own as usize], copy);
        out.push(Found { earlier: other, later: own, joining });
    }
    out
}

/// The joinings by the passage they go back to.
fn groups(found: &[Found], passages: &[Evidence], reports: &[Report]) -> Vec<Group> {
    // A passage may copy two texts; then it goes back with the first of them.
    let mut parent: BTreeMap<u32, u32> = BTreeMap::new();
    for f in found {
        parent.entry(f.later).and_modify(|p| *p = f.earlier.min(*p)).or_insert(f.earlier);
    }
    let mut root: BTreeMap<u32, u32> = BTreeMap::new();
    // Ascending, so that what a passage copies has its root already.
    for (&later, &earlier) in &parent {
        root.insert(later, root.get(&earlier).copied().unwrap_or(earlier));
    }
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, f) in found.iter().enumerate() {
        members.entry(root.get(&f.earlier).copied().unwrap_or(f.earlier)).or_default().push(at);
    }
    let house = House::new(reports);
    let ends_report = |passage: u32| {
        let of = |p: usize| passages.get(p).map(|e| e.report);
        of(passage as usize) != of(passage as usize + 1)
    };
    let group = |(first, joinings): (u32, Vec<usize>)| {
        let ends = |&at: &usize| [found[at].earlier, found[at].later];
        let printed: BTreeMap<ReportIndex, bool> = joinings
            .iter()
            .flat_map(ends)
            .map(|passage| (passages[passage as usize].report, ends_report(passage)))
            .collect();
        let house_notice = house.is_notice(&printed);
        let at = |j: &&usize| found[**j].earlier == first;
        let span = joinings.iter().find(at).map(|&j| found[j].joining.earlier);
        Group { first: span.unwrap_or(passages[first as usize]), joinings, house_notice }
    };
    members.into_iter().map(group).collect()
}

/// Who publishes what.
struct House {
    /// The publisher of each report by its folded name.
    of: Vec<Option<String>>,
    reports: BTreeMap<String, usize>,
}

impl House {
    fn new(reports: &[Report]) -> Self {
        let of: Vec<Option<String>> = reports.iter().map(|r| r.publisher.as_deref().map(fold)).collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        of.iter().flatten().for_each(|name| *counts.entry(name.clone()).or_default() += 1);
        House { of, reports: counts }
    }

    /// Whether a text is a notice, by the reports that print it, each with whether it ends with it.
    fn is_notice(&self, printed: &BTreeMap<ReportIndex, bool>) -> bool {
        let mut by_publisher: BTreeMap<&str, usize> = BTreeMap::new();
        for report in printed.keys() {
            let Some(publisher) = self.of[report.0].as_deref() else { return false };
            *by_publisher.entry(publisher).or_default() += 1;
        }
        let prints_often = |(publisher, &printed): (&&str, &usize)| {
            let all = self.reports.get(*publisher).copied().unwrap_or_default();
            (printed >= NOTICE_REPORTS && printed as f64 >= NOTICE_SHARE * all as f64).then_some(printed)
        };
        let often: usize = by_publisher.iter().filter_map(prints_often).sum();
        let at_end = printed.values().filter(|ends| **ends).count();
        let nearly_all = |some: usize| some as f64 >= NEARLY_ALL * printed.len() as f64;
        nearly_all(often) && (by_publisher.len() == 1 || nearly_all(at_end))
    }
}

/// What each two reports share, summed over their passages.
fn report_copies(joinings: &[CopiedPassage], groups: &[Group], words: &[usize]) -> Vec<ReportCopy> {
    let mut shared: BTreeMap<(ReportIndex, ReportIndex), usize> = BTreeMap::new();
    for &at in groups.iter().filter(|g| !g.house_notice).flat_map(|g| &g.joinings) {
        let CopiedPassage { earlier, later, words, .. } = joinings[at];
        *shared.entry((later.report, earlier.report)).or_default() += words;
    }
    let part = |of: ReportIndex, n: usize| (n as f64 / words[of.0].max(1) as f64).min(1.0);
    shared
        .into_iter()
        .map(|((later, earlier), words)| ReportCopy {
            earlier,
            later,
            words,
            of_earlier: part(earlier, words),
            of_later: part(later, words),
        })
        .collect()
}
