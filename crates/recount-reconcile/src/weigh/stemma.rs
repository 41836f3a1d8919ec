//! The stemma of a question: for every number that is given, whose word it is, who passed it on and which reports print it. A chain
//! of voices is a path from its principal down to the report; an echo hangs below the figure it repeats. Nothing is decided here:
//! each edge says what was found before.

use super::Ground;
use super::echo::Echo;
use super::saying::{Saying, Standing};
use super::speaker::{Speaker, label};
use crate::agreement;
use recount_model::{ClaimIndex, Descent, EntityIndex, Holder, ReportIndex, StemmaNode};
use std::collections::BTreeMap;

/// What tells a holder from others below the same parent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Speaker(Speaker, Option<u64>, Option<u64>, Option<u64>),
    Relay(Result<EntityIndex, String>),
    Report(ReportIndex),
}

/// A stemma in the making.
#[derive(Default)]
struct Tree {
    nodes: Vec<StemmaNode>,
    children: BTreeMap<(Option<usize>, Key), usize>,
}

impl Tree {
    /// The node of this key below a parent, made if it is not there.
    fn below(&mut self, key: (Option<usize>, Key), make: impl FnOnce() -> StemmaNode) -> usize {
        *self.children.entry(key).or_insert_with(|| {
            self.nodes.push(make());
            self.nodes.len() - 1
        })
    }

    /// Adds a claim to those that show a node.
    fn show(&mut self, at: usize, claim: usize) {
        self.nodes[at].claims.push(ClaimIndex(claim));
    }
}

/// The stemma of the sayings that are offered as an answer; empty where they stand in one report.
pub(super) fn stemma(sayings: &[Saying], echoes: &[Echo], ground: &Ground) -> Vec<StemmaNode> {
    let figures: Vec<usize> =
        (0..sayings.len()).filter(|&i| sayings[i].standing == Standing::Figure).collect();
    let first = figures.first().map(|&i| sayings[i].report(ground));
    if figures.iter().all(|&i| Some(sayings[i].report(ground)) == first) {
        return Vec::new();
    }
    let echo_of: BTreeMap<usize, &Echo> =
        echoes.iter().filter(|e| e.of != e.saying).map(|e| (e.saying, e)).collect();
    let mut tree = Tree::default();
    // What is nobody's echo first, so that every echo finds what it repeats.
    for &i in figures.iter().filter(|i| !echo_of.contains_key(i)) {
        let root = root(i, sayings, &mut tree, ground);
        tree.show(root, sayings[i].claim);
        hang(i, root, None, sayings, &mut tree, ground);
    }
    for &i in figures.iter().filter(|i| echo_of.contains_key(i)) {
        let origin = origin(i, &echo_of);
        let root = root(origin, sayings, &mut tree, ground);
        hang(i, root, echo_of.get(&i).copied(), sayings, &mut tree, ground);
    }
    mark_copies(&mut tree, ground);
    in_order(tree.nodes)
}

/// What an echo repeats in the end.
fn origin(saying: usize, echo_of: &BTreeMap<usize, &Echo>) -> usize {
    let mut at = saying;
    // Echoes may repeat each other; then the first one met stands for the origin.
    for _ in 0..=echo_of.len() {
        match echo_of.get(&at) {
            Some(echo) if echo.of != saying => at = echo.of,
            _ => break,
        }
    }
    at
}

/// The root of a saying: whose word it is, with its number.
fn root(i: usize, sayings: &[Saying], tree: &mut Tree, ground: &Ground) -> usize {
    let s = &sayings[i];
    let number = agreement::printed(s.interval);
    let (low, high) = if number.is_some() { (None, None) } else { (s.interval.low, s.interval.high) };
    let key = Key::Speaker(s.speaker.clone(), number, low, high);
    tree.below((None, key), || StemmaNode {
        holder: Holder::Voice(label(&s.speaker, &[s.claim], ground)),
        parent: None,
        figure: s.interval.clone(),
        descent: Descent::Origin,
        why: String::new(),
        passage: None,
        claims: Vec::new(),
    })
}

