//! Files that other programs made, read by Recount and by a reference program, and how far the two texts agree: `cargo xtask formats`
//! writes docs/formats.md. Needs the programs of each track (LibreOffice, pandoc, ...); a track whose programs are missing is left as
//! it stood. The files are made from texts in `sources/`, which were invented for this.
//!
//! To add a format: a module with a [`Track`], and its line in [`TRACKS`].

mod agreement;
mod archive;
mod claims;
mod containers;
mod docx;
mod html;
mod odt;
mod pdf;
mod program;
mod rtf;
mod same_text;
mod sources;
mod text;

use anyhow::{Context, bail};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Arguments of `cargo xtask formats`.
#[derive(clap::Args)]
pub struct FormatsArguments {
    /// Where the files lie, or are made: TRACK/PROGRAM/FILE
    #[arg(default_value = "target/formats")]
    folder: PathBuf,
    /// Only this track (docx, odt, ..., or same: one text in several formats); the rows of the others stay
    #[arg(long)]
    only: Option<String>,
    /// Make the files anew though there are some
    #[arg(long)]
    again: bool,
    /// A folder of plain reports to be made into every format, to see that the claims are the same
    #[arg(long, default_value = "../shared/dossiers/ashraf-2011/reports")]
    reports: PathBuf,
    /// Print every file's agreement, and the words in which a file differs most
    #[arg(long)]
    verbose: bool,
    /// The page to write
    #[arg(long, default_value = "docs/formats.md")]
    page: PathBuf,
}

/// A format with how files of it are made and what they are compared with.
pub(crate) struct Track {
    /// Its word on the command line and its folder.
    pub name: &'static str,
    /// Makes files: each in a folder of `folder` that is named as the program.
    pub make: fn(folder: &Path) -> anyhow::Result<()>,
    /// What the files are compared with.
    pub references: &'static [Reference],
    /// The text that Recount reads in a file.
    pub read: fn(file: &Path) -> anyhow::Result<String>,
    /// What is knowingly left out, in Markdown.
    pub left_out: &'static str,
}

/// A program that reads the same files.
pub(crate) struct Reference {
    /// Its name, for the table.
    pub name: &'static str,
    /// Its texts of files, in their order; `scratch` is a folder to write into. An empty text when it cannot read a file: the file is then left aside.
    pub texts: fn(files: &[PathBuf], scratch: &Path) -> anyhow::Result<Vec<String>>,
}

/// Every track, in the order of the table.
const TRACKS: &[Track] = &[
    docx::TRACK,
    odt::TRACK,
    rtf::TRACK,
    html::TRACK,
    pdf::TRACK,
    text::TRACK,
    containers::EML,
    containers::MBOX,
    containers::WARC,
    containers::WACZ,
    archive::TRACK,
    claims::TRACK,
];

/// The text of a report, as most tracks read it.
pub(crate) fn text_of_report(file: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Ok(recount::intake::read_bytes(&name, &bytes)?.value.text)
}

/// Runs the chore.
pub fn run(arguments: &FormatsArguments) -> anyhow::Result<()> {
    let known = |name: &&String| TRACKS.iter().any(|t| t.name == name.as_str()) || *name == "same";
    if let Some(name) = arguments.only.as_ref().filter(|name| !known(name)) {
        bail!("no track {name}; there are {}", TRACKS.iter().map(|t| t.name).collect::<Vec<_>>().join(", "));
    }
    let old = std::fs::read_to_string(&arguments.page).unwrap_or_default();
    let mut rows = String::new();
    for track in TRACKS {
        let chosen = arguments.only.as_deref().is_none_or(|name| name == track.name);
        let made = if chosen { rows_of(track, arguments) } else { Ok(kept(&old, track.name)) };
        rows.push_str(&made.unwrap_or_else(|error| {
            eprintln!("{}: left as it stood: {error:#}", track.name);
            kept(&old, track.name)
        }));
    }
    let same = if arguments.only.as_ref().is_some_and(|name| name != "same") {
        Ok(kept_between(&old, SAME_TEXT, LEFT_OUT))
    } else {
        same_text::table(&arguments.reports, arguments.verbose)
    };
    let same = same.unwrap_or_else(|error| {
        eprintln!("one text in several formats: left as it stood: {error:#}");
        kept_between(&old, SAME_TEXT, LEFT_OUT)
    });
    std::fs::write(&arguments.page, page(&rows, &same))
        .with_context(|| arguments.page.display().to_string())?;
    print!("{rows}{same}");
    Ok(())
}

