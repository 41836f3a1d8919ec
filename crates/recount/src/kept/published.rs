//! A published account against the dossier it says it follows from: it is derived again as of the entry of the journal that it names, with
//! its method, and every figure and every quotation is compared.

use super::account::{program, settings_hash};
use super::past::{Past, account_at};
use super::stated::{GENERATOR, Stated};
use super::verify::{Verified, Wrong};
use crate::pipeline::{OnProgress, Options};
use crate::{Error, pipeline};
use recount_model::{Account, MadeFrom};
use recount_publish::html::{self, Texts};
use recount_publish::json;
use recount_store::Store;
use serde_json::Value;
use std::num::NonZeroUsize;
use std::path::Path;

/// A published account.
enum Published {
    Json(Value),
    Page(String),
}

/// Compares a page or a JSON file with what is derived again.
pub(super) fn compare(
    folder: &Path,
    store: &Store,
    file: &Path,
    jobs: Option<NonZeroUsize>,
    verified: &mut Verified,
    progress: OnProgress<'_>,
) -> Result<(), Error> {
    let text = std::fs::read_to_string(file)
        .map_err(|source| Error::AccountFile { file: file.to_path_buf(), source })?;
    let no_account =
        |error: serde_json::Error| Error::NoAccount { file: file.to_path_buf(), reason: error.to_string() };
    let published = match text.trim_start().starts_with('{') {
        true => Published::Json(serde_json::from_str(&text).map_err(no_account)?),
        false => Published::Page(text),
    };
    let stated = match &published {
        Published::Json(account) => Stated::in_json(account),
        Published::Page(page) => Stated::in_page(page),
    };
    let place = file.display().to_string();
    if let Some(wrong) = not_of_this_journal(store, &stated, &place)? {
        verified.wrong.push(wrong);
        return Ok(());
    }
    if let Some(given) = &stated.claims_file {
        verified.wrong.push(Wrong {
            place,
            what: format!("was made of claims given in {given}, which the dossier does not keep"),
            hint: "publish an account of the claims that the program reads".to_string(),
        });
        return Ok(());
    }
    let account = derived(folder, store, &stated, &place, jobs, verified, progress)?;
    let own = env!("CARGO_PKG_VERSION");
    if let Some(version) = stated.version.as_deref().filter(|version| *version != own) {
        verified.notes.push(format!(
            "{place}: says that Recount {} made it, which nothing here can prove; it was compared by Recount {own}",
            cut(version)
        ));
    }
    let differs = match &published {
        Published::Json(published) => {
            let mut derived: Value = serde_json::from_str(&json::account(&account)).map_err(no_account)?;
            if let (Some(version), Some(fields)) = (&stated.version, derived.as_object_mut()) {
                fields.insert("version".to_string(), version.clone().into());
            }
            verified.compared.push(format!("{} values of {place}", leaves(published)));
            first_difference(published, &derived, "")
        }
        Published::Page(page) => {
            let pages = [Texts::Excerpts, Texts::Full].map(|texts| {
                let derived = html::page(&account, texts);
                match &stated.version {
                    Some(version) => of_version(&derived, version),
                    None => derived,
                }
            });
            verified.compared.push(format!("{} lines of {place}", page.lines().count()));
            if pages.contains(page) { None } else { nearest(page, &pages) }
        }
    };
    if let Some((where_, published, derived)) = differs {
        verified.wrong.push(Wrong {
            place: format!("{place}: {where_}"),
            what: format!("says {published}, and the dossier gives {derived}"),
            hint: hint(&stated).to_string(),
        });
    }
    Ok(())
}

fn hint(stated: &Stated) -> &'static str {
    match &stated.made_from {
        Some(from) if from.program == program() => {
            "it is not what was published, or `recount.toml` was another one then; `recount diff` tells all that differs"
        }
        Some(_) => {
            "it is not what was published, or the two programs differ in this: derive it with the one that it names"
        }
        None => {
            "publish it anew from the dossier: an account that names its entry of the journal is derived as of then"
        }
    }
}

/// What is wrong when the entry that an account names is not in the journal.
fn not_of_this_journal(store: &Store, stated: &Stated, place: &str) -> Result<Option<Wrong>, Error> {
    let Some(MadeFrom { entry, hash, .. }) = &stated.made_from else { return Ok(None) };
    let mut entries = store.journal()?;
    let mut last = 0;
    let mut there = None;
    while let Some(found) = entries.next() {
        last = found?.number;
        if last == *entry {
            there = Some(entries.head().hash.clone());
        }
    }
    let says = format!("says that it was made from entry {entry} of a journal, {}", short(hash));
    let what = match there {
        Some(there) if there == *hash => return Ok(None),
        Some(there) => format!("{says}; here that entry is {}", short(&there)),
        None => format!("{says}; the journal here ends with entry {last}"),
    };
    let hint = "it is the account of another dossier, or the journal is not the one it was".to_string();
    Ok(Some(Wrong { place: place.to_string(), what, hint }))
}

/// The first letters of a hash: as many as tell it from any other.
fn short(hash: &str) -> String {
    hash.chars().take(16).collect()
}

