//! One file per verb.

pub mod account;
pub mod add;
pub mod claims;
pub mod diff;
pub mod explain;
pub mod export;
mod fetch;
pub mod init;
pub mod list;
pub mod reconcile;
pub mod rule;
pub mod score;
pub mod search;
pub mod show;
pub mod verify;
mod writing;

use crate::arguments::{Color, Given, Global};
use crate::failure::Failure;
use crate::notices;
use crate::progress::Bar;
use anstream::ColorChoice;
use recount::model::Account;
use recount::publish::terminal::Style;
use recount::store::Store;
use recount::{GivenClaims, Options, kept, pipeline};
use std::path::Path;

/// Makes the account and says what was imperfect about the input.
fn make_account(
    dossier: &Path,
    method: Option<&str>,
    given: &Given,
    global: &Global,
) -> Result<Account, Failure> {
    let claims = given.claims.clone().map(|file| GivenClaims { file, keep_events: given.keep_events });
    let options = Options { claims, method: method.map(str::to_string), jobs: global.jobs };
    let bar = Bar::new(global.quiet);
    let account = pipeline::account(dossier, &options, &|step| bar.step(step))?;
    drop(bar);
    notices::print(&account.unread, &account.issues, &account.reports, global.quiet);
    Ok(account)
}

/// Says which reports a listing of a kept dossier is made without.
fn say_pending(store: &Store, global: &Global) -> Result<(), Failure> {
    let issues: Vec<_> = kept::pending(store)?.into_iter().collect();
    notices::print(&[], &issues, &[], global.quiet);
    Ok(())
}

/// Without control characters, so that a report or a table cannot steer the terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

/// How text for standard output looks.
fn style(global: &Global) -> Style {
    let color = match global.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => anstream::AutoStream::choice(&std::io::stdout()) != ColorChoice::Never,
    };
    Style { color, width: width() }
}

/// Columns of the terminal within what reads well; a fixed width where there is no terminal, so that files do not differ.
fn width() -> usize {
    let usual = Style::default().width;
    match terminal_size::terminal_size_of(std::io::stdout()) {
        Some((terminal_size::Width(columns), _)) => usize::from(columns).clamp(40, usual + 12),
        None => usual,
    }
}
