//! `recount rule` and `recount undo`: what a person decides goes into the journal.

use super::plain;
use super::writing::with_hand;
use crate::arguments::{
    DecisionArguments, Global, ListFormat, RuleArguments, RulingArguments, UndoArguments,
};
use crate::destination::Destination;
use crate::failure::Failure;
use recount::model::{Decision, PartialDate};
use recount::publish::ruling;
use recount::store::Store;
use recount::{Error, kept, pipeline, rulings};
use std::fmt::Write;
use std::path::Path;

/// Runs the verb.
pub fn run(arguments: &RuleArguments, global: &Global) -> Result<(), Failure> {
    use DecisionArguments as A;
    match &arguments.decision {
        A::List { dossier, for_review, format } => list(dossier, *for_review, *format, global),
        A::Accept { claims, ruling } => {
            on_claims(claims, ruling, global, &|claim| Decision::Accept { claim })
        }
        A::Reject { claims, ruling } => {
            on_claims(claims, ruling, global, &|claim| Decision::Reject { claim })
        }
        A::Correct { claim, fields, ruling } => {
            decide(ruling, global, &|store| correct(store, &ruling.dossier, claim, fields))
        }
        A::Link { claim, with, ruling } => decide(ruling, global, &|store| {
            let found = kept::find_claims(store, &ruling.dossier, &[claim, with])?;
            let anchors = found.into_iter().map(|found| found.2).collect::<Vec<_>>();
            let [claim, with] = <[_; 2]>::try_from(anchors).map_err(|_| unknown(claim))?;
            Ok(vec![Decision::Link { claim, with }])
        }),
        A::Merge { names, ruling } => decide(ruling, global, &|_| {
            let (canonical, spellings) =
                names.split_first().map_or((String::new(), Vec::new()), |(a, b)| (a.clone(), b.to_vec()));
            Ok(vec![Decision::Merge { canonical, spellings }])
        }),
        A::Split { name, from, ruling } => {
            decide(ruling, global, &|_| Ok(vec![Decision::Split { name: name.clone(), from: from.clone() }]))
        }
        A::Describe { report, fields, ruling } => {
            decide(ruling, global, &|store| describe(store, report, fields))
        }
        A::Withdraw { report, ruling } => decide(ruling, global, &|store| {
            Ok(vec![Decision::Withdraw { report: kept::report_id(store, report)? }])
        }),
    }
}

/// Runs `recount undo`.
pub fn undo(arguments: &UndoArguments, global: &Global) -> Result<(), Failure> {
    let ruling = &arguments.ruling;
    let number = with_hand(&ruling.writer, "undo", global, |hand| {
        kept::undo(&ruling.dossier, arguments.number, &ruling.why, hand)
    })?;
    say(&[number])
}

fn decide(
    ruling: &RulingArguments,
    global: &Global,
    decide: &dyn Fn(&Store) -> Result<Vec<Decision>, Error>,
) -> Result<(), Failure> {
    let numbers = with_hand(&ruling.writer, "rule", global, |hand| {
        kept::rule(&ruling.dossier, &ruling.why, hand, decide)
    })?;
    say(&numbers)
}

/// A line for each ruling that is kept now.
fn say(numbers: &[u64]) -> Result<(), Failure> {
    let lines: String = numbers.iter().map(|number| format!("ruling {number}\n")).collect();
    Destination::Stdout.write(lines.as_bytes())
}

fn on_claims(
    ids: &[String],
    ruling: &RulingArguments,
    global: &Global,
    make: &dyn Fn(recount::model::ClaimAnchor) -> Decision,
) -> Result<(), Failure> {
    decide(ruling, global, &|store| {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let found = kept::find_claims(store, &ruling.dossier, &ids)?;
        Ok(found.into_iter().map(|found| make(found.2)).collect())
    })
}

fn unknown(id: &str) -> Error {
    Error::UnknownClaim { id: id.to_string(), hint: "`recount claims DOSSIER --raw` prints ids".to_string() }
}

fn correct(store: &Store, folder: &Path, id: &str, fields: &[String]) -> Result<Vec<Decision>, Error> {
    let found = kept::find_claims(store, folder, &[id])?.pop();
    let (report, claim, anchor) = found.ok_or_else(|| unknown(id))?;
    let mut left = Vec::new();
    for field in fields {
        let (field, value) = assignment(field)?;
        // What is JSON is taken as that, so that 34, null and ["a"] are what they look like; anything else is words.
        let is_json = serde_json::from_str::<serde_json::Value>(value).is_ok();
        left.push((
            field,
            if is_json { value.to_string() } else { serde_json::Value::from(value).to_string() },
        ));
    }
    let values: Vec<(&str, &str)> = left.iter().map(|(field, value)| (*field, value.as_str())).collect();
    rulings::corrected(&report, &claim, &values)?;
    let decision = |(field, value): (&str, String)| Decision::Correct {
        claim: anchor.clone(),
        field: field.to_string(),
        value,
    };
    Ok(left.into_iter().map(decision).collect())
}

fn describe(store: &Store, report: &str, fields: &[String]) -> Result<Vec<Decision>, Error> {
    let report = kept::report_id(store, report)?;
    fields
        .iter()
        .map(|field| {
            let (field, value) = assignment(field)?;
            let known = Decision::DESCRIBED;
            if !known.contains(&field) {
                return Err(Error::Assignment {
                    words: field.to_string(),
                    hint: format!("the fields are {}", known.join(", ")),
                });
            }
            if field == "published" && !value.is_empty() && value.parse::<PartialDate>().is_err() {
                let hint = "write 2011, 2011-04 or 2011-04-08".to_string();
                return Err(Error::Assignment { words: value.to_string(), hint });
            }
            let value = Some(value.to_string()).filter(|value| !value.is_empty());
            Ok(Decision::Describe { report, field: field.to_string(), value })
        })
        .collect()
}

fn assignment(words: &str) -> Result<(&str, &str), Error> {
    let wrong = || Error::Assignment { words: words.to_string(), hint: "write FIELD=VALUE".to_string() };
    words.split_once('=').map(|(field, value)| (field.trim(), value.trim())).ok_or_else(wrong)
}

fn list(dossier: &Path, for_review: bool, format: ListFormat, global: &Global) -> Result<(), Failure> {
    let (standings, reports) = pipeline::rulings(dossier, global.jobs)?;
    let mut out = String::new();
    if format == ListFormat::Text {
        out.push_str("number\tstate\twho\twhen\twhat\twhy\tnote\n");
    }
    for standing in &standings {
        let (state, note) = ruling::state(&standing.state);
        if for_review && state != "for-review" {
            continue;
        }
        let ruling = &standing.ruling;
        let what = ruling::what(standing, &reports);
        // Writing to a String cannot fail.
        let _ = match format {
            ListFormat::Text => {
                let cells = [
                    ruling.number.to_string(),
                    state.to_string(),
                    ruling.who.clone(),
                    ruling.when.clone(),
                    what,
                    ruling.why.clone(),
                    note.unwrap_or_default(),
                ];
                writeln!(out, "{}", cells.map(|cell| plain(&cell).replace('\n', " ")).join("\t"))
            }
            ListFormat::Jsonl => writeln!(
                out,
                "{}",
                serde_json::json!({
                    "number": ruling.number, "state": state, "decision": ruling.decision.word(), "what": what,
                    "who": ruling.who, "when": ruling.when, "why": ruling.why, "note": note,
                })
            ),
        };
    }
    Destination::Stdout.write(out.as_bytes())
}
