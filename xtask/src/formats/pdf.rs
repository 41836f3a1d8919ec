//! PDF, by Chromium, LibreOffice, groff, Ghostscript, cairo, pdfTeX and qpdf, some of it in two columns, beside pdftotext, and beside the
//! text the files were made of. The last is the better judge of order: pdftotext reads the cells of some tables by columns, and puts notes where they stand.

use super::program::{argument, libreoffice, output, run};
use super::{Reference, Track, sources, text_of_report};
use std::path::{Path, PathBuf};

/// The track.
pub const TRACK: Track = Track {
    name: "pdf",
    make,
    references: &[
        Reference { name: "pdftotext (-raw for two columns)", texts: by_pdftotext },
        Reference { name: "pdftotext -raw", texts: by_pdftotext_raw },
        Reference { name: "the text it was made of, by pandoc", texts: by_source },
    ],
    read: text_of_report,
    left_out: "pictures and what is drawn as lines, notes fixed to pages (annotations), fields of forms, attached files. Notes at the foot of a \
        page follow the paragraph that runs on to the next page; running heads and page numbers are kept as boilerplate; hyphens at line \
        ends are undone where the document shows that it cuts words. Marks of notes are left out where they are raised. Letters of which a file \
        says something wrong stay wrong: Ghostscript's do so for Arabic ligatures of what LibreOffice wrote.",
};

fn make(folder: &Path) -> anyhow::Result<()> {
    let scratch = tempfile::tempdir()?;
    let [chromium, office, groff, ghostscript, cairo, qpdf, tex] =
        ["Chromium", "LibreOffice", "groff", "Ghostscript", "cairo", "qpdf", "pdfTeX"]
            .map(|name| folder.join(name));
    for folder in [&chromium, &office, &groff, &ghostscript, &cairo, &qpdf, &tex] {
        std::fs::create_dir_all(folder)?;
    }
    for page in sources::by_pandoc(&scratch.path().join("pages"), "html")? {
        let pdf = named(&chromium, &page);
        print(&page, &pdf)?;
        let text = std::fs::read_to_string(&page)?;
        let columns = page.with_file_name(format!("{}{COLUMNS}.html", sources::stem(&page)));
        let style =
            "<style>body{column-count:2;text-align:justify;hyphens:auto;max-width:none}</style></head>";
        std::fs::write(&columns, text.replacen("</head>", style, 1))?;
        print(&columns, &named(&chromium, &columns))?;
        let encrypt = ["--encrypt", "", "owner", "256", "--", argument(&pdf)?];
        let pack = ["--object-streams=generate", "--linearize", argument(&pdf)?];
        let locked = named(&qpdf, &page);
        let kind: &[&str] =
            if page.file_stem().is_some_and(|name| name.len() % 2 == 0) { &encrypt } else { &pack };
        run("qpdf", &[kind, &[argument(&locked)?]].concat())?;
        run("pdftocairo", &["-pdf", argument(&pdf)?, argument(&named(&cairo, &page))?])?;
    }
    let documents = sources::by_pandoc(&scratch.path().join("documents"), "odt")?;
    libreoffice(&documents, "pdf", &office)?;
    for document in &documents {
        let (from, to) = (named(&office, document), named(&ghostscript, document));
        run("gs", &["-q", "-sDEVICE=pdfwrite", "-o", argument(&to)?, argument(&from)?])?;
    }
    // The fonts of groff and TeX that are at hand everywhere have Latin letters only.
    let is_latin = |source: &Path| {
        ["bridge", "ferry", "usine"].iter().any(|name| source.file_stem() == Some(name.as_ref()))
    };
    for source in
        sources::by_pandoc(&scratch.path().join("tex"), "md")?.iter().filter(|source| is_latin(source))
    {
        // The fonts that pandoc asks for by itself are not everywhere.
        let to = named(&tex, source);
        run("pandoc", &["-V", "fontfamily=times", "-o", argument(&to)?, argument(source)?])?;
    }
    for source in sources::by_pandoc(&scratch.path().join("roff"), "ms")? {
        if is_latin(&source) {
            let set = format!(
                "groff -k -t -Tpdf -ms '{}' > '{}'",
                source.display(),
                named(&groff, &source).display()
            );
            run("sh", &["-c", &set])?;
        }
    }
    Ok(())
}

/// What the names of files in two columns end with.
const COLUMNS: &str = "-columns";

/// Prints a page by Chromium.
fn print(page: &Path, pdf: &Path) -> anyhow::Result<()> {
    let print = format!("--print-to-pdf={}", pdf.display());
    let address = format!("file://{}", page.display());
    let options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", &print, &address];
    output("chromium", &options).map(drop)
}

fn named(folder: &Path, source: &Path) -> PathBuf {
    folder.join(source.file_name().unwrap_or_default()).with_extension("pdf")
}

/// It reads across the columns of short pages, unless told to keep the order of drawing.
fn by_pdftotext(files: &[PathBuf], _: &Path) -> anyhow::Result<Vec<String>> {
    let text = |file: &PathBuf| {
        let order: &[&str] = if sources::stem(file).ends_with(COLUMNS) { &["-raw"] } else { &[] };
        output("pdftotext", &[order, &[argument(file)?, "-"]].concat())
    };
    files.iter().map(text).collect()
}

fn by_pdftotext_raw(files: &[PathBuf], _: &Path) -> anyhow::Result<Vec<String>> {
    files.iter().map(|file| output("pdftotext", &["-raw", argument(file)?, "-"])).collect()
}

fn by_source(files: &[PathBuf], scratch: &Path) -> anyhow::Result<Vec<String>> {
    let text = |file: &PathBuf| {
        let stem = sources::stem(file);
        let name = stem.trim_end_matches(COLUMNS);
        let Some((_, text)) = sources::MARKDOWN.iter().find(|(known, _)| *known == name) else {
            return Ok(String::new());
        };
        let source = scratch.join(format!("{name}.md"));
        std::fs::write(&source, text)?;
        output("pandoc", &["-t", "plain", "--wrap=none", argument(&source)?])
    };
    files.iter().map(text).collect()
}