/// The account that the dossier gives where and as the published one says it was made.
fn derived(
    folder: &Path,
    store: &Store,
    stated: &Stated,
    place: &str,
    jobs: Option<NonZeroUsize>,
    verified: &mut Verified,
    progress: OnProgress<'_>,
) -> Result<Account, Error> {
    let method = stated.method.as_ref().and_then(|method| method.split_whitespace().next());
    let options = Options { jobs, method: method.map(str::to_string), ..Options::default() };
    let named = |account: Account, notes: &mut Vec<String>| match &stated.dossier {
        Some(name)
            if *name != account.dossier
                && recount_intake::settings_of(folder, &mut Vec::new()).title.is_none() =>
        {
            // A dossier that was carried elsewhere lies in a folder of another name.
            notes.push(format!(
                "{place}: is of a dossier called {name}; this folder is called {}",
                account.dossier
            ));
            Account { dossier: name.clone(), ..account }
        }
        _ => account,
    };
    let Some(from) = &stated.made_from else {
        verified.notes.push(format!(
            "{place}: names no entry of a journal (it is of a folder of files, or of an earlier program); it was compared with the dossier \
             of now"
        ));
        let account = named(pipeline::account(folder, &options, progress)?, &mut verified.notes);
        return Ok(Account { made_from: None, ..account });
    };
    let Past { account, texts_of_now } = account_at(folder, store, from.entry, &options, progress)?;
    for file in texts_of_now {
        verified.notes.push(format!("{place}: {file}: its text of then is not kept; that of now was taken"));
    }
    if from.program != program() {
        verified.notes.push(format!(
            "{place}: was made by {}; it was derived by {}",
            from.program,
            program()
        ));
    }
    if from.settings_sha256 != settings_hash(folder) {
        verified
            .notes
            .push(format!("{place}: recount.toml is not what it was then; it was derived with that of now"));
    }
    let mut account = named(account, &mut verified.notes);
    // What is known to differ is told; all else is compared.
    account.made_from = Some(from.clone());
    Ok(account)
}

/// A page as a program of another version would name itself in it.
fn of_version(page: &str, version: &str) -> String {
    let own = format!("{GENERATOR}{}\"", env!("CARGO_PKG_VERSION"));
    page.replacen(&own, &format!("{GENERATOR}{version}\""), 1)
}

fn leaves(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(leaves).sum(),
        Value::Object(fields) => fields.values().map(leaves).sum(),
        _ => 1,
    }
}

/// The first value in which two accounts differ: its path, as published, as derived.
fn first_difference(published: &Value, derived: &Value, path: &str) -> Option<(String, String, String)> {
    let named = |items: &Value, at: usize| {
        // A list's item is told by its name where it has one.
        let name = ["id", "file", "canonical", "voice"].iter().find_map(|key| items.get(*key)?.as_str());
        name.map_or(at.to_string(), str::to_string)
    };
    match (published, derived) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            let (null, dot) = (Value::Null, if path.is_empty() { "" } else { "." });
            keys.filter_map(|key| {
                let (a, b) = (a.get(key).unwrap_or(&null), b.get(key).unwrap_or(&null));
                first_difference(a, b, &format!("{path}{dot}{key}"))
            })
            .next()
        }
        (Value::Array(a), Value::Array(b)) => {
            let pairs = a.iter().zip(b).enumerate();
            let inside = pairs
                .filter_map(|(at, (x, y))| first_difference(x, y, &format!("{path}[{}]", named(x, at))))
                .next();
            inside.or_else(|| {
                let at = a.len().min(b.len());
                let (x, y) = (a.get(at), b.get(at));
                let item = x.or(y)?;
                Some((format!("{path}[{}]", named(item, at)), shown(x), shown(y)))
            })
        }
        _ if published == derived => None,
        _ => Some((path.to_string(), shown(Some(published)), shown(Some(derived)))),
    }
}

/// A value on one line, of a long one only the beginning.
fn shown(value: Option<&Value>) -> String {
    value.map_or("nothing".to_string(), |value| cut(&value.to_string()))
}

fn cut(words: &str) -> String {
    const SHOWN: usize = 120;
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_string(),
    }
}

/// The first line in which a page differs from the one of the two that it is nearest to.
fn nearest(text: &str, pages: &[String; 2]) -> Option<(String, String, String)> {
    let differs = |page: &String| {
        let mut lines = page.lines();
        let at = text.lines().position(|line| lines.next() != Some(line)).unwrap_or(text.lines().count());
        (at, page.clone())
    };
    let (at, page) = pages.iter().map(differs).max_by_key(|(at, _)| *at)?;
    let line = |of: &str| of.lines().nth(at).map_or("nothing".to_string(), |line| cut(line.trim()));
    if line(text) == line(&page) {
        let how =
            |page: &str| format!("{} bytes with {} carriage returns", page.len(), page.matches('\r').count());
        return Some(("the ends of its lines".to_string(), how(text), how(&page)));
    }
    Some((format!("line {}", at + 1), line(text), line(&page)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_is_told_with_its_path() {
        let account = |low: u64, words: &str| {
            let text = format!(
                r#"{{"events":[{{"id":"e","questions":[{{"id":"q","low":{low}}}]}}],"claims":[{{"id":"c","text":"{words}"}}]}}"#
            );
            serde_json::from_str::<Value>(&text).unwrap()
        };
        let told =
            |a: &Value, b: &Value| first_difference(a, b, "").map(|(path, x, y)| format!("{path}: {x}, {y}"));
        assert_eq!(told(&account(3, "six"), &account(3, "six")), None);
        assert_eq!(
            told(&account(3, "six"), &account(4, "six")).as_deref(),
            Some("events[e].questions[q].low: 3, 4")
        );
        assert_eq!(
            told(&account(3, "six"), &account(3, "ten")).as_deref(),
            Some("claims[c].text: \"six\", \"ten\"")
        );
        let fewer: Value =
            serde_json::from_str(r#"{"events":[],"claims":[{"id":"c","text":"six"}]}"#).unwrap();
        assert!(told(&account(3, "six"), &fewer).unwrap().starts_with("events[e]: {"));
    }
}
