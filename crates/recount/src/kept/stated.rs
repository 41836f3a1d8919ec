//! What a published account, as JSON or as page, says of itself: the method that leads, and the state of a dossier it was made from.

use recount_model::MadeFrom;
use serde_json::Value;

/// An account's own words on how it came about, as far as it says so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Stated {
    /// The dossier's name: its folder's, unless the settings give a title.
    pub dossier: Option<String>,
    /// Name and version of the method.
    pub method: Option<String>,
    /// The version of the program, as JSON and page have it beside what it was made from.
    pub version: Option<String>,
    /// The state it was made from; an account of a folder of files has none, nor has one of a program that did not say it yet.
    pub made_from: Option<MadeFrom>,
    /// The file its claims were given in.
    pub claims_file: Option<String>,
}

impl Stated {
    /// Of an account as JSON.
    pub fn in_json(account: &Value) -> Self {
        let text = |of: &Value, name: &str| Some(of.get(name)?.as_str()?.to_string());
        let made_from = account.get("made_from").and_then(|from| {
            Some(MadeFrom {
                entry: from.get("entry")?.as_u64()?,
                hash: text(from, "hash")?,
                settings_sha256: text(from, "settings_sha256"),
                program: text(from, "program")?,
            })
        });
        Stated {
            dossier: text(account, "dossier"),
            method: text(account, "method"),
            version: text(account, "version"),
            made_from,
            claims_file: text(account, "claims_file"),
        }
    }

    /// Of a page: its foot, where a reader sees it; the method of a page without that stands in the line over its title.
    pub fn in_page(page: &str) -> Self {
        let foot = page.rfind("id=\"made-from\"").map_or("", |at| &page[at..]);
        let of = |class: &str| between(foot, &format!(" class=\"{class}\">"), "</");
        let made_from = || {
            let (entry, hash, program) = (of("entry")?.parse().ok()?, of("hash")?, of("program")?);
            Some(MadeFrom { entry, hash, settings_sha256: of("settings"), program })
        };
        let line = between(page, "<p class=\"meta\">Account ", "</p>");
        let over_title = || line.as_deref()?.rsplit_once(" method ").map(|(_, method)| method.to_string());
        Stated {
            dossier: between(page, "<title>", " · account</title>"),
            method: of("method").or_else(over_title),
            version: between(page, GENERATOR, "\""),
            made_from: made_from(),
            claims_file: of("given"),
        }
    }
}

/// What stands before the program's version on a page.
pub(super) const GENERATOR: &str = "name=\"generator\" content=\"Recount ";

/// The words between two others, with the escapes of the page's templates undone.
fn between(text: &str, before: &str, after: &str) -> Option<String> {
    let from = text.find(before)? + before.len();
    let words = &text[from..from + text[from..].find(after)?];
    let escapes = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    Some(escapes.iter().fold(words.to_string(), |words, (escape, letter)| words.replace(escape, letter)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use recount_model::{Account, Settings};
    use recount_publish::html::{self, Texts};
    use recount_publish::json;

    fn account(made_from: Option<MadeFrom>) -> Account {
        let input = recount_reconcile::Input {
            dossier: String::new(),
            reports: vec![],
            unread: vec![],
            readings: vec![],
            settings: Settings::default(),
            given_events: None,
            issues: vec![],
            decided: Default::default(),
        };
        Account {
            dossier: "Fire & \"smoke\"".into(),
            method: "conservative 2".into(),
            made_from,
            claims_file: Some("mine <1>.jsonl".into()),
            ..recount_reconcile::reconcile(input).unwrap()
        }
    }

    #[test]
    fn json_and_page_say_the_same_of_themselves() {
        let from = MadeFrom {
            entry: 12,
            hash: "5e".repeat(32),
            settings_sha256: Some("ab".repeat(32)),
            program: "recount 0.1.0 (reader 'x' & <y>)".into(),
        };
        for made_from in [None, Some(from.clone()), Some(MadeFrom { settings_sha256: None, ..from })] {
            let account = account(made_from.clone());
            let in_json = Stated::in_json(&serde_json::from_str(&json::account(&account)).unwrap());
            assert_eq!(in_json.made_from, made_from);
            assert_eq!(in_json.method.as_deref(), Some("conservative 2"));
            let in_page = Stated::in_page(&html::page(&account, Texts::Full));
            let expected = Stated {
                claims_file: in_json.claims_file.clone().filter(|_| made_from.is_some()),
                ..in_json
            };
            assert_eq!(in_page, expected);
        }
        assert_eq!(Stated::in_page("<p>anything</p>"), Stated::default());
        assert_eq!(Stated::in_json(&Value::Null), Stated::default());
    }
}
