//! Why there is no report, no dossier or no claim, and what to do about it.

use recount_model::Unread;
use std::io::ErrorKind;
use std::path::PathBuf;
use thiserror::Error;

/// An operation that gave nothing. [`Display`](std::fmt::Display) names the file and the reason, [`IntakeError::hint`] the
/// way forward.
#[derive(Debug, Error)]
pub enum IntakeError {
    /// There is no such folder.
    #[error("{}: no such folder", .folder.display())]
    FolderMissing {
        /// What was asked for.
        folder: PathBuf,
    },
    /// There is nothing where something was to be handed in.
    #[error("{}: no such file or folder", .path.display())]
    SourceMissing {
        /// What was asked for.
        path: PathBuf,
    },
    /// The path is a file or something else.
    #[error("{}: not a folder", .folder.display())]
    NotAFolder {
        /// What was asked for.
        folder: PathBuf,
    },
    /// The system refused to list the folder.
    #[error("{}: cannot be listed: {source}", .folder.display())]
    FolderUnreadable {
        /// What was asked for.
        folder: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The folder holds no file that could be a report.
    #[error("{}: holds no report", .folder.display())]
    NoReports {
        /// Where reports were looked for.
        folder: PathBuf,
    },
    /// There were files, and none could be read.
    #[error("{}: none of {} files could be read: {}", .folder.display(), .unread.len(), listed(.unread))]
    NothingRead {
        /// Where reports were looked for.
        folder: PathBuf,
        /// Every file with its reason.
        unread: Vec<Unread>,
    },
    /// One file could not be read.
    #[error("{file}: {fault}")]
    Unreadable {
        /// The file's name in the dossier.
        file: String,
        /// Why.
        fault: Fault,
    },
    /// `recount.toml` does not follow TOML.
    #[error("{file}: line {line}: {reason}")]
    BadSettings {
        /// The file's name.
        file: String,
        /// Line, counted from one.
        line: usize,
        /// What the parser said.
        reason: String,
    },
    /// A file of claims holds no claim that can be used.
    #[error("{file}: no claim could be used; line {line}: {reason}")]
    NoClaims {
        /// The file's name.
        file: String,
        /// The first line that failed, counted from one.
        line: usize,
        /// Why it failed.
        reason: String,
    },
}

impl IntakeError {
    /// What to do about it, as a sentence without a full stop.
    pub fn hint(&self) -> Option<&str> {
        match self {
            IntakeError::FolderMissing { .. } | IntakeError::SourceMissing { .. } => Some("check the path"),
            IntakeError::NotAFolder { .. } => Some("put the reports into a folder and name the folder"),
            IntakeError::FolderUnreadable { .. } => Some("check the folder's permissions"),
            IntakeError::NoReports { .. } => Some(
                "put .txt, .md, .html, .docx, .odt or .rtf files into the folder or into its subfolder reports/",
            ),
            IntakeError::NothingRead { .. } => {
                Some("mend what is named; reports are .txt, .md, .html, .docx, .odt or .rtf files in English")
            }
            IntakeError::Unreadable { fault, .. } => fault.hint(),
            IntakeError::BadSettings { .. } => Some("correct the line; text values stand in double quotes"),
            IntakeError::NoClaims { .. } => {
                Some("write one JSON object a line, as `recount claims --format jsonl` prints them")
            }
        }
    }
}

/// Why one file is no report.
#[derive(Debug, Error)]
pub enum Fault {
    /// No byte, or white space only.
    #[error("holds no text")]
    Empty,
    /// Bytes that are no text.
    #[error("is binary data{}", .looks_like.map(|what| format!(" ({what})")).unwrap_or_default())]
    Binary {
        /// What the first bytes say it is.
        looks_like: Option<&'static str>,
    },
    /// Larger than the limit.
    #[error("is larger than the limit of {} MB ({:.1} MB)", .limit_bytes / 1_000_000, *.size_bytes as f64 / 1e6)]
    TooLarge {
        /// Its size; at least this much.
        size_bytes: u64,
        /// [`SIZE_LIMIT_BYTES`](crate::SIZE_LIMIT_BYTES).
        limit_bytes: u64,
    },
    /// A format that is not read.
    #[error("is of an unsupported format (.{extension})")]
    Unsupported {
        /// The end of its name, in lower case.
        extension: String,
    },
    /// More bytes make no sense in any encoding tried than a text can have.
    #[error("cannot be decoded: {bad_bytes} of {size_bytes} bytes fit no encoding tried")]
    Undecodable {
        /// Bytes without a meaning.
        bad_bytes: usize,
        /// All bytes.
        size_bytes: usize,
    },
    /// A page from which no text could be taken.
    #[error("is HTML with no text")]
    NoTextInHtml,
    /// A page that this program wrote.
    #[error("is an account written by Recount, not a report")]
    OwnAccount,
    /// A page with more elements than are looked at.
    #[error("is HTML with more than {limit} elements")]
    TooManyElements {
        /// The limit.
        limit: usize,
    },
    /// A page with an element of more attributes than are looked at.
    #[error("is HTML with more than {limit} attributes in one element")]
    TooManyAttributes {
        /// The limit.
        limit: usize,
    },
    /// A page or document nested deeper than is looked at.
    #[error("is nested more than {limit} levels deep")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// A document whose file does not hold together.
    #[error("is damaged: {what}")]
    Damaged {
        /// The part that is, and how.
        what: String,
    },
    /// A document that opens with a password only.
    #[error("is locked with a password")]
    Locked,
    /// A protected document, of which more would have to be unpacked unseen than is looked at.
    #[error("is protected, and too large to be looked into")]
    ProtectedTooLarge,
    /// A document in the format that Word had until 2003.
    #[error("is an old Word document (.doc)")]
    OldWord,
    /// A document whose parts unpack to more than is looked at.
    #[error("unpacks to more than the limit of {} MB", .limit_bytes / 1_000_000)]
    UnpacksTooLarge {
        /// The limit.
        limit_bytes: u64,
    },
    /// A file named as a letter that does not begin as one.
    #[error("is no letter: it does not begin with fields such as From and Subject")]
    NotALetter,
    /// A container of which nothing could be taken.
    #[error("{reason}")]
    Unpackable {
        /// Why, as a phrase after its name.
        reason: String,
    },
    /// A PDF of pictures.
    #[error("is a scanned PDF: {pages} {} of pictures without text", if *.pages == 1 { "page" } else { "pages" })]
    Scanned {
        /// Its pages.
        pages: usize,
    },
    /// A PDF whose fonts do not say which letters they draw.
    #[error("is a PDF whose fonts do not say which letters they draw")]
    UnknownLetters,
    /// A PDF with more pages than are looked at.
    #[error("is a PDF of more than {limit} pages")]
    TooManyPages {
        /// The limit.
        limit: usize,
    },
    /// Written in a language whose words are not known.
    #[error("no lexicon for its language (only {} of 100 words are common English words)", (.english_share * 100.0).round())]
    NoLexicon {
        /// Share of words that are common English words, 0 to 1.
        english_share: f64,
    },
    /// The system refused.
    #[error("cannot be opened: {0}")]
    Io(#[from] std::io::Error),
    /// Not a regular file.
    #[error("is no regular file")]
    NotAFile,
}

impl Fault {
    /// What to do about it, as a phrase.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Fault::Empty => Some("fetch it again or remove it"),
            Fault::Binary { .. } | Fault::Unsupported { .. } => Some("convert it to .txt, .html or .docx"),
            Fault::TooLarge { .. } => Some("split it into its reports"),
            Fault::Undecodable { .. } => Some("save it as UTF-8"),
            Fault::OwnAccount => Some("keep accounts outside the folder of reports"),
            Fault::NoTextInHtml => Some("save the page as text; its words may be loaded by a script"),
            Fault::TooManyElements { .. } | Fault::TooManyAttributes { .. } | Fault::TooDeep { .. } => {
                Some("save the page as text")
            }
            Fault::Damaged { .. } => {
                Some("fetch it again, or open it in the program that made it and save it anew")
            }
            Fault::Locked => Some("open it with its password and save it without"),
            Fault::ProtectedTooLarge => {
                Some("open it and save it without protection, or print it to a new PDF")
            }
            Fault::OldWord => Some("open it in Word or LibreOffice and save it as .docx or .odt"),
            Fault::UnpacksTooLarge { .. } => Some("split it into its reports, or save its text alone"),
            Fault::Scanned { .. } | Fault::UnknownLetters => {
                Some("recognise its text first, for example with ocrmypdf")
            }
            Fault::TooManyPages { .. } => Some("split it into its reports"),
            Fault::NoLexicon { .. } => Some("translate it or leave it out"),
            Fault::Io(error) => Some(match error.kind() {
                ErrorKind::NotFound => "a link leads nowhere, or the file was taken away meanwhile",
                ErrorKind::PermissionDenied => "check its permissions",
                _ => "check the disk it lies on, and links that lead in a circle",
            }),
            Fault::NotALetter => Some("rename it if it is a text"),
            Fault::NotAFile | Fault::Unpackable { .. } => None,
        }
    }

    /// The entry of a dossier's list of files that were not read.
    pub fn unread(&self, file: &str) -> Unread {
        let hint = self.hint().map(|h| format!("; {h}")).unwrap_or_default();
        Unread { file: file.to_string(), reason: format!("{self}{hint}") }
    }
}

fn listed(unread: &[Unread]) -> String {
    let mut parts: Vec<String> = unread.iter().take(5).map(|u| format!("{} {}", u.file, u.reason)).collect();
    if unread.len() > parts.len() {
        parts.push(format!("and {} more", unread.len() - parts.len()));
    }
    parts.join(", ")
}
