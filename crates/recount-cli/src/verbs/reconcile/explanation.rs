//! Why one item of a table was answered as it was, as text: each value with who says so and what that weighs, and the answer without each
//! of them.

use recount::model::{Answer, Discovery, Table};
use recount::reconcile::truth::{Backer, Backing, Explanation, LeftOut};
use std::fmt::Write;

/// Values that are shown, and voices of each.
const VALUES: usize = 12;
const VOICES: usize = 12;

/// The explanation, ending in a line feed.
pub fn text(explanation: &Explanation, table: &Table, discovery: &Discovery) -> String {
    let Explanation { item, method, answer, confidence, values, without } = explanation;
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{}: {} (by {method}, confidence {confidence:.3})\n",
        table.items.name(*item),
        said(answer, table)
    );
    for backing in values.iter().take(VALUES) {
        value(&mut out, backing, table);
    }
    more(&mut out, "", values.len(), VALUES, "value");
    let changing: Vec<_> = without.iter().filter(|without| without.changes).collect();
    out.push('\n');
    match (without.is_empty(), changing.is_empty()) {
        _ if values.is_empty() => out.push_str("Nobody speaks of it: what was said of it was left out.\n"),
        (true, _) => out.push_str("Too many sources speak of it to leave out each in turn.\n"),
        (false, true) => {
            out.push_str("Leaving out any one source or group of copiers leaves the answer as it is.\n")
        }
        (false, false) => {
            for without in &changing {
                let whom = match without.left_out {
                    LeftOut::Source(source) => table.sources.name(source).to_string(),
                    LeftOut::Group(group) => group_name(group, table, discovery),
                };
                let then = said(&without.answer, table);
                let _ = writeln!(out, "Without {whom}: {then} (confidence {:.3})", without.confidence);
            }
        }
    }
    out
}

fn value(out: &mut String, backing: &Backing, table: &Table) {
    let Backing { value, belief, voices, copied } = backing;
    let voiced = voices.len();
    let _ = write!(
        out,
        "  {}   belief {belief:.4}, {voiced} source{}",
        table.values.name(*value),
        if voiced == 1 { "" } else { "s" }
    );
    if *copied > 0.005 {
        let _ = write!(out, ", of whose votes {copied:.1} are copies");
    }
    out.push('\n');
    let widest = voices.iter().take(VOICES).map(|v| table.sources.name(v.source).chars().count()).max();
    for voice in voices.iter().take(VOICES) {
        let Backer { source, weight, own, .. } = voice;
        let name = table.sources.name(*source);
        let width = widest.unwrap_or_default().min(40);
        let _ = write!(out, "    {name:width$}  weight {weight:.4}");
        if *own < 0.995 {
            let _ = write!(out, ", {:.0} % its own word", own * 100.0);
        }
        out.push('\n');
    }
    more(out, "    ", voiced, VOICES, "source");
}

fn more(out: &mut String, indent: &str, all: usize, shown: usize, what: &str) {
    if all > shown {
        let left = all - shown;
        let _ = writeln!(out, "{indent}  and {left} more {what}{}", if left == 1 { "" } else { "s" });
    }
}

/// An answer in words.
fn said(answer: &Answer, table: &Table) -> String {
    let names = |values: &[u32], between: &str| {
        let shown: Vec<&str> = values.iter().take(VALUES).map(|value| table.values.name(*value)).collect();
        let more = if values.len() > VALUES {
            format!(" and {} more", values.len() - VALUES)
        } else {
            String::new()
        };
        format!("{}{more}", shown.join(between))
    };
    match answer {
        Answer::Value(value) => table.values.name(*value).to_string(),
        Answer::Values(values) => names(values, " and "),
        Answer::Tie(values) => format!("a tie between {}", names(values, " and ")),
        Answer::Number(number) => number.to_string(),
        Answer::Unresolved => "unresolved".to_string(),
    }
}

/// "the group of a, b and 3 more".
fn group_name(group: u32, table: &Table, discovery: &Discovery) -> String {
    const SHOWN: usize = 4;
    let members =
        discovery.copies.get(group as usize).map(|group| group.members.as_slice()).unwrap_or_default();
    let names: Vec<&str> = members.iter().take(SHOWN).map(|source| table.sources.name(*source)).collect();
    let more = members.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("the group of {}{more}", names.join(", "))
}
