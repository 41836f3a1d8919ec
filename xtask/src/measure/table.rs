//! The table: a row for each figure, with the least asked for.

use super::{Figures, Track};
use std::fmt::Write;

/// The figures as a Markdown table. With `bounds`, what is asked for stands beside each figure; with `all`, every figure of the
/// scorers is shown, else those that have a bound.
pub fn markdown(rows: &[(&Track, Figures)], bounds: bool, all: bool) -> String {
    let mut out = String::from(if bounds {
        "| track | figure | measured | at least |  |\n|---|---|---:|---:|---|\n"
    } else {
        "| track | figure | measured |\n|---|---|---:|\n"
    });
    for (track, figures) in rows {
        for (name, value) in figures {
            let bound = track.bounds.iter().find(|b| b.figure == name);
            if bound.is_none() && !all {
                continue;
            }
            let _ = write!(out, "| {} | {name} | {value:.3} |", track.name);
            if bounds {
                let asked = bound.map(|b| format!("{:.3}", b.at_least)).unwrap_or_default();
                let short = bound.filter(|b| *value < b.at_least).map(|_| "short").unwrap_or_default();
                let _ = write!(out, " {asked} | {short} |");
            }
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::at_least;

    #[test]
    fn a_figure_under_its_bound_is_marked() {
        const BOUNDS: [super::super::Bound; 2] = [at_least("a f1", 0.5), at_least("b", 0.5)];
        let track = Track { name: "t", bounds: &BOUNDS, run: |_| Ok(None) };
        let figures = vec![("a f1".to_string(), 0.4), ("b".to_string(), 0.5), ("c".to_string(), 0.1)];
        let table = markdown(&[(&track, figures)], true, false);
        assert_eq!(
            table.lines().skip(2).collect::<Vec<_>>(),
            ["| t | a f1 | 0.400 | 0.500 | short |", "| t | b | 0.500 | 0.500 |  |"]
        );
    }
}
