//! The incidents that many reports tell of: what a user, or a verb, calls on thousands of reports.

use super::collection::{Collection, View, shared};
use super::joinings::{self, Joining};
use super::linkage::Clusters;
use super::models;
use super::reports::{self, ReportPair, cluster_reports};
use super::summaries::summary;
use super::telling::Telling;
use recount_model::{Evidence, Reading, Reason, Report, ReportIndex};

/// What sort of thing reports were put together for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IncidentKind {
    /// They tell of one incident.
    One,
    /// They sum several up: a year's toll, the attacks of a weekend.
    Summary,
}

/// Reports that tell of one incident, or sum up the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// What they are.
    pub kind: IncidentKind,
    /// The reports, in their order.
    pub reports: Vec<ReportIndex>,
    /// The pairs of reports, by their places in the list given, that hold them together, with the reasons.
    pub joined: Vec<Joining>,
    /// For a summary: why each report is one, in the order of `reports`.
    pub summaries: Vec<Reason>,
}

/// Puts reports of one incident together, by their words, names, numbers and days of publication; in the order of each incident's first report.
/// The order of the reports changes nothing but their numbers.
///
/// `readings` are those of the reports, in the same order, or none: claims only tell which reports are summaries. Each report is compared with
/// at most 160 of the others that follow it, those that share its rarest words and names; any number that stand before may have been compared
/// with it. Reports of the same text are one in the comparison. So the comparisons are linear in reports.
///
/// ```
/// use recount_model::Report;
/// use recount_reconcile::coreference::incidents;
///
/// let reports = [
///     Report::of_text("a.txt", "A fire at the Orvane mill killed Lena Marsh on Friday."),
///     Report::of_text("b.txt", "The bridge of Pellin fell into the river Tace; nobody was hurt."),
///     Report::of_text("c.txt", "Lena Marsh died in a fire at the Orvane mill, police said."),
/// ];
/// let found = incidents(&reports, &[]);
/// let places: Vec<Vec<usize>> = found.iter().map(|i| i.reports.iter().map(|r| r.0).collect()).collect();
/// assert_eq!(places, [vec![0, 2], vec![1]]);
/// ```
pub fn incidents(reports: &[Report], readings: &[Reading]) -> Vec<Incident> {
    let why = |i: usize| summary(ReportIndex(i), &reports[i], readings.get(i));
    let summaries: Vec<Option<Reason>> = (0..reports.len()).map(why).collect();
    let distinct = Distinct::of(reports, &summaries);
    let tellings: Vec<Telling> = distinct.first.iter().map(|&i| Telling::of(&reports[i])).collect();
    let collection = Collection::of(&tellings, models::background());
    let model = models::incidents();
    let pairs = reports::pairs_in(&collection, &tellings);
    let sums_up: Vec<bool> = distinct.first.iter().map(|&i| summaries[i].is_some()).collect();
    let clusters =
        of_one_kind(cluster_reports(tellings.len(), &pairs, model, model.threshold), &pairs, &sums_up);
    let likely: Vec<f64> = pairs.iter().map(|p| model.likely(&p.evidence)).collect();
    let places: Vec<(usize, usize)> = pairs.iter().map(|p| (p.a, p.b)).collect();
    let trees = joinings::tree(&clusters.places(), clusters.members.len(), &places, &likely);
    let mut out = Vec::new();
    for (members, tree) in clusters.members.iter().zip(&trees) {
        let joined = tree.iter().map(|&at| {
            let pair = &pairs[at];
            let (a, b) = (distinct.first[pair.a], distinct.first[pair.b]);
            let reasons = reasons(&collection, &tellings, pair, (ReportIndex(a), ReportIndex(b)));
            Joining { a: a.min(b), b: a.max(b), likely: likely[at], reasons }
        });
        let mut joined: Vec<Joining> = joined.collect();
        let mut all = Vec::new();
        for &member in members {
            all.extend_from_slice(&distinct.same[member]);
            joined.extend(distinct.same_text(member));
        }
        all.sort_unstable();
        let sum_up = members.iter().any(|&member| sums_up[member]);
        out.push(Incident {
            kind: if sum_up { IncidentKind::Summary } else { IncidentKind::One },
            summaries: all.iter().filter_map(|&i| summaries[i].clone()).collect(),
            reports: all.into_iter().map(ReportIndex).collect(),
            joined,
        });
    }
    out.sort_by(|x, y| x.reports.cmp(&y.reports));
    out
}

