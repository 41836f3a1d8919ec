//! `recount.toml`: what the user settles for a dossier. Every key is optional:
//!
//! ```toml
//! title = "Fire at the mill of Harl"   # the account's title
//! method = "hierarchy"                 # the method whose figures lead
//!
//! [[alias]]                            # spellings of one entity
//! canonical = "Harl Fire Office"
//! spellings = ["HFO", "the fire office"]
//! not = ["Harl Police Office"]         # names that must not be joined to it
//!
//! [[source]]                           # the class of a source, for the method `hierarchy`
//! voice = "Harl Fire Office"
//! class = "examined"                   # examined, named, party, group or unsourced
//!
//! [[option]]                           # a row of the options table
//! name = "rebuild the mill"
//! words = ["rebuilding", "a new mill"]
//! ```

mod clashes;

use crate::IntakeError;
use recount_model::{AliasGroup, Checked, Issue, OptionWords, Settings, Severity, SourceClass};
use toml::{Table, Value};

/// The file's name in a dossier.
pub const SETTINGS_FILE: &str = "recount.toml";

const CLASSES: [&str; 5] = ["examined", "named", "party", "group", "unsourced"];

/// Reads settings. Keys that are not known, and values of the wrong kind, become issues and are passed over.
///
/// # Errors
/// [`IntakeError::BadSettings`] with the line when the text is no TOML.
pub fn read_settings(text: &str, file: &str) -> Result<Checked<Settings>, IntakeError> {
    let text = text.trim_start_matches('\u{feff}');
    let table: Table = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = text.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
        IntakeError::BadSettings { file: file.to_string(), line, reason: error.message().to_string() }
    })?;
    let mut read = SettingsFile { file, issues: Vec::new() };
    read.known_keys(&table, "the file", &["title", "method", "alias", "source", "option"]);
    let settings = Settings {
        title: read.text(&table, "title", "the file"),
        method: read.text(&table, "method", "the file"),
        aliases: read.entries(&table, "alias", &["canonical", "spellings", "not"], |read, entry, place| {
            Some(AliasGroup {
                canonical: read.required(entry, "canonical", place)?,
                spellings: read.texts(entry, "spellings", place),
                not: read.texts(entry, "not", place),
                ruling: None,
            })
        }),
        source_classes: read.entries(&table, "source", &["voice", "class"], |read, entry, place| {
            let (voice, class) =
                (read.required(entry, "voice", place)?, read.required(entry, "class", place)?);
            if !CLASSES.contains(&class.as_str()) {
                read.issue(
                    format!("{place}: '{class}' is no class"),
                    format!("write one of {}", CLASSES.join(", ")),
                );
                return None;
            }
            Some(SourceClass { voice, class })
        }),
        options: read.entries(&table, "option", &["name", "words"], |read, entry, place| {
            Some(OptionWords {
                name: read.required(entry, "name", place)?,
                words: read.texts(entry, "words", place),
            })
        }),
    };
    clashes::clashes(&settings).into_iter().for_each(|(reason, hint)| read.issue(reason, hint));
    Ok(Checked { value: settings, issues: read.issues })
}

/// Settings as far as they can be read: a file that is no TOML gives the defaults and an issue.
pub(crate) fn settings_or_default(text: &str) -> Checked<Settings> {
    read_settings(text, SETTINGS_FILE).unwrap_or_else(|error| {
        let issue = Issue {
            severity: Severity::Error,
            code: "recount-toml",
            file: Some(SETTINGS_FILE.to_string()),
            span: None,
            message: format!("{error}; the defaults apply"),
            hint: error.hint().map(str::to_string),
        };
        Checked { value: Settings::default(), issues: vec![issue] }
    })
}

struct SettingsFile<'f> {
    file: &'f str,
    issues: Vec<Issue>,
}

