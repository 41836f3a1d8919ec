//! A dossier as it was after an entry of its journal. A text that was lost since and derived anew is the only one there is: it stands
//! in for the one of then, and is named.

use super::reading_rows;
use crate::pipeline::{OnProgress, Options};
use crate::{Error, pipeline};
use recount_intake::SETTINGS_FILE;
use recount_model::Account;
use recount_store::{Batch, Store};
use std::path::Path;

/// An account of then, and what of it is of now.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// The account.
    pub account: Account,
    /// The files of reports whose text of then is kept nowhere, so that the one of now was taken.
    pub texts_of_now: Vec<String>,
}

/// The account of entry `number`: that of now where it is the last entry, and stays it while the account is made.
pub(super) fn account_at(
    folder: &Path,
    store: &Store,
    number: u64,
    options: &Options,
    progress: OnProgress<'_>,
) -> Result<Past, Error> {
    if store.head()?.number == number {
        let account = pipeline::account(folder, options, progress)?;
        // Somebody may have written in between.
        if account.made_from.as_ref().is_some_and(|from| from.entry == number) {
            return Ok(Past { account, texts_of_now: Vec::new() });
        }
    }
    account_as_of(folder, number, options, progress)
}

/// The account as it would have been made after entry `number` of the journal, by the program and with the settings of now.
///
/// # Errors
/// When there is no such entry, or nothing stood then that could be read.
pub fn account_as_of(
    folder: &Path,
    number: u64,
    options: &Options,
    progress: OnProgress<'_>,
) -> Result<Past, Error> {
    let store = Store::open(folder)?;
    let past = tempfile::tempdir().map_err(|source| Error::Temporary { source })?;
    // An account bears the folder's name.
    let named = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let dossier = past.path().join(named.file_name().unwrap_or(std::ffi::OsStr::new("dossier")));
    let mut then = store.as_of(number, &dossier)?;
    let head = then.head()?;
    let texts_of_now = then.take_texts_of(&store)?;
    let from = folder.join(SETTINGS_FILE);
    if from.is_file() {
        std::fs::copy(&from, dossier.join(SETTINGS_FILE)).map_err(|source| Error::Temporary { source })?;
    }
    let settings = recount_intake::settings_of(folder, &mut Vec::new());
    let reader = reading_rows::reader(&settings);
    let mut readings = Vec::new();
    for id in then.reports_not_read_by(&reader)? {
        readings.extend(store.readings(&reader, &[id])?);
    }
    then.commit(Batch { readings, ..Batch::default() })?;
    // Of originals only tables of claims are read again.
    for table in then.tables_of_claims()? {
        let to = then.layout().original(table.id);
        std::fs::write(to, store.original_bytes(table.id)?).map_err(|source| Error::Temporary { source })?;
    }
    drop(then);
    let mut account = pipeline::account(&dossier, options, progress)?;
    if let Some(made_from) = &mut account.made_from {
        (made_from.entry, made_from.hash) = (head.number, head.hash);
    }
    Ok(Past { account, texts_of_now })
}
