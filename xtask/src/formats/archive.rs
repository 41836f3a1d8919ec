//! Archives of files, by Info-ZIP, 7-Zip, bsdtar, GNU tar, Python and gzip: the reports in them byte for byte, each with its name.

use super::program::{argument, output, run};
use super::{Reference, Track, containers};
use std::path::{Path, PathBuf};

/// The track.
pub const TRACK: Track = Track {
    name: "archive",
    make: |folder| containers::make("archives", folder),
    references: &[Reference { name: "unzip, GNU tar, gzip", texts: by_unpacking }],
    read,
    left_out: "what is no report (pictures and the like: each is listed), what systems leave in archives (`.DS_Store`, `__MACOSX`). \
        Members are compared in the order of their names.",
};

fn read(file: &Path) -> anyhow::Result<String> {
    let told = containers::taken(file, |item| {
        let name = item.path.split_once('/').map_or("", |(_, name)| name);
        format!("{name}\n{}\u{0}", String::from_utf8_lossy(&item.bytes))
    })?;
    let mut members: Vec<&str> =
        told.split("\u{0}\n").map(|member| member.trim_end_matches('\u{0}')).collect();
    members.sort();
    Ok(members.join("\n"))
}

fn by_unpacking(files: &[PathBuf], scratch: &Path) -> anyhow::Result<Vec<String>> {
    let mut texts = Vec::new();
    for (n, file) in files.iter().enumerate() {
        let folder = scratch.join(n.to_string());
        std::fs::create_dir_all(&folder)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (into, from) = (argument(&folder)?, argument(file)?);
        if name.ends_with(".zip") {
            run("unzip", &["-q", from, "-d", into])?;
        } else if name.contains(".t") && !name.ends_with(".txt.gz") {
            run("tar", &["-x", "-f", from, "-C", into])?;
        } else {
            let text = output("gzip", &["-dc", from])?;
            std::fs::write(folder.join(name.trim_end_matches(".gz")), text)?;
        }
        let mut members = Vec::new();
        gather(&folder, "", &mut members)?;
        members.sort();
        texts.push(members.join("\n"));
    }
    Ok(texts)
}

/// Names and contents of reports below a folder.
fn gather(folder: &Path, prefix: &str, members: &mut Vec<String>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            gather(&path, &format!("{name}/"), members)?;
        } else if [".txt", ".html"].iter().any(|end| name.ends_with(end)) {
            members.push(format!("{name}\n{}", String::from_utf8_lossy(&std::fs::read(&path)?)));
        }
    }
    Ok(())
}
