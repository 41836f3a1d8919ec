//! How the text of a later copy differs from the earlier one.

use similar::{Algorithm, ChangeTag, TextDiff};
use std::time::Duration;

/// Lines of unchanged text around a change.
const CONTEXT_LINES: usize = 0;

/// Texts with more bytes than this are compared for as long as this and then roughly.
const PATIENCE: Duration = Duration::from_secs(2);

/// The lines that are gone (`-`) and that are new (`+`), each change under the line it begins at. Empty when only the bytes differ.
pub fn difference(old: &str, new: &str) -> String {
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).timeout(PATIENCE).diff_lines(old, new);
    let mut out = String::new();
    for group in diff.grouped_ops(CONTEXT_LINES) {
        for op in &group {
            for change in diff.iter_changes(op) {
                let sign = match change.tag() {
                    ChangeTag::Delete => '-',
                    ChangeTag::Insert => '+',
                    ChangeTag::Equal => continue,
                };
                let line = change.value().trim_end();
                if !line.is_empty() {
                    out.push_str(&format!("{sign} {line}\n"));
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn the_lines_that_changed_are_shown() {
        let old = "Fire at the mill\n\nSix people died.\n\nThe mayor spoke.\n";
        let new = "Fire at the mill\n\nSeven people died.\n\nThe mayor spoke.\n";
        assert_eq!(difference(old, new), "- Six people died.\n+ Seven people died.\n");
        assert_eq!(difference(old, old), "");
    }
}
