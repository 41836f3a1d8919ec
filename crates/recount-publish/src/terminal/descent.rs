//! Who has a figure from whom, drawn as a tree.

use super::sheet::{Sheet, Tone};
use crate::descent;
use recount_model::{Account, Finding};

/// Columns by which a holder stands further in than the one it has the figure from.
const INDENT: usize = 3;
/// Deepest indentation that is drawn.
const DEEPEST: usize = 8;

/// The finding's stemma, if it has one.
pub(super) fn stemma(account: &Account, finding: &Finding, sheet: &mut Sheet) {
    let lines = descent::lines(finding, account);
    if lines.is_empty() {
        return;
    }
    sheet.heading("Who has it from whom");
    for line in &lines {
        let branch = match (line.depth, line.last) {
            (0, _) => "",
            (_, true) => "\u{2514}\u{2500} ",
            (_, false) => "\u{251c}\u{2500} ",
        };
        let indent = 2 + INDENT * line.depth.min(DEEPEST);
        let how = descent::how(line.node);
        let how = if how.is_empty() { how } else { format!(" \u{00b7} {how}") };
        sheet.line(
            indent,
            indent + INDENT,
            &[
                (Tone::Muted, branch),
                (Tone::Strong, line.holder),
                (Tone::Plain, &format!(": {}", line.node.figure)),
                (Tone::Muted, &how),
            ],
        );
    }
}