/// The clusters, those of summaries and other reports parted: a summary may be like the reports of two incidents, which are no more one for it.
/// So what is left without it is clustered anew; clusters of one kind stay as they are.
fn of_one_kind(clusters: Clusters, pairs: &[ReportPair], sums_up: &[bool]) -> Clusters {
    let is_mixed = |members: &Vec<usize>| members.iter().any(|&m| sums_up[m] != sums_up[members[0]]);
    let mixed: Vec<bool> = clusters.members.iter().map(is_mixed).collect();
    if !mixed.contains(&true) {
        return clusters;
    }
    let places = clusters.places();
    let stays =
        |p: &&ReportPair| mixed[places[p.a]] && places[p.a] == places[p.b] && sums_up[p.a] == sums_up[p.b];
    let within: Vec<ReportPair> = pairs.iter().filter(stays).cloned().collect();
    let model = models::incidents();
    let anew = cluster_reports(sums_up.len(), &within, model, model.threshold);
    let stayed = clusters.members.into_iter().filter(|members| !mixed[places[members[0]]]);
    let parted = anew.members.into_iter().filter(|members| mixed[places[members[0]]]);
    let mut members: Vec<Vec<usize>> = stayed.chain(parted).collect();
    members.sort();
    Clusters { members, joined: Vec::new() }
}

/// Reports of one text, summaries and others apart: of the same text one may be read as a summary, and the other not.
struct Distinct {
    /// The first report of each text, in an order that the reports' own order does not change.
    first: Vec<usize>,
    /// All reports of each text.
    same: Vec<Vec<usize>>,
}

impl Distinct {
    fn of(reports: &[Report], summaries: &[Option<Reason>]) -> Self {
        let key = |i: usize| (reports[i].published.map(|p| p.date), &reports[i].text);
        let mut order: Vec<usize> = (0..reports.len()).collect();
        order.sort_by(|&a, &b| {
            key(a).cmp(&key(b)).then_with(|| reports[a].file.cmp(&reports[b].file)).then(a.cmp(&b))
        });
        let mut seen: std::collections::HashMap<(&str, bool), usize> = std::collections::HashMap::new();
        let mut same: Vec<Vec<usize>> = Vec::new();
        for i in order {
            let at = *seen.entry((&reports[i].text, summaries[i].is_some())).or_insert(same.len());
            if at == same.len() {
                same.push(Vec::new());
            }
            same[at].push(i);
        }
        Distinct { first: same.iter().map(|s| s[0]).collect(), same }
    }

    /// The joinings of the reports of one text.
    fn same_text(&self, at: usize) -> impl Iterator<Item = Joining> + '_ {
        let first = self.first[at];
        self.same[at].iter().skip(1).map(move |&other| {
            let reasons = vec![Reason::new("the same text", Vec::new())];
            Joining { a: first.min(other), b: first.max(other), likely: 1.0, reasons }
        })
    }
}

/// Words named in a reason.
const WORDS_NAMED: usize = 4;

fn reasons(
    collection: &Collection,
    tellings: &[Telling],
    pair: &ReportPair,
    (a, b): (ReportIndex, ReportIndex),
) -> Vec<Reason> {
    let view = |name: &str| match name {
        "words in common" => Some(View::Words),
        "names in common" => Some(View::Names),
        "full names in common" | "rare full names in common" => Some(View::NamePairs),
        "numbers in common" => Some(View::Numbers),
        "title in common" => Some(View::Title),
        "beginning in common" => Some(View::Beginning),
        _ => None,
    };
    joinings::reasons(models::incidents(), &pair.evidence, |name| {
        let Some(view) = view(name) else { return (String::new(), Vec::new()) };
        let mut common: Vec<(u64, f32)> =
            shared(collection.vector(view, pair.a), collection.vector(view, pair.b))
                .map(|(key, x, y)| (key, x * y))
                .collect();
        common.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        let (mut words, mut evidence) = (Vec::new(), Vec::new());
        for (key, _) in common.into_iter().take(WORDS_NAMED) {
            for (report, telling) in [(a, pair.a), (b, pair.b)] {
                let Some(span) = collection.place(telling, view, key, &tellings[telling]) else { continue };
                if report == a {
                    words.extend(tellings[telling].text.get(span.start..span.end));
                }
                evidence.push(Evidence { report, span });
            }
        }
        (words.join(", "), evidence)
    })
}
