//! What ends the program early, as a person reads it: the file, the reason, what to do, and the exit code.

use recount::publish::table::TableWriteError;
use recount::score::ScoreError;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Why a verb was not done.
#[derive(Debug)]
pub enum Failure {
    /// Whoever read our output has enough of it: not an error.
    BrokenPipe,
    /// Asked for in a way that cannot be done, or a result that could not be written.
    Usage(Message),
    /// Nothing could be read.
    NothingRead(Message),
    /// Done, and what was looked for was found: something is wrong. It was said already.
    Found,
}

/// One sentence and a hint.
#[derive(Debug)]
pub struct Message {
    text: String,
    hint: Option<String>,
}

impl Failure {
    /// Bad usage, with a way forward.
    pub fn usage(text: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure::Usage(Message { text: text.into(), hint: Some(hint.into()) })
    }

    /// A file that was named and could not be read.
    pub fn unreadable(file: &Path, error: &io::Error) -> Failure {
        let text = format!("{}: cannot be read: {error}", file.display());
        Failure::NothingRead(Message { text, hint: Some("check the path".to_string()) })
    }

    /// A place that could not be written to, with a way forward.
    pub fn unwritable(file: &str, error: io::Error, hint: &str) -> Failure {
        if error.kind() == ErrorKind::BrokenPipe {
            return Failure::BrokenPipe;
        }
        Failure::usage(format!("{file}: cannot be written: {error}"), hint)
    }

    /// With the hint to name a dossier, when none was named and the current directory is no dossier.
    pub fn unless_named(self, dossier: &Path) -> Failure {
        match self {
            Failure::NothingRead(message) if dossier == Path::new(".") => Failure::NothingRead(Message {
                hint: Some("name the folder of reports with --dossier DIR; without it the current directory is taken".to_string()),
                ..message
            }),
            other => other,
        }
    }

    /// Nothing that could be read, with a way forward.
    pub fn nothing_read(text: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure::NothingRead(Message { text: text.into(), hint: Some(hint.into()) })
    }

    /// 0 to 3 as `--help` says.
    pub fn exit_code(&self) -> u8 {
        match self {
            Failure::BrokenPipe => 0,
            Failure::Found => 1,
            Failure::Usage(_) => 2,
            Failure::NothingRead(_) => 3,
        }
    }

    /// Says it on standard error.
    pub fn print(&self) {
        if let Failure::Usage(message) | Failure::NothingRead(message) = self {
            crate::notices::say(&format!("\u{1b}[1;31merror:\u{1b}[0m {message}"));
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        match &self.hint {
            Some(hint) => write!(f, "\n  {hint}"),
            None => Ok(()),
        }
    }
}

impl From<recount::Error> for Failure {
    fn from(error: recount::Error) -> Failure {
        let message = Message { text: error.to_string(), hint: error.hint() };
        if error.is_nothing_read() { Failure::NothingRead(message) } else { Failure::Usage(message) }
    }
}

impl From<TableWriteError> for Failure {
    fn from(error: TableWriteError) -> Failure {
        Failure::usage(error.to_string(), error.hint())
    }
}

impl From<ScoreError> for Failure {
    fn from(error: ScoreError) -> Failure {
        Failure::usage(error.to_string(), error.hint())
    }
}
