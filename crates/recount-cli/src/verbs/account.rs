//! `recount account`: the account as summary, page, JSON or claims.

use super::writing::with_hand;
use super::{make_account, style};
use crate::arguments::{AccountArguments, AccountFormat, Global, TextsShown, Writer};
use crate::destination::Destination;
use crate::failure::Failure;
use crate::notices;
use recount::kept;
use recount::model::Account;
use recount::publish::html::{self, Texts};
use recount::publish::{json, terminal};
use recount::store::Store;
use std::path::Path;

/// Runs the verb.
pub fn run(arguments: &AccountArguments, global: &Global) -> Result<(), Failure> {
    let results = results(arguments)?;
    let dossier = &arguments.dossier;
    let as_settled = arguments.method.is_none() && arguments.given.claims.is_none();
    // Findings of a kept dossier are kept, so that `verify` can derive them again and compare.
    let writer = Writer { by: None, wait: 0 };
    let head = match as_settled && Store::exists(dossier) {
        true => Some(with_hand(&writer, "account", global, |hand| kept::head(dossier, hand))?),
        false => None,
    };
    let account = make_account(dossier, arguments.method.as_deref(), &arguments.given, global)?;
    if let Some(head) = head {
        with_hand(&writer, "account", global, |hand| kept::keep_account(dossier, &account, head, hand))?;
    }
    for (format, destination) in &results {
        destination.write(render(&account, *format, arguments.texts, global).as_bytes())?;
        if let (Destination::File(file), false) = (destination, global.quiet) {
            notices::say(&format!("wrote {}", file.display()));
        }
    }
    Ok(())
}

/// What is written where, settled before any work is done.
fn results(arguments: &AccountArguments) -> Result<Vec<(AccountFormat, Destination)>, Failure> {
    let dossier = &arguments.dossier;
    Ok(match (&arguments.output, arguments.format) {
        (None, None) => vec![
            (AccountFormat::Html, Destination::page(dossier)?),
            (AccountFormat::Text, Destination::Stdout),
        ],
        (None, Some(format)) => vec![(format, Destination::Stdout)],
        (Some(output), format) => {
            let format = format.map_or_else(|| format_of(output), Ok)?;
            vec![(format, Destination::named(output, dossier)?)]
        }
    })
}

/// The format a file's ending says; standard output without a word gets the page.
fn format_of(output: &Path) -> Result<AccountFormat, Failure> {
    if output.as_os_str() == "-" {
        return Ok(AccountFormat::Html);
    }
    let ending = output.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("html" | "htm") => Ok(AccountFormat::Html),
        Some("json") => Ok(AccountFormat::Json),
        Some("jsonl") => Ok(AccountFormat::Jsonl),
        Some("txt") => Ok(AccountFormat::Text),
        _ => Err(Failure::usage(
            format!("{}: its ending says no format", output.display()),
            "end it in .html, .json, .jsonl or .txt, or say --format html, json, jsonl or text",
        )),
    }
}

fn render(account: &Account, format: AccountFormat, texts: TextsShown, global: &Global) -> String {
    match format {
        AccountFormat::Html => html::page(
            account,
            match texts {
                TextsShown::Excerpts => Texts::Excerpts,
                TextsShown::Full => Texts::Full,
            },
        ),
        AccountFormat::Json => json::account(account),
        AccountFormat::Jsonl => {
            json::claims_jsonl(&account.reports, &account.claims, &account.entities, &account.events)
        }
        AccountFormat::Text => terminal::summary(account, &style(global)),
    }
}
