//! Fetching a page for `recount add`: the one thing that uses the network, and only for an address somebody typed.

use crate::arguments::Global;
use crate::failure::Failure;
use crate::notices;
use recount::kept::Hand;
use std::path::{Path, PathBuf};

/// Fetches a page into a web archive in `folder`; the archive's path.
#[cfg(feature = "network")]
pub fn fetch(
    address: &str,
    allow_private: bool,
    folder: &Path,
    hand: &Hand<'_>,
    global: &Global,
) -> Result<PathBuf, Failure> {
    use recount::capture::{Options, capture};
    let options = Options { allow_private, ..Options::default() };
    let captured = capture(address, &options, &(hand.now)()).map_err(|error| {
        Failure::nothing_read(error.to_string(), error.hint().unwrap_or("try again later"))
    })?;
    for redirect in captured.redirects.iter().filter(|_| !global.quiet) {
        let open = if redirect.downgraded { ", over a connection that is not secured" } else { "" };
        notices::say(&format!("{} leads on to {}{open}", redirect.from, redirect.to));
    }
    if captured.status != 200 {
        notices::say(&format!("{address}: the server answered {}; the answer is kept", captured.status));
    }
    let path = folder.join(archive_name(address));
    std::fs::write(&path, &captured.warc).map_err(|error| {
        Failure::unwritable(&path.display().to_string(), error, "check the folder for temporary files")
    })?;
    Ok(path)
}

/// Says that this program was built without the network.
#[cfg(not(feature = "network"))]
pub fn fetch(address: &str, _: bool, _: &Path, _: &Hand<'_>, _: &Global) -> Result<PathBuf, Failure> {
    Err(Failure::usage(
        format!("{address}: this program was built without the network"),
        "save the page with a browser or with `wget --warc-file` and add the file",
    ))
}

/// A file name made of an address: `example.org-fire-report.warc`.
fn archive_name(address: &str) -> String {
    const LONGEST: usize = 80;
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let words = bare
        .split(|c: char| !(c.is_alphanumeric() || c == '.'))
        .filter(|word| word.contains(char::is_alphanumeric));
    let name: String = words.collect::<Vec<_>>().join("-").chars().take(LONGEST).collect();
    format!("{}.warc", name.trim_matches('.'))
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_address_gives_a_harmless_name() {
        for (address, name) in [
            ("https://example.org/fire/report.html?x=1", "example.org-fire-report.html-x-1.warc"),
            ("http://127.0.0.1:80/../..", "127.0.0.1-80.warc"),
        ] {
            assert_eq!(super::archive_name(address), name);
        }
    }
}
