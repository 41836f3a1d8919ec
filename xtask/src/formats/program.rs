//! Running other programs.

use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs a program and gives what it printed.
pub fn output(program: &str, arguments: &[&str]) -> anyhow::Result<String> {
    let result =
        Command::new(program).args(arguments).output().with_context(|| format!("{program} cannot be run"))?;
    if !result.status.success() {
        let said = String::from_utf8_lossy(&result.stderr);
        bail!("{program} {}: {}", arguments.join(" "), said.lines().last().unwrap_or("failed"));
    }
    Ok(String::from_utf8_lossy(&result.stdout).into_owned())
}

/// Runs a program in a folder.
pub fn run(program: &str, arguments: &[&str]) -> anyhow::Result<()> {
    output(program, arguments).map(drop)
}

/// A path as an argument.
pub fn argument(path: &Path) -> anyhow::Result<&str> {
    path.to_str().with_context(|| format!("{} is no UTF-8", path.display()))
}

/// Converts files by LibreOffice into a folder, in one run: `to` as `--convert-to` wants it (`docx`, `txt:Text (encoded):UTF8`).
pub fn libreoffice(files: &[PathBuf], to: &str, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    let profile = tempfile::tempdir()?;
    let profile = format!("-env:UserInstallation=file://{}", profile.path().display());
    let mut arguments =
        vec![profile.as_str(), "--headless", "--convert-to", to, "--outdir", argument(folder)?];
    for file in files {
        arguments.push(argument(file)?);
    }
    run("soffice", &arguments)
}

/// Copies named by the place in the list, so that files of one name are told apart.
fn numbered_copies(files: &[PathBuf], scratch: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let copy = |(n, file): (usize, &PathBuf)| {
        let end = file.extension().unwrap_or_default().to_string_lossy();
        let copy = scratch.join(format!("{n}.{end}"));
        std::fs::copy(file, &copy)?;
        Ok(copy)
    };
    files.iter().enumerate().map(copy).collect()
}

/// The texts of files by LibreOffice.
pub fn texts_by_libreoffice(files: &[PathBuf], scratch: &Path) -> anyhow::Result<Vec<String>> {
    let copies = numbered_copies(files, scratch)?;
    let out = scratch.join("texts");
    libreoffice(&copies, "txt:Text (encoded):UTF8", &out)?;
    Ok((0..files.len())
        .map(|n| std::fs::read_to_string(out.join(format!("{n}.txt"))).unwrap_or_default())
        .collect())
}

/// The texts of files by pandoc, which is told the format.
pub fn texts_by_pandoc(files: &[PathBuf], format: &str) -> anyhow::Result<Vec<String>> {
    let text = |file: &PathBuf| {
        let file = argument(file)?;
        Ok(output("pandoc", &["-f", format, "-t", "plain", "--standalone", "--wrap=none", file])
            .unwrap_or_default())
    };
    files.iter().map(text).collect()
}

/// The texts of files by LibreOffice's web pages, which have notes and text boxes, unlike its plain texts; w3m shows the pages. Marks of
/// notes, deleted text, headers and footers are taken out of the pages before.
pub fn texts_by_libreoffice_pages(files: &[PathBuf], scratch: &Path) -> anyhow::Result<Vec<String>> {
    let copies = numbered_copies(files, scratch)?;
    let out = scratch.join("pages");
    libreoffice(&copies, "html:HTML (StarWriter):UTF8", &out)?;
    let text = |n: usize| -> anyhow::Result<String> {
        let file = out.join(format!("{n}.html"));
        let Ok(page) = std::fs::read(&file) else { return Ok(String::new()) };
        let mut page = String::from_utf8_lossy(&page).into_owned();
        for (begin, end) in [
            ("<a class=\"sdfootnote", "</a>"),
            ("<a class=\"sdendnote", "</a>"),
            ("<del ", "</del>"),
            ("<div title=\"header\"", "</div>"),
            ("<div title=\"footer\"", "</div>"),
        ] {
            page = without(&page, begin, end);
        }
        std::fs::write(&file, page)?;
        shown(&file)
    };
    (0..files.len()).map(text).collect()
}

/// A web page as w3m shows it, on lines wide enough that nothing is wrapped.
pub fn shown(page: &Path) -> anyhow::Result<String> {
    output(
        "w3m",
        &["-dump", "-cols", "2000", "-I", "UTF-8", "-O", "UTF-8", "-T", "text/html", argument(page)?],
    )
}

/// A page without what stands from each `begin` to the next `end`, in any case of letters.
fn without(page: &str, begin: &str, end: &str) -> String {
    let (mut out, mut rest) = (String::new(), page);
    let find = |text: &str, mark: &str| text.to_ascii_lowercase().find(&mark.to_ascii_lowercase());
    while let Some(at) = find(rest, begin) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = find(rest, end).map_or("", |to| &rest[to + end.len()..]);
    }
    out + rest
}

/// The texts of files by AbiWord.
pub fn texts_by_abiword(files: &[PathBuf], scratch: &Path) -> anyhow::Result<Vec<String>> {
    let text = |(n, file): (usize, &PathBuf)| {
        let text = scratch.join(format!("{n}.abiword.txt"));
        // It breaks off at some files.
        let _ = run("abiword", &["--to", "txt", "--to-name", argument(&text)?, argument(file)?]);
        Ok(std::fs::read_to_string(text).unwrap_or_default())
    };
    files.iter().enumerate().map(text).collect()
}
