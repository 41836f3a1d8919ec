//! `recount diff`: what changed between two accounts, and why.

use super::plain;
use crate::arguments::{DiffArguments, DiffFormat, Global};
use crate::destination::Destination;
use crate::failure::Failure;
use crate::notices;
use crate::progress::Bar;
use recount::diff::{AccountChange, AccountView, TestimonyChange, compare, read_account};
use recount::publish::json;
use recount::{Options, kept, pipeline};
use std::fmt::Write;
use std::path::Path;

/// Runs the verb.
pub fn run(arguments: &DiffArguments, global: &Global) -> Result<(), Failure> {
    let (old, new) = (view(&arguments.old, global)?, view(&arguments.new, global)?);
    let change = compare(&old, &new);
    let out = match arguments.format {
        DiffFormat::Json => {
            let json = serde_json::to_string_pretty(&change).unwrap_or_default();
            format!("{json}\n")
        }
        DiffFormat::Text => plain(&text(&change)),
    };
    Destination::Stdout.write(out.as_bytes())
}

/// The account that a word of the command line means: a file, a dossier, a dossier as it was.
fn view(word: &str, global: &Global) -> Result<AccountView, Failure> {
    let path = Path::new(word);
    if path.is_file() {
        return Ok(read_account(path)?);
    }
    let bar = Bar::new(global.quiet);
    let options = Options { jobs: global.jobs, ..Options::default() };
    let account = match word.rsplit_once('@').filter(|_| !path.exists()) {
        Some((folder, number)) => {
            let number = number.parse().map_err(|_| {
                Failure::usage(
                    format!("'{number}' is no number of the journal"),
                    "write DOSSIER@12; `recount rule list` shows numbers",
                )
            })?;
            let past = kept::account_as_of(Path::new(folder), number, &options, &|step| bar.step(step))?;
            for file in past.texts_of_now.iter().filter(|_| !global.quiet) {
                notices::say(&format!("{file}: its text of then is not kept; that of now was taken"));
            }
            past.account
        }
        None => pipeline::account(path, &options, &|step| bar.step(step))?,
    };
    drop(bar);
    Ok(AccountView::parse(&json::account(&account), path)?)
}

fn text(change: &AccountChange) -> String {
    if change.is_empty() {
        return "nothing changed\n".to_string();
    }
    let mut out = String::new();
    // Writing to a String cannot fail.
    let mut say = |line: String| {
        let _ = writeln!(out, "{line}");
    };
    for moved in &change.made_by {
        say(format!("{}: {} -> {}", moved.what, moved.old, moved.new));
    }
    let lists = [
        ("report came", &change.reports_new),
        ("report takes no part any more", &change.reports_gone),
        ("known otherwise", &change.reports_other),
        ("new", &change.rulings_new),
        ("holds no more", &change.rulings_gone),
        ("names", &change.names),
    ];
    for (what, items) in lists {
        items.iter().for_each(|item| say(format!("{what}: {item}")));
    }
    if change.claims_new + change.claims_gone + change.claims_other > 0 {
        say(format!(
            "claims: {} new, {} gone, {} read otherwise",
            change.claims_new, change.claims_gone, change.claims_other
        ));
    }
    for question in &change.questions {
        say(format!("\n{} ({}), {}", question.id, question.event, question.state));
        for moved in &question.moved {
            say(format!("  {}: {} -> {}", moved.what, moved.old, moved.new));
        }
        for testimony in &question.testimonies {
            say(match testimony {
                TestimonyChange::New(voice, figure) => format!("  + {voice}: {figure}"),
                TestimonyChange::Gone(voice, figure) => format!("  - {voice}: {figure}"),
                TestimonyChange::Other(voice, was, is) => format!("  ~ {voice}: {was} -> {is}"),
            });
        }
        for why in &question.why {
            say(format!("  why: {why}"));
        }
    }
    out
}
