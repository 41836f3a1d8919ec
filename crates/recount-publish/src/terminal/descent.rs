//! Who has a figure from whom, drawn as a tree.

use super::sheet::{Sheet, Tone};
use crate::descent;
use recount_model::{Account, Finding};

/// The finding's stemma, if it has one.
pub(super) fn stemma(account: &Account, finding: &Finding, sheet: &mut Sheet) {
    let lines = descent::lines(finding, account);
    if lines.is_empty() {
        return;
    }
    sheet.heading("Who has it from whom");
    // For every depth, whether a later holder follows there.
    let mut open: Vec<bool> = Vec::new();
    for line in &lines {
        open.truncate(line.depth);
        let rails: String = open.iter().skip(1).map(|&o| if o { "\u{2502}  " } else { "   " }).collect();
        let branch = match (line.depth, line.last) {
            (0, _) => String::new(),
            (_, true) => format!("{rails}\u{2514}\u{2500} "),
            (_, false) => format!("{rails}\u{251c}\u{2500} "),
        };
        open.push(!line.last);
        let how = descent::how(line.node);
        let how = if how.is_empty() { how } else { format!(" \u{00b7} {how}") };
        sheet.line(
            2,
            4 + branch.chars().count(),
            &[
                (Tone::Muted, &branch),
                (Tone::Strong, line.holder),
                (Tone::Plain, &format!(": {}", line.node.figure)),
                (Tone::Muted, &how),
            ],
        );
    }
}
