//! Web pages, by LibreOffice, pandoc, AbiWord and Chromium. They are whole pages without menus: what of a page is its main text is
//! measured by the track `pages` of `cargo xtask measure`.

use super::program::{output, shown};
use super::{Reference, Track, sources, text_of_report};
use std::path::{Path, PathBuf};

/// The track.
pub const TRACK: Track = Track {
    name: "html",
    make,
    references: &[Reference { name: "w3m", texts: by_w3m }],
    read: text_of_report,
    left_out: "what is not the main text (menus, notices, related links, comments, captions), scripts, what is not shown, numbers \
        and bullets of lists, alternative texts of pictures. The page's title stands first, once.",
};

fn make(folder: &Path) -> anyhow::Result<()> {
    let pages = sources::by_pandoc(&folder.join("pandoc"), "html")?;
    sources::by_libreoffice(&folder.join("LibreOffice"), "html", "html:HTML (StarWriter)")?;
    sources::by_abiword(&folder.join("AbiWord"), "html")?;
    // LibreOffice writes pictures beside its pages.
    for file in std::fs::read_dir(folder.join("LibreOffice"))? {
        let file = file?.path();
        if file.extension().is_some_and(|end| end != "html") {
            std::fs::remove_file(file)?;
        }
    }
    let chromium = folder.join("Chromium");
    std::fs::create_dir_all(&chromium)?;
    for page in pages {
        let address = format!("file://{}", page.display());
        let shown =
            output("chromium", &["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", &address])?;
        std::fs::write(chromium.join(page.file_name().unwrap_or_default()), shown)?;
    }
    Ok(())
}

fn by_w3m(files: &[PathBuf], _: &Path) -> anyhow::Result<Vec<String>> {
    files.iter().map(|file| shown(file)).collect()
}