/// The rows that the page has of a track.
fn kept(page: &str, name: &str) -> String {
    let page = page.split(SAME_TEXT.trim_end()).next().unwrap_or_default();
    let start = format!("| {name} |");
    page.lines().filter(|line| line.starts_with(&start)).map(|line| format!("{line}\n")).collect()
}

fn rows_of(track: &Track, arguments: &FormatsArguments) -> anyhow::Result<String> {
    let folder = arguments.folder.join(track.name);
    if arguments.again && folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    if files_in(&folder)?.is_empty() {
        std::fs::create_dir_all(&folder)?;
        (track.make)(&std::path::absolute(&folder)?)?;
    }
    let files = files_in(&std::path::absolute(&folder)?)?;
    if files.is_empty() {
        bail!("no files in {}", folder.display());
    }
    let texts: Vec<anyhow::Result<String>> = files.iter().map(|file| (track.read)(file)).collect();
    for (file, text) in files.iter().zip(&texts) {
        if let Err(error) = text {
            eprintln!("{}: not read: {error:#}", file.display());
        }
    }
    let mut rows = String::new();
    for reference in track.references {
        let scratch = tempfile::tempdir()?;
        let compared = (reference.texts)(&files, scratch.path())?;
        let mut programs: Vec<String> = Vec::new();
        let mut shares = Vec::new();
        for ((file, text), reference) in files.iter().zip(&texts).zip(&compared) {
            if reference.trim().is_empty() {
                eprintln!("{}: the reference program gives no text", file.display());
                continue;
            }
            let text = text.as_deref().unwrap_or_default();
            let share = agreement::share(text, reference);
            let program = program_of(file);
            if arguments.verbose {
                println!("{share:.4} {}", file.display());
                for line in agreement::differences(text, reference).into_iter().take(12) {
                    println!("       {line}");
                }
            }
            if !programs.contains(&program) {
                programs.push(program);
            }
            shares.push(share);
        }
        let mean = shares.iter().sum::<f64>() / shares.len().max(1) as f64;
        let worst = shares.iter().copied().fold(1.0, f64::min);
        writeln!(
            rows,
            "| {} | {} | {} | {} | {mean:.4} | {worst:.4} |",
            track.name,
            shares.len(),
            programs.join(", "),
            reference.name
        )?;
    }
    Ok(rows)
}

fn program_of(file: &Path) -> String {
    let folder = file.parent().and_then(Path::file_name).unwrap_or_default();
    folder.to_string_lossy().into_owned()
}

/// The files of a track by program and name; those that end in `.reference` belong to others.
fn files_in(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for program in std::fs::read_dir(folder)? {
        let program = program?.path();
        if program.is_dir() {
            for file in std::fs::read_dir(program)? {
                files.push(file?.path());
            }
        }
    }
    files.retain(|file| file.is_file() && file.extension().is_none_or(|end| end != "reference"));
    files.sort();
    Ok(files)
}

/// The beginnings of the sections after the first table.
const SAME_TEXT: &str = include_str!("same_text.md");
const LEFT_OUT: &str = include_str!("left_out.md");

/// What the page has between two of its parts.
fn kept_between(page: &str, from: &str, to: &str) -> String {
    let part = page.split_once(from.trim_end()).and_then(|(_, rest)| rest.split_once(to.trim_end()));
    part.map(|(part, _)| format!("{}\n", part.trim())).unwrap_or_default()
}

/// The page around the rows.
fn page(rows: &str, same: &str) -> String {
    let left_out: String = TRACKS.iter().map(|t| format!("- **{}**: {}\n", t.name, t.left_out)).collect();
    let head = include_str!("head.md").trim_end();
    let (same_text, head_of_left_out) = (SAME_TEXT.trim_end(), LEFT_OUT.trim_end());
    format!("{head}\n{rows}\n{same_text}\n{same}\n{head_of_left_out}\n\n{left_out}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_tracks_that_did_not_run_are_kept() {
        let page = page(
            "| docx | 20 | a | b | 1.0000 | 1.0000 |\n| odt | 3 | a | b | 0.9 | 0.8 |\n",
            "| docx | 5 | 5 of 5 | 9 of 9 | 3 of 3 |\n",
        );
        assert_eq!(kept_between(&page, SAME_TEXT, LEFT_OUT), "| docx | 5 | 5 of 5 | 9 of 9 | 3 of 3 |\n");
        assert_eq!(kept(&page, "odt"), "| odt | 3 | a | b | 0.9 | 0.8 |\n");
        assert_eq!(kept(&page, "pdf"), "");
    }
}
