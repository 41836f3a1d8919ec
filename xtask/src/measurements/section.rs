//! Sections of docs/measurements.md that are made by a chore of their own stand between two marks; whoever makes the page anew carries
//! them over as they are.

use anyhow::Context;
use std::path::Path;

fn marks(name: &str) -> (String, String) {
    (format!("<!-- {name}: made by `cargo xtask {name}` -->"), format!("<!-- {name}: end -->"))
}

/// The section of a page, marks and all, if it has one.
pub fn find<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let (begin, end) = marks(name);
    let from = page.find(&begin)?;
    let to = from + page[from..].find(&end)? + end.len();
    Some(&page[from..to])
}

/// The page with the section put in the place of the old one, or at the end.
pub fn replace(page: &str, name: &str, body: &str) -> String {
    let (begin, end) = marks(name);
    let section = format!("{begin}\n\n{}\n\n{end}", body.trim());
    match find(page, name) {
        Some(old) => page.replacen(old, &section, 1),
        None => format!("{}\n\n{section}\n", page.trim_end()),
    }
}

/// Puts the section into a page on the disk.
///
/// # Errors
/// When the page cannot be read or written.
pub fn write(page: &Path, name: &str, body: &str) -> anyhow::Result<()> {
    let old = std::fs::read_to_string(page).with_context(|| page.display().to_string())?;
    std::fs::write(page, replace(&old, name, body)).with_context(|| page.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_put_in_once_and_found_again() {
        let page = replace("# A\n\ntext\n", "speed", "one");
        assert_eq!(
            page,
            "# A\n\ntext\n\n<!-- speed: made by `cargo xtask speed` -->\n\none\n\n<!-- speed: end -->\n"
        );
        let page = replace(&page, "speed", "two\n");
        assert!(page.contains("two") && !page.contains("one"));
        assert_eq!(replace("# B", "speed", "two"), format!("# B\n\n{}\n", find(&page, "speed").unwrap()));
    }
}
