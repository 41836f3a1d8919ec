//! The tracks of letters, mailboxes and web archives, whose files a program in Python makes, and reads by its own libraries; and the items
//! that Recount takes out of a file.

use super::program::{argument, output, run};
use super::{Reference, Track, sources};
use anyhow::Context;
use recount::intake::container::{Item, Limits, unpack};
use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// A track: its name, the word of the program for its files, and the library that reads them.
macro_rules! track {
    ($name:literal, made as $kind:literal, read by $library:literal as $work:literal, $read:expr, $left_out:literal) => {
        Track {
            name: $name,
            make: |folder| make($kind, folder),
            references: &[Reference {
                name: $library,
                texts: |files, scratch| texts_by_python($work, files, scratch),
            }],
            read: |file| taken(file, $read),
            left_out: $left_out,
        }
    };
}

/// Letters with what is attached to them, by Python, mutt, s-nail and mpack.
pub const EML: Track = track!(
    "eml",
    made as "letters",
    read by "Python's email" as "read-letters",
    of_letters,
    "fields but Subject, From, To, Cc and Date; the page beside a plain text, unless the text is a mere notice; pictures. \
        What is attached is compared by the sum of its bytes, letters among it by their text."
);

/// Mailboxes, by Python, formail, mutt, s-nail and git.
pub const MBOX: Track = track!(
    "mbox",
    made as "mailboxes",
    read by "Python's mailbox" as "read-mailboxes",
    of_letters,
    "as eml. Lines that the mailbox marked (`>From`) keep their mark, so that a letter's bytes are those of the mailbox. A line \
        `From ...` opens a letter only with a date in it; Python takes every one for a new letter, and mutt does not mark them, which is \
        all that the texts of mutt's mailboxes differ in."
);

/// Web archives, by wget and warcio: the pages in them byte for byte, each with its address.
pub const WARC: Track = track!(
    "warc",
    made as "webs",
    read by "warcio" as "read-webs",
    of_pages,
    "answers with a status other than 200 (each is listed), what belongs to pages (pictures, style, scripts: counted), \
        requests, revisits and records about the archive. Pages are compared as sent, without chunks and packing; what of a page is its \
        text is the matter of html."
);

/// Web archives with a list of pages and an index, by py-wacz, of what wget and warcio wrote.
pub const WACZ: Track = track!(
    "wacz",
    made as "packages",
    read by "warcio" as "read-packages",
    of_pages,
    "as warc; the index and the sums, which nothing here needs. Of the list of pages only titles are taken."
);

/// The program; its head says what it needs.
const PROGRAM: &str = include_str!("sources/containers.py");

/// Makes files of a kind, as the program names it, from all texts.
pub fn make(kind: &str, folder: &Path) -> anyhow::Result<()> {
    let scratch = tempfile::tempdir()?;
    let texts = scratch.path().join("texts");
    std::fs::create_dir_all(&texts)?;
    for (name, text) in sources::MARKDOWN {
        let source = scratch.path().join("source.md");
        std::fs::write(&source, text)?;
        for (to, end) in [("plain", "txt"), ("html", "html")] {
            let made = texts.join(format!("{name}.{end}"));
            run("pandoc", &["--standalone", "-t", to, "-o", argument(&made)?, argument(&source)?])?;
        }
    }
    for (name, text) in sources::PLAIN {
        std::fs::write(texts.join(format!("{name}.txt")), text)?;
    }
    let program = program(scratch.path())?;
    run(&python(), &[argument(&program)?, kind, argument(folder)?, argument(&texts)?])
}

/// The texts of files by the program's libraries: `work` as it names it.
fn texts_by_python(work: &str, files: &[PathBuf], scratch: &Path) -> anyhow::Result<Vec<String>> {
    let program = program(scratch)?;
    let out = scratch.join("texts");
    let mut arguments = vec![argument(&program)?, work, argument(&out)?];
    for file in files {
        arguments.push(argument(file)?);
    }
    output(&python(), &arguments)?;
    Ok((0..files.len())
        .map(|n| std::fs::read_to_string(out.join(format!("{n}.txt"))).unwrap_or_default())
        .collect())
}

/// The Python that has warcio and pandas, and py-wacz beside it: `RECOUNT_PYTHON` names it.
pub fn python() -> String {
    std::env::var("RECOUNT_PYTHON").unwrap_or_else(|_| "/usr/bin/python3".to_string())
}

fn program(folder: &Path) -> anyhow::Result<PathBuf> {
    let program = folder.join("containers.py");
    std::fs::write(&program, PROGRAM)?;
    Ok(program)
}

/// What Recount takes out of a file, told of each by `tell`, one after the other.
pub fn taken(file: &Path, tell: fn(&Item) -> String) -> anyhow::Result<String> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let mut source = File::open(file).with_context(|| file.display().to_string())?;
    let mut told = Vec::new();
    unpack(&name, &mut source, &Limits::default(), &mut |item| {
        told.push(tell(&item));
        ControlFlow::Continue(())
    })?;
    Ok(told.join("\n"))
}

/// A letter by its text, what is attached by its sum.
fn of_letters(item: &Item) -> String {
    if item.path.ends_with(".eml") {
        let read = recount::intake::read_bytes(&item.path, &item.bytes);
        return read.map(|report| report.value.text).unwrap_or_else(|error| error.to_string());
    }
    format!("attachment {}", recount_model::ReportId::of(&item.bytes))
}

/// A page by its address and its bytes.
fn of_pages(item: &Item) -> String {
    let address = item.origin.url.clone().unwrap_or_default();
    format!("{address}\n{}", String::from_utf8_lossy(&item.bytes))
}
