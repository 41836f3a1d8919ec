//! The texts that files are made of, and making documents of them by several programs.

use super::program::{argument, libreoffice, run};
use std::path::{Path, PathBuf};

/// Texts in Markdown as pandoc has it, by name.
pub const MARKDOWN: [(&str, &str); 8] = [
    ("bridge", include_str!("sources/bridge.md")),
    ("ferry", include_str!("sources/ferry.md")),
    ("usine", include_str!("sources/usine.md")),
    ("shakhta", include_str!("sources/shakhta.md")),
    ("sadd", include_str!("sources/sadd.md")),
    ("limani", include_str!("sources/limani.md")),
    ("most", include_str!("sources/most.md")),
    ("kouba", include_str!("sources/kouba.md")),
];

/// Plain texts in scripts with encodings of their own, by name.
pub const PLAIN: [(&str, &str); 5] = [
    ("gongchang", include_str!("sources/gongchang.txt")),
    ("gongchang-tw", include_str!("sources/gongchang-tw.txt")),
    ("gongjang", include_str!("sources/gongjang.txt")),
    ("mifal", include_str!("sources/mifal.txt")),
    ("fabrika", include_str!("sources/fabrika.txt")),
];

/// A text with tracked changes, a comment, a text box, notes, a header and a footer, as one XML file of OpenDocument.
const CHANGES: &str = include_str!("sources/changes.fodt");

/// Programs in Python that write documents of Word and OpenDocument.
const BY_PYTHON: &str = include_str!("sources/documents.py");

/// Converts every Markdown text by pandoc into `folder`; the end of the names tells it the format.
pub fn by_pandoc(folder: &Path, end: &str) -> anyhow::Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder)?;
    let scratch = tempfile::tempdir()?;
    let mut files = Vec::new();
    for (name, text) in MARKDOWN {
        let source = scratch.path().join(format!("{name}.md"));
        std::fs::write(&source, text)?;
        let file = folder.join(format!("{name}.{end}"));
        run("pandoc", &["--standalone", "-o", argument(&file)?, argument(&source)?])?;
        files.push(file);
    }
    Ok(files)
}

/// Documents by LibreOffice: the texts by way of OpenDocument and of a web page, and the text with tracked changes.
pub fn by_libreoffice(folder: &Path, end: &str, to: &str) -> anyhow::Result<()> {
    let scratch = tempfile::tempdir()?;
    let mut files = Vec::new();
    // Made of one format by the format that it is not.
    let way = if end == "odt" { "docx" } else { "odt" };
    for file in by_pandoc(scratch.path(), way)? {
        let renamed = file.with_file_name(format!("{}-{way}.{way}", stem(&file)));
        std::fs::rename(&file, &renamed)?;
        files.push(renamed);
    }
    let pages = tempfile::tempdir()?;
    for file in by_pandoc(pages.path(), "html")?.into_iter().take(4) {
        let renamed = file.with_file_name(format!("{}-page.html", stem(&file)));
        std::fs::rename(&file, &renamed)?;
        files.push(renamed);
    }
    let changes = scratch.path().join("changes.fodt");
    std::fs::write(&changes, CHANGES)?;
    let writer = files.iter().position(|f| f.extension().is_some_and(|e| e == "html")).unwrap_or(files.len());
    let pages = files.split_off(writer);
    files.push(changes);
    libreoffice(&files, to, folder)?;
    // A page would become a page again, by the program for pages.
    let scratch = tempfile::tempdir()?;
    libreoffice(&pages, "odt:writer8", scratch.path())?;
    let texts: Vec<PathBuf> = pages
        .iter()
        .map(|f| scratch.path().join(format!("{}.odt", stem(f))))
        .filter(|f| f.exists())
        .collect();
    libreoffice(&texts, to, folder)
}

/// Documents by libraries of Python into the folders of their names: `docx` and `odt`.
pub fn by_python(end: &str, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    let scratch = tempfile::tempdir()?;
    let program = scratch.path().join("documents.py");
    std::fs::write(&program, BY_PYTHON)?;
    run("/usr/bin/python3", &[argument(&program)?, argument(scratch.path())?])?;
    for file in std::fs::read_dir(scratch.path())? {
        let file = file?.path();
        if file.extension().is_some_and(|e| e == end) {
            std::fs::copy(&file, folder.join(file.file_name().unwrap_or_default()))?;
        }
    }
    Ok(())
}

/// Documents by AbiWord, of the texts by way of OpenDocument.
pub fn by_abiword(folder: &Path, end: &str) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    let scratch = tempfile::tempdir()?;
    let way = if end == "odt" { "rtf" } else { "odt" };
    for file in by_pandoc(scratch.path(), way)?.into_iter().take(6) {
        let made = folder.join(format!("{}.{end}", stem(&file)));
        run("abiword", &["--to", end, "--to-name", argument(&made)?, argument(&file)?])?;
    }
    Ok(())
}

/// A file's name without its end.
pub fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