impl SettingsFile<'_> {
    fn issue(&mut self, reason: String, hint: String) {
        self.issues.push(Issue {
            severity: Severity::Warning,
            code: "recount-toml",
            file: Some(self.file.to_string()),
            span: None,
            message: format!("{}: {reason}", self.file),
            hint: Some(hint),
        });
    }

    fn known_keys(&mut self, table: &Table, place: &str, known: &[&str]) {
        for key in table.keys().filter(|key| !known.contains(&key.as_str())) {
            self.issue(
                format!("{place}: the key '{key}' is not known and was passed over"),
                format!("known keys are {}", known.join(", ")),
            );
        }
    }

    fn text(&mut self, table: &Table, key: &str, place: &str) -> Option<String> {
        match table.get(key)? {
            Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_string()),
            Value::String(_) => {
                self.issue(
                    format!("{place}: '{key}' is empty and was passed over"),
                    format!("write {key} = \"...\""),
                );
                None
            }
            _ => {
                self.issue(
                    format!("{place}: '{key}' is no text and was passed over"),
                    format!("write {key} = \"...\""),
                );
                None
            }
        }
    }

    fn required(&mut self, table: &Table, key: &str, place: &str) -> Option<String> {
        let issues_before = self.issues.len();
        let value = self.text(table, key, place);
        if value.is_none() && self.issues.len() == issues_before {
            self.issue(
                format!("{place}: '{key}' is missing and the entry was passed over"),
                format!("write {key} = \"...\""),
            );
        }
        value
    }

    fn texts(&mut self, table: &Table, key: &str, place: &str) -> Vec<String> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let texts: Option<Vec<String>> = match value {
            Value::Array(items) => {
                items.iter().map(|item| item.as_str().map(|s| s.trim().to_string())).collect()
            }
            _ => None,
        };
        texts.unwrap_or_else(|| {
            self.issue(
                format!("{place}: '{key}' is no list of texts and was passed over"),
                format!("write {key} = [\"...\", \"...\"]"),
            );
            Vec::new()
        })
    }

    fn entries<T>(
        &mut self,
        table: &Table,
        key: &str,
        known: &[&str],
        make: impl Fn(&mut Self, &Table, &str) -> Option<T>,
    ) -> Vec<T> {
        let entries = match table.get(key) {
            None => return Vec::new(),
            Some(Value::Array(entries)) => entries.as_slice(),
            Some(_) => &[],
        };
        if entries.is_empty() {
            self.issue(
                format!("'{key}' is no list of entries and was passed over"),
                format!("write [[{key}]] above each entry"),
            );
        }
        let mut made = Vec::new();
        for (n, entry) in entries.iter().enumerate() {
            let place = format!("{key} {}", n + 1);
            let Value::Table(entry) = entry else {
                self.issue(
                    format!("{place} is no entry and was passed over"),
                    format!("write [[{key}]] above it"),
                );
                continue;
            };
            self.known_keys(entry, &place, known);
            made.extend(make(self, entry, &place));
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, issues: &[&str]) -> Settings {
        let got = read_settings(text, SETTINGS_FILE).unwrap();
        let messages: Vec<&str> = got.issues.iter().map(|i| i.message.as_str()).collect();
        assert_eq!(messages, issues);
        got.value
    }

    #[test]
    fn the_documented_schema_is_read() {
        let documented: String = include_str!("settings.rs")
            .lines()
            .skip_while(|l| *l != "//! ```toml")
            .skip(1)
            .take_while(|l| *l != "//! ```")
            .map(|l| l.trim_start_matches("//!").trim_start().to_string() + "\n")
            .collect();
        let settings = check(&documented, &[]);
        assert_eq!(settings.title.as_deref(), Some("Fire at the mill of Harl"));
        assert_eq!(settings.method.as_deref(), Some("hierarchy"));
        assert_eq!(settings.aliases[0].spellings, ["HFO", "the fire office"]);
        assert_eq!(settings.aliases[0].not, ["Harl Police Office"]);
        assert_eq!(settings.source_classes[0].class, "examined");
        assert_eq!(settings.options[0].words, ["rebuilding", "a new mill"]);
    }

    #[test]
    fn what_does_not_fit_is_named_and_passed_over() {
        let settings = check(
            "colour = 1\ntitle = 3\n[[alias]]\nspellings = \"x\"\n[[source]]\nvoice = \"V\"\nclass = \"best\"\n[[option]]\nname = \"o\"\nword = []\n",
            &[
                "recount.toml: the file: the key 'colour' is not known and was passed over",
                "recount.toml: the file: 'title' is no text and was passed over",
                "recount.toml: alias 1: 'canonical' is missing and the entry was passed over",
                "recount.toml: source 1: 'best' is no class",
                "recount.toml: option 1: the key 'word' is not known and was passed over",
            ],
        );
        assert_eq!(settings.options.len(), 1);
        assert!(settings.aliases.is_empty() && settings.source_classes.is_empty());
    }

    #[test]
    fn a_parse_error_names_its_line() {
        let error = read_settings("title = \"a\"\nmethod = \n", SETTINGS_FILE).unwrap_err();
        assert!(error.to_string().starts_with("recount.toml: line 2: "), "{error}");
        let checked = settings_or_default("title = ");
        assert_eq!((checked.value, checked.issues.len()), (Settings::default(), 1));
    }
}
