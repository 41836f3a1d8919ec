//! Manifests: a line a file, its SHA-256, two spaces, its path with `/` and with `%`, CR and LF percent-encoded (RFC 8493, 2.1.3).

use crate::journal::record::{hash_of_hex, hex};
use std::collections::BTreeMap;

/// Paths below the bag's folder with their SHA-256.
pub(super) type Manifest = BTreeMap<String, [u8; 32]>;

/// The manifest's text, by path.
pub(super) fn to_text(manifest: &Manifest) -> String {
    let encoded = |path: &str| path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    manifest.iter().map(|(path, hash)| format!("{}  {}\n", hex(hash), encoded(path))).collect()
}

/// The manifest of a text.
///
/// # Errors
///
/// The line, counted from one, and what is wrong with it: a path that leads out of the bag is refused.
pub(super) fn from_text(text: &str) -> Result<Manifest, (usize, String)> {
    let mut manifest = Manifest::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty()) {
        let wrong = |what: &str| (number, what.to_string());
        let (hash, path) = line.split_once([' ', '\t']).ok_or_else(|| wrong("is no line of a manifest"))?;
        let hash = hash_of_hex(&hash.to_ascii_lowercase()).ok_or_else(|| wrong("has no SHA-256"))?;
        let path = path.trim_start_matches([' ', '\t', '*']);
        let path = path
            .replace("%0D", "\r")
            .replace("%0d", "\r")
            .replace("%0A", "\n")
            .replace("%0a", "\n")
            .replace("%25", "%");
        if !is_inside(&path) {
            return Err(wrong("names a path outside of the bag"));
        }
        if manifest.insert(path, hash).is_some() {
            return Err(wrong("names a file for the second time"));
        }
    }
    Ok(manifest)
}

/// Whether a path stays below the folder it counts from, on every system.
pub(super) fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', '\0'])
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
        && !path.split('/').any(|part| part.len() == 2 && part.ends_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manifests_lead_back_and_paths_stay_inside() {
        let manifest: Manifest =
            [("data/a b".to_string(), [1; 32]), ("data/100%\n".to_string(), [2; 32])].into();
        assert_eq!(from_text(&to_text(&manifest)), Ok(manifest));
        for bad in ["../a", "/etc/passwd", "data/../../a", "a//b", "C:/a", "a\\b", ""] {
            assert!(!is_inside(bad), "{bad}");
        }
        assert_eq!(from_text("12  data/a\n"), Err((1, "has no SHA-256".into())));
    }
}
