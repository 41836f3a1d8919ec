//! Plain text in encodings other than UTF-8, by iconv, which also reads it back: no file says what encoding it is in.

use super::program::{argument, output};
use super::{Reference, Track, sources, text_of_report};
use anyhow::Context;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The track.
pub const TRACK: Track = Track {
    name: "txt",
    make,
    references: &[Reference { name: "iconv, told the encoding", texts: by_iconv }],
    read: text_of_report,
    left_out: "nothing; the encoding is told by a mark at the beginning, else by what the bytes make most likely.",
};

/// Texts with the encodings they are written in.
const FILES: [(&str, &[&str]); 13] = [
    ("bridge", &["WINDOWS-1252", "UTF-16LE", "UTF-32LE"]),
    ("ferry", &["WINDOWS-1252"]),
    ("usine", &["WINDOWS-1252", "ISO-8859-15", "UTF-16BE"]),
    ("shakhta", &["WINDOWS-1251", "KOI8-R", "ISO-8859-5", "IBM866", "UTF-16LE"]),
    ("sadd", &["WINDOWS-1256", "ISO-8859-6", "UTF-16LE"]),
    ("limani", &["WINDOWS-1253", "ISO-8859-7"]),
    ("most", &["WINDOWS-1250", "ISO-8859-2"]),
    ("kouba", &["SHIFT_JIS", "EUC-JP", "ISO-2022-JP", "UTF-16BE"]),
    ("gongchang", &["GB18030", "GBK"]),
    ("gongchang-tw", &["BIG5"]),
    ("gongjang", &["EUC-KR"]),
    ("mifal", &["WINDOWS-1255"]),
    ("fabrika", &["WINDOWS-1254"]),
];

fn make(folder: &Path) -> anyhow::Result<()> {
    let folder = folder.join("iconv");
    std::fs::create_dir_all(&folder)?;
    let scratch = tempfile::tempdir()?;
    for (name, encodings) in FILES {
        let source = scratch.path().join(name);
        std::fs::write(&source, plain(name, scratch.path())?)?;
        for encoding in encodings {
            let file = folder.join(format!("{name}.{encoding}.txt"));
            // Without the few characters that the encoding lacks.
            let encoded = Command::new("iconv")
                .args(["-c", "-f", "UTF-8", "-t", encoding, argument(&source)?])
                .output()
                .context("iconv cannot be run")?;
            std::fs::write(file, encoded.stdout)?;
        }
    }
    Ok(())
}

/// A text without marks.
fn plain(name: &str, scratch: &Path) -> anyhow::Result<String> {
    if let Some((_, text)) = sources::PLAIN.iter().find(|(n, _)| *n == name) {
        return Ok(text.to_string());
    }
    let (_, text) = sources::MARKDOWN.iter().find(|(n, _)| *n == name).context("no such text")?;
    let file = scratch.join("text.md");
    std::fs::write(&file, text)?;
    output("pandoc", &["--standalone", "-t", "plain", argument(&file)?])
}

fn by_iconv(files: &[PathBuf], _: &Path) -> anyhow::Result<Vec<String>> {
    let text = |file: &PathBuf| {
        let stem = sources::stem(file);
        let encoding = stem.split_once('.').map_or("UTF-8", |(_, encoding)| encoding);
        output("iconv", &["-f", encoding, "-t", "UTF-8", argument(file)?])
    };
    files.iter().map(text).collect()
}
