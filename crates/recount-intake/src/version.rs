//! Names the program that derives texts, so that a text can be told to be another program's.

/// The program that derives texts, as a journal names it: the crate, its version, and a hash of the sources, words and locked
/// libraries that decide a text (`recount-intake 0.1.0+3f2a…`). Built outside of its workspace, where no lock file names the
/// libraries, it ends in `-unlocked`.
pub const INTAKE: &str = concat!("recount-intake ", env!("RECOUNT_INTAKE"));

#[cfg(test)]
#[allow(dead_code)]
#[path = "../build.rs"]
mod build;

#[cfg(test)]
mod tests {
    use super::{INTAKE, build};
    use std::fs;
    use std::path::{Path, PathBuf};
    use tempfile::TempDir;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"recount-intake\"\nversion = \"0.1.0\"\ndependencies = [\n \
        \"rayon\",\n \"zip\",\n \"memchr 2.0.0\",\n]\n\n[[package]]\nname = \"zip\"\nversion = \"9.8.1\"\nsource = \"registry\"\n\
        checksum = \"aa\"\ndependencies = [\n \"flate2\",\n]\n\n[[package]]\nname = \"flate2\"\nversion = \"1.1.0\"\nchecksum = \"bb\"\n\n\
        [[package]]\nname = \"memchr\"\nversion = \"2.0.0\"\nchecksum = \"cc\"\n\n[[package]]\nname = \"memchr\"\nversion = \
        \"3.0.0\"\nchecksum = \"dd\"\n\n[[package]]\nname = \"rayon\"\nversion = \"1.0.0\"\nchecksum = \"ee\"\n";

    /// A crate with one source, one word and a table of claims, in a folder of its own.
    fn workspace() -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("crates/recount-intake");
        for (file, text) in [
            ("src/html.rs", "fn read() {}\n"),
            ("src/table/open.rs", "fn open() {}\n"),
            ("lexicon/en/boilerplate.toml", "words = []\n"),
            ("../recount-lexicon/src/fold.rs", "fn fold() {}\n"),
        ] {
            let path = home.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        (folder, home)
    }

    fn named(home: &Path) -> String {
        build::name(home, Some(LOCK))
    }

    #[test]
    fn the_name_says_more_than_a_release() {
        assert_ne!(INTAKE, concat!("recount-intake ", env!("CARGO_PKG_VERSION")));
        assert!(INTAKE.len() < 64, "{INTAKE}");
    }

    #[test]
    fn it_is_the_same_wherever_the_sources_lie_and_however_their_lines_end() {
        let ((_one, a), (_other, b)) = (workspace(), workspace());
        assert_eq!(named(&a), named(&b));
        fs::write(b.join("src/html.rs"), "fn read() {}\r\n").unwrap();
        assert_eq!(named(&a), named(&b));
    }

    #[test]
    fn whatever_decides_a_text_changes_it_and_nothing_else_does() {
        let (_folder, home) = workspace();
        let before = named(&home);
        for (file, text, changes) in [
            ("src/html.rs", "fn read() { other() }\n", true),
            ("src/new.rs", "", true),
            ("lexicon/en/boilerplate.toml", "words = [\"menu\"]\n", true),
            ("../recount-lexicon/src/fold.rs", "fn fold() { other() }\n", true),
            ("src/table/open.rs", "fn open() { other() }\n", false),
            ("src/.html.rs.swp", "fn", false),
            ("src/tests.rs", "fn test() {}\n", false),
            ("../../README.md", "words", false),
        ] {
            let (_folder, home) = workspace();
            fs::write(home.join(file), text).unwrap();
            assert_eq!(named(&home) != before, changes, "{file}");
        }
        for (old, new, changes) in [
            ("9.8.1", "9.8.2", true),
            ("\"bb\"", "\"bc\"", true),
            ("2.0.0", "2.0.1", true),
            ("3.0.0", "3.0.1", false),
            ("1.0.0", "1.0.1", false),
        ] {
            let other = build::name(&home, Some(&LOCK.replace(old, new)));
            assert_eq!(other != before, changes, "{old} to {new}");
        }
    }

    #[test]
    fn without_a_lock_file_it_says_so() {
        let (_folder, home) = workspace();
        assert!(build::name(&home, None).ends_with("-unlocked"));
    }

    #[test]
    fn the_libraries_that_read_formats_are_found_in_the_lock_file_of_the_workspace() {
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
        let Ok(lock) = fs::read_to_string(lock) else { return };
        let locked = build::locked(&lock);
        let has = |name: &str| locked.iter().any(|library| library.starts_with(&format!("{name} ")));
        for name in
            ["hayro-syntax", "hayro-cmap", "html5ever", "chardetng", "zip", "quick-xml", "mail-parser"]
        {
            assert!(has(name), "{name}");
        }
        assert!(!has("parquet") && !has("proptest"));
    }
}