/// The saying's relays and its report, below a root; an echo's own principal is one of the relays.
fn hang(i: usize, root: usize, echo: Option<&Echo>, sayings: &[Saying], tree: &mut Tree, ground: &Ground) {
    let s = &sayings[i];
    let claim = &ground.claims[s.claim];
    let passes: &[_] = match echo {
        Some(_) => &claim.voices,
        None => &claim.voices[..claim.voices.len().saturating_sub(1)],
    };
    let nameless = !s.speaker.is_voice();
    let mut at = root;
    let mut edge =
        echo.map(|e| (if nameless { Descent::Assumed } else { Descent::CarriedOn }, e.why.clone()));
    for voice in passes.iter().rev() {
        let entity = voice.entity.map(|e| ground.resolved.answerable(e));
        let name = entity.map_or_else(|| voice.name.clone(), |e| ground.resolved.entity(e).canonical.clone());
        if tree.nodes[at].holder == Holder::Voice(name.clone()) {
            continue;
        }
        let key = (Some(at), Key::Relay(entity.ok_or_else(|| name.clone())));
        // What is known of an edge is said once, where it is new.
        let known = tree.children.get(&key).map(|&at| tree.nodes[at].descent);
        let (descent, why) = match known {
            Some(Descent::Cites | Descent::Origin) => (Descent::Cites, String::new()),
            _ => edge.take().unwrap_or((Descent::Cites, String::new())),
        };
        let parent = at;
        at = tree.below(key, || StemmaNode {
            holder: Holder::Voice(name),
            parent: Some(parent),
            figure: s.interval.clone(),
            descent,
            why,
            passage: None,
            claims: Vec::new(),
        });
        tree.show(at, s.claim);
    }
    // A report's own word needs no second node for the report.
    let own_word = echo.is_none() && claim.voices.is_empty() && at == root;
    if own_word && matches!(s.speaker, Speaker::Own(_)) {
        return;
    }
    let report = claim.report;
    let own = if own_word { Descent::Origin } else { Descent::Cites };
    let (descent, why) = edge.take().unwrap_or((own, String::new()));
    let leaf = tree.below((Some(at), Key::Report(report)), || StemmaNode {
        holder: Holder::Report(report),
        parent: Some(at),
        figure: s.interval.clone(),
        descent,
        why,
        passage: None,
        claims: Vec::new(),
    });
    tree.show(leaf, s.claim);
}

/// Reports below one holder whose passages are near copies of an earlier one's hang on it as copies.
fn mark_copies(tree: &mut Tree, ground: &Ground) {
    let mut siblings: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, node) in tree.nodes.iter().enumerate() {
        if let (Holder::Report(_), Some(parent)) = (&node.holder, node.parent) {
            siblings.entry(parent).or_default().push(at);
        }
    }
    for mut group in siblings.into_values() {
        let published = |at: usize| match tree.nodes[at].holder {
            Holder::Report(r) => ground.reports.get(r.0).and_then(|r| r.published).map(|p| p.date.ordinal()),
            Holder::Voice(_) => None,
        };
        group.sort_by_key(|&at| (published(at), at));
        // The first report that prints each text.
        let mut printed: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (age, later) in group.into_iter().enumerate() {
            let claims = &tree.nodes[later].claims;
            let texts: Vec<usize> = claims.iter().filter_map(|c| ground.copied.text_of(c.0)).collect();
            let copied = texts.iter().filter_map(|text| Some((*printed.get(text)?, *text))).min();
            for text in texts {
                printed.entry(text).or_insert((age, later));
            }
            if let Some(((_, earlier), text)) = copied {
                let node = &mut tree.nodes[later];
                node.parent = Some(earlier);
                node.descent = Descent::Copies;
                node.passage = match node.holder {
                    Holder::Report(report) => ground.copied.shown_by(text, report),
                    Holder::Voice(_) => None,
                };
            }
        }
    }
}

/// The nodes with every child after its parent, the children of one in the order they were met.
fn in_order(nodes: Vec<StemmaNode>) -> Vec<StemmaNode> {
    let mut children: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        children.entry(node.parent).or_default().push(at);
    }
    let mut order: Vec<usize> = Vec::with_capacity(nodes.len());
    let mut open: Vec<usize> = children.get(&None).into_iter().flatten().rev().copied().collect();
    while let Some(at) = open.pop() {
        order.push(at);
        open.extend(children.get(&Some(at)).into_iter().flatten().rev());
    }
    let place: BTreeMap<usize, usize> = order.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    let moved = |at: usize| StemmaNode { parent: nodes[at].parent.map(|p| place[&p]), ..nodes[at].clone() };
    order.into_iter().map(moved).collect()
}
