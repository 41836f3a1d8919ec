//! What tracks of containers share: the program in Python that makes their files and reads them by its own libraries, and the items that
//! Recount takes out of a file.

use super::program::{argument, output, run};
use super::sources;
use anyhow::Context;
use recount::intake::container::{Item, Limits, unpack};
use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

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
pub fn texts_by_python(work: &str, files: &[PathBuf], scratch: &Path) -> anyhow::Result<Vec<String>> {
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

/// The Python that has warcio, which Debian does not package: `RECOUNT_PYTHON` names it.
fn python() -> String {
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
pub fn of_letters(item: &Item) -> String {
    if item.path.ends_with(".eml") {
        let read = recount::intake::read_bytes(&item.path, &item.bytes);
        return read.map(|report| report.value.text).unwrap_or_else(|error| error.to_string());
    }
    format!("attachment {}", recount_model::ReportId::of(&item.bytes))
}
