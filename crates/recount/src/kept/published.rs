//! A published account against the dossier it says it follows from: every figure and every quotation is derived again.

use super::verify::{Verified, Wrong};
use crate::pipeline::{OnProgress, Options};
use crate::{Error, pipeline};
use recount_publish::html::{self, Texts};
use recount_publish::json;
use serde_json::Value;
use std::num::NonZeroUsize;
use std::path::Path;

/// Compares a page or a JSON file with what is derived now.
pub(super) fn compare(
    folder: &Path,
    file: &Path,
    jobs: Option<NonZeroUsize>,
    verified: &mut Verified,
    progress: OnProgress<'_>,
) -> Result<(), Error> {
    let text = std::fs::read_to_string(file)
        .map_err(|source| Error::AccountFile { file: file.to_path_buf(), source })?;
    let method = leading_method(&text);
    let options = Options { jobs, method, ..Options::default() };
    let account = pipeline::account(folder, &options, progress)?;
    let place = file.display().to_string();
    let hint = "compare them with `recount diff`, or verify against the dossier as it was when the account was published";
    let differs = if text.trim_start().starts_with('{') {
        let no_account = |error: serde_json::Error| Error::NoAccount {
            file: file.to_path_buf(),
            reason: error.to_string(),
        };
        let published: Value = serde_json::from_str(&text).map_err(no_account)?;
        let derived: Value = serde_json::from_str(&json::account(&account)).map_err(no_account)?;
        verified.compared.push(format!("{} values of {place}", leaves(&published)));
        first_difference(&published, &derived, "")
    } else {
        let pages = [Texts::Excerpts, Texts::Full].map(|texts| html::page(&account, texts));
        verified.compared.push(format!("{} lines of {place}", text.lines().count()));
        if pages.contains(&text) { None } else { nearest(&text, &pages) }
    };
    if let Some((where_, published, derived)) = differs {
        verified.wrong.push(Wrong {
            place: format!("{place}: {where_}"),
            what: format!("says {published}, and the dossier gives {derived}"),
            hint: hint.to_string(),
        });
    }
    Ok(())
}

/// The method that a published account leads with, if it is not the one the dossier has anyway.
fn leading_method(text: &str) -> Option<String> {
    let value: Value = serde_json::from_str(text).ok()?;
    let method = value.get("method")?.as_str()?.split_whitespace().next()?.to_string();
    Some(method)
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
