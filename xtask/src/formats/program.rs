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

/// The texts of files by LibreOffice. Files of one name are told apart by their place in the list.
pub fn texts_by_libreoffice(files: &[PathBuf], scratch: &Path) -> anyhow::Result<Vec<String>> {
    let mut copies = Vec::new();
    for (n, file) in files.iter().enumerate() {
        let end = file.extension().unwrap_or_default().to_string_lossy();
        let copy = scratch.join(format!("{n}.{end}"));
        std::fs::copy(file, &copy)?;
        copies.push(copy);
    }
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
        Ok(output("pandoc", &["-f", format, "-t", "plain", "--wrap=none", file]).unwrap_or_default())
    };
    files.iter().map(text).collect()
}
