//! What each voice does to a figure: what it weighs under the leading method, the way of a posterior from the prior through each
//! voice with a bar drawn in text, and every method's figure without that voice.

use super::sheet::{Sheet, Tone, column};
use crate::wording;
use recount_model::{Amount, Figure, Finding, RangeBasis};

/// Columns of a voice's name, its weight and its bar.
const NAME: usize = 28;
const WEIGHT: usize = 4;
const BAR: usize = 20;

/// The sections on influence of one finding.
pub(super) fn sections(finding: &Finding, sheet: &mut Sheet) {
    if let Some(lead) = finding.figure().filter(|f| f.basis == RangeBasis::Stated) {
        weights(lead, finding, sheet);
    }
    for figure in finding.figures.iter().filter(|f| f.basis != RangeBasis::Stated) {
        waterfall(figure, finding, sheet);
    }
    without(finding, sheet);
}

fn weights(figure: &Figure, finding: &Finding, sheet: &mut Sheet) {
    if figure.influences.is_empty() {
        return;
    }
    sheet.heading(&format!("What each voice weighs under {}", figure.method));
    for influence in &figure.influences {
        let Some(testimony) = finding.testimonies.get(influence.testimony) else { continue };
        let text = format!(": {}, {}", wording::weight(influence.weight), influence.why);
        sheet.line(2, 4, &[(Tone::Strong, &testimony.voice), (Tone::Plain, &text)]);
    }
}

/// From what is taken for granted, through each voice, to the result.
fn waterfall(figure: &Figure, finding: &Finding, sheet: &mut Sheet) {
    let (Some(prior), false) = (figure.prior, figure.influences.is_empty()) else { return };
    sheet.heading(&format!("How each voice moves the {}", wording::range_basis(figure.basis)));
    let after = figure.influences.iter().filter_map(|i| i.after);
    let largest = after.filter_map(|a| a.high).max().unwrap_or(1);
    let mut row = |name: &str, weight: &str, amount: Amount| {
        let name = format!("{} {}", column(name, NAME), column(weight, WEIGHT));
        sheet.row(2, &name, &bar(amount, largest), &wording::amount(amount));
    };
    row("before any voice", "", prior);
    let mut whys = Vec::new();
    for influence in &figure.influences {
        let Some(testimony) = finding.testimonies.get(influence.testimony) else { continue };
        let said = format!("{}: {}", testimony.voice, testimony.interval);
        row(&said, &wording::weight(influence.weight), influence.after.unwrap_or_default());
        whys.push((testimony, influence));
    }
    for (testimony, influence) in whys {
        let text = format!(": {}, {}", wording::weight(influence.weight), influence.why);
        sheet.line(2, 4, &[(Tone::Strong, &testimony.voice), (Tone::Muted, &text)]);
    }
    for need in &figure.needs {
        sheet.line(2, 4, &[(Tone::Alert, "what would resolve it"), (Tone::Plain, &format!(": {need}"))]);
    }
}

/// Every method's figure without each voice, where there is more than one.
fn without(finding: &Finding, sheet: &mut Sheet) {
    if finding.testimonies.len() < 2 || finding.figures.iter().all(|f| f.influences.is_empty()) {
        return;
    }
    sheet.heading("The figure without each voice");
    for (i, testimony) in finding.testimonies.iter().enumerate() {
        let changed = wording::without(finding, i).into_iter();
        let told: Vec<String> = changed.map(|(m, amount)| format!("{} {amount}", m.join(", "))).collect();
        let text = match told.as_slice() {
            [] => ": no figure changes".to_string(),
            told => format!(": {}", told.join(" · ")),
        };
        sheet.line(2, 4, &[(Tone::Strong, &testimony.voice), (Tone::Plain, &text)]);
    }
}

/// `···━━●━━━━·`: the range and the number to lead with on a logarithmic scale from 0 to `largest`; `→` where it goes on.
fn bar(amount: Amount, largest: u64) -> String {
    let last = BAR - 1;
    let scale = (largest.max(1) as f64 + 1.0).ln();
    let at = |n: u64| (((n as f64 + 1.0).ln() / scale * last as f64).round() as usize).min(last);
    let (from, to) = (amount.low.map_or(0, at), amount.high.map_or(last, at));
    let beyond = amount.high.is_none_or(|n| n > largest);
    let mut cells = vec!['·'; BAR];
    cells[from..=to.max(from)].fill('━');
    if beyond {
        cells[last] = '→';
    }
    if let Some(best) = amount.best {
        cells[at(best)] = '●';
    }
    cells.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(low: Option<u64>, best: Option<u64>, high: Option<u64>) -> String {
        bar(Amount { low, best, high }, 100)
    }

    #[test]
    fn bars_show_range_middle_and_what_goes_on() {
        assert_eq!(drawn(Some(0), Some(9), Some(100)), "━━━━━━━━━●━━━━━━━━━━");
        assert_eq!(drawn(Some(9), None, None), "·········━━━━━━━━━━→");
        assert_eq!(drawn(Some(9), Some(9), Some(9)), "·········●··········");
        assert_eq!(drawn(Some(u64::MAX), Some(u64::MAX), None).chars().count(), BAR);
    }
}
