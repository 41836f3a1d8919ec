//! The example dossiers from end to end: what the program prints today is what is kept beside them. After a change that is
//! meant, `RECOUNT_BLESS=1 cargo test -p recount-cli golden` writes the kept files anew; the difference belongs into the commit.

use crate::run::{recount, workspace};
use std::fs;

/// Compares the output of `account DOSSIER` in two forms with the files in the dossier's `account/`.
fn check(dossier: &str) {
    let folder = workspace().join("examples").join(dossier);
    for (format, file) in [("text", "account.txt"), ("json", "account.json")] {
        let output =
            recount(&workspace(), &["account", folder.to_str().unwrap(), "--format", format, "--quiet"]);
        assert_eq!(output.code, 0, "{dossier}: {}", output.stderr);
        let kept = folder.join("account").join(file);
        if std::env::var_os("RECOUNT_BLESS").is_some() {
            fs::create_dir_all(kept.parent().unwrap()).unwrap();
            fs::write(&kept, &output.stdout).unwrap();
        }
        let expected =
            fs::read(&kept).unwrap_or_else(|e| panic!("{}: {e}; run with RECOUNT_BLESS=1", kept.display()));
        let same = expected == output.stdout;
        let line =
            first_difference(&String::from_utf8_lossy(&expected), &String::from_utf8_lossy(&output.stdout));
        assert!(same, "{} differs: {line}; if that is meant, run with RECOUNT_BLESS=1", kept.display());
    }
}

fn first_difference(kept: &str, now: &str) -> String {
    let pairs = kept.lines().zip(now.lines()).enumerate();
    let differs = pairs.into_iter().find(|(_, (a, b))| a != b);
    differs
        .map_or("one is longer".to_string(), |(n, (a, b))| format!("line {}: kept '{a}', now '{b}'", n + 1))
}

#[test]
fn the_invented_dossier_gives_the_account_kept_beside_it() {
    check("harbour-fire");
}

#[test]
fn the_retold_dossier_gives_the_account_kept_beside_it() {
    check("kunduz-2015");
}
