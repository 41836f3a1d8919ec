//! `recount score`: claims and account against what a person recorded by hand.

use super::make_account;
use crate::arguments::{Given, Global, ScoreArguments, ScoreFormat};
use crate::destination::Destination;
use crate::failure::Failure;
use crate::score_table::{self, Row};
use recount::model::Account;
use recount::publish::json;
use recount::score::{self, AccountScore, ClaimScore};
use std::path::{Path, PathBuf};

/// Runs the verb.
pub fn run(arguments: &ScoreArguments, global: &Global) -> Result<(), Failure> {
    if arguments.dossiers.len() > 1 && (arguments.claims.is_some() || arguments.account.is_some()) {
        return Err(Failure::usage(
            "--claims and --account belong to one dossier",
            "name one dossier, or leave them out",
        ));
    }
    let rows =
        arguments.dossiers.iter().map(|d| measure(d, arguments, global)).collect::<Result<Vec<_>, _>>()?;
    let text = match arguments.format {
        ScoreFormat::Text => score_table::text(&rows, arguments.misses),
        ScoreFormat::Markdown => score_table::markdown(&rows),
        ScoreFormat::Json => score_table::json(&rows),
    };
    Destination::Stdout.write(text.as_bytes())
}

/// Measures what the arguments name; what they do not name is made here.
fn measure(dossier: &Path, arguments: &ScoreArguments, global: &Global) -> Result<Row, Failure> {
    let (gold_claims, gold_account) = (score::gold_claims_file(dossier), score::has_gold_account(dossier));
    if !dossier.is_dir() {
        // The folder itself is what is wrong.
        recount::pipeline::take_in(dossier, &|_| ())?;
    }
    if gold_claims.is_none() && !gold_account {
        let text = format!(
            "{}: holds neither gold claims (gold.jsonl) nor a gold account (reconciliation.json)",
            dossier.display()
        );
        return Err(Failure::usage(
            text,
            "docs/command-line.md says what a dossier to measure against holds",
        ));
    }
    let given = given_claims(gold_claims.as_deref(), arguments)?;
    let account = match &arguments.account {
        Some(_) => None,
        None => {
            Some(make_account(dossier, None, &Given { claims: given.clone(), keep_events: false }, global)?)
        }
    };
    let claims = match (&given, &account) {
        (_, _) if gold_claims.is_none() || arguments.gold_claims => None,
        (Some(file), _) => Some(score_claims(dossier, &read(file)?)?),
        (None, Some(a)) => {
            Some(score_claims(dossier, &json::claims_jsonl(&a.reports, &a.claims, &a.entities, &a.events))?)
        }
        (None, None) => None,
    };
    let account = match (&arguments.account, &account) {
        _ if !gold_account => None,
        (Some(file), _) => Some(score_account(dossier, &read(file)?)?),
        (None, Some(account)) => Some(score_made_account(dossier, account)?),
        (None, None) => None,
    };
    Ok(Row { dossier: name(dossier), claims, account })
}

fn given_claims(gold: Option<&Path>, arguments: &ScoreArguments) -> Result<Option<PathBuf>, Failure> {
    match (arguments.gold_claims, gold) {
        (false, _) => Ok(arguments.claims.clone()),
        (true, Some(gold)) => Ok(Some(gold.to_path_buf())),
        (true, None) => {
            Err(Failure::usage("--gold-claims: the dossier holds no gold.jsonl", "leave the option out"))
        }
    }
}

fn score_claims(dossier: &Path, lines: &str) -> Result<ClaimScore, Failure> {
    Ok(score::claims(dossier, lines)?)
}

fn score_account(dossier: &Path, account: &str) -> Result<AccountScore, Failure> {
    Ok(score::account(dossier, account)?)
}

fn score_made_account(dossier: &Path, account: &Account) -> Result<AccountScore, Failure> {
    score_account(dossier, &json::account(account))
}

fn read(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|e| Failure::unreadable(file, &e))
}

/// The folder's own name.
fn name(dossier: &Path) -> String {
    let full = dossier.canonicalize().unwrap_or_else(|_| dossier.to_path_buf());
    full.file_name().unwrap_or(full.as_os_str()).to_string_lossy().into_owned()
}
