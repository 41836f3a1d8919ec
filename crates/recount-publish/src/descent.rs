//! The stemma as lines: a tree in the order it is drawn, each holder with its depth, for the page and for the terminal.

use crate::wording;
use recount_model::{Account, Descent, Finding, Holder, StemmaNode};

/// One holder of a figure.
pub(crate) struct Line<'a> {
    pub(crate) node: &'a StemmaNode,
    /// 0 for a root.
    pub(crate) depth: usize,
    /// Whether no later holder hangs on the same one.
    pub(crate) last: bool,
    /// The voice, or the report as it is called.
    pub(crate) holder: &'a str,
}

/// The lines of a finding's stemma; every holder after the one it hangs on.
pub(crate) fn lines<'a>(finding: &'a Finding, account: &'a Account) -> Vec<Line<'a>> {
    let mut depths: Vec<usize> = Vec::with_capacity(finding.stemma.len());
    let mut lines: Vec<Line> = Vec::with_capacity(finding.stemma.len());
    for node in &finding.stemma {
        let depth = node.parent.map_or(0, |p| depths.get(p).map_or(0, |d| d + 1));
        depths.push(depth);
        let holder = match &node.holder {
            Holder::Voice(name) => name.as_str(),
            Holder::Report(report) => account.report(*report).label(),
        };
        lines.push(Line { node, depth, last: true, holder });
    }
    // From below: the first met of a parent is its last child.
    let mut met = vec![false; lines.len() + 1];
    for line in lines.iter_mut().rev() {
        let parent = line.node.parent.map_or(0, |p| p + 1);
        line.last = !std::mem::replace(&mut met[parent], true);
    }
    lines
}

/// How the holder came by the figure, in words; empty where it just says from whom.
pub(crate) fn how(node: &StemmaNode) -> String {
    match (node.descent, node.why.is_empty()) {
        (Descent::Cites | Descent::Origin, _) => String::new(),
        (_, false) => node.why.clone(),
        (descent, true) => wording::descent(descent).to_string(),
    }
}
