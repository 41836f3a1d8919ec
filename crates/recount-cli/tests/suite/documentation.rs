//! What the documentation shows works: every `recount` command in it runs, every verb and option is described.

use crate::run::{example, recount, workspace};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn pages() -> Vec<PathBuf> {
    let mut pages = vec![workspace().join("README.md")];
    let docs = std::fs::read_dir(workspace().join("docs")).unwrap();
    pages.extend(docs.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "md")));
    pages.sort();
    pages
}

/// Lines of the ```sh blocks of a page.
fn commands(page: &str) -> Vec<&str> {
    let mut inside = false;
    let mut out = Vec::new();
    for line in page.lines() {
        match line {
            "```sh" => inside = true,
            line if line.starts_with("```") => inside = false,
            line if inside && line.starts_with("recount ") => out.push(line),
            _ => {}
        }
    }
    out
}

/// A folder in which the commands make sense: `my-reports` is a dossier with gold, `mine.jsonl` its claims.
fn stage() -> TempDir {
    let folder = TempDir::new().unwrap();
    copy(&example(), &folder.path().join("my-reports"));
    copy(&workspace().join("examples"), &folder.path().join("examples"));
    std::fs::copy(example().join("gold.jsonl"), folder.path().join("mine.jsonl")).unwrap();
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn every_documented_command_runs() {
    let folder = stage();
    let mut seen = 0;
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        for command in commands(&text) {
            let command = command.split(" #").next().unwrap_or(command);
            let (command, output) =
                command.split_once(" > ").map_or((command, None), |(c, o)| (c, Some(o.trim())));
            let arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
            let ran = recount(folder.path(), &arguments);
            assert_eq!(ran.code, 0, "{}: {command}: {}", page.display(), ran.stderr);
            if let Some(output) = output {
                std::fs::write(folder.path().join(output), &ran.stdout).unwrap();
            }
            seen += 1;
        }
    }
    assert!(seen >= 10, "only {seen} commands were found");
}

#[test]
fn every_verb_and_option_is_documented() {
    let page = std::fs::read_to_string(workspace().join("docs/command-line.md")).unwrap();
    let help = recount(&workspace(), &["--help"]).text();
    let verbs: Vec<&str> = help
        .lines()
        .skip_while(|l| *l != "Commands:")
        .skip(1)
        .take_while(|l| !l.is_empty())
        .filter_map(|l| l.split_whitespace().next())
        .filter(|v| *v != "help")
        .collect();
    assert!(verbs.len() >= 5, "{verbs:?}");
    for verb in verbs {
        assert!(
            page.contains(&format!("\n## `recount {verb}")),
            "docs/command-line.md has no section on {verb}"
        );
        let help = recount(&workspace(), &[verb, "--help"]).text();
        let options = help.split_whitespace().filter(|w| w.starts_with("--") && w.len() > 2);
        for option in options.map(|o| o.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '-')) {
            assert!(page.contains(option), "docs/command-line.md does not mention {option} of {verb}");
        }
    }
}
