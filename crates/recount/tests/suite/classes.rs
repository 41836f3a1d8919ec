//! The classes a `recount.toml` may give a source are those the method `hierarchy` ranks.

use crate::shared::workspace;
use recount::intake::read_settings;

#[test]
fn settings_take_the_classes_of_the_method_and_no_other() {
    let method = workspace().join("crates/recount-reconcile/methods/hierarchy.toml");
    let method: toml::Table = std::fs::read_to_string(method).unwrap().parse().unwrap();
    let order = method["order"].as_array().unwrap().iter().map(|class| class.as_str().unwrap());
    let issues = |class: &str| {
        let text = format!("[[source]]\nvoice = \"V\"\nclass = \"{class}\"\n");
        read_settings(&text, "recount.toml").unwrap().issues.len()
    };
    for class in order {
        assert_eq!(issues(class), 0, "{class}");
    }
    assert_eq!(issues("best"), 1);
}
