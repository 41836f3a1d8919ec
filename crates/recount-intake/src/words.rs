//! The words that mark boilerplate, bylines and captions, loaded once from `lexicon/en/boilerplate.toml`. No rule lives
//! here: only whether a block equals or matches what the file lists.

use regex::RegexSet;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The loaded file.
pub(crate) struct Words {
    /// Longest block that a pattern is tried on, in characters.
    pub short_chars: usize,
    pub comments: BTreeSet<String>,
    pub ends: BTreeSet<String>,
    pub asides: BTreeSet<String>,
    pub furniture: BTreeSet<String>,
    pub author_markers: BTreeSet<String>,
    pub sections: BTreeSet<String>,
    pub boilerplate: RegexSet,
    pub caption: RegexSet,
    pub byline: RegexSet,
    pub nobody: BTreeSet<String>,
    pub before_author: BTreeSet<String>,
    pub ranks: BTreeSet<String>,
    pub openers: BTreeSet<String>,
    pub particles: BTreeSet<String>,
    pub roles: BTreeSet<String>,
    pub callings: BTreeSet<String>,
    pub note_verbs: BTreeSet<String>,
}

#[derive(Deserialize)]
struct File {
    short_chars: usize,
    whole: Whole,
    pattern: Pattern,
    names: Names,
}

#[derive(Deserialize)]
struct Whole {
    comments: BTreeSet<String>,
    ends: BTreeSet<String>,
    asides: BTreeSet<String>,
    furniture: BTreeSet<String>,
    author_markers: BTreeSet<String>,
    sections: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Pattern {
    boilerplate: Vec<String>,
    caption: Vec<String>,
    byline: Vec<String>,
}

#[derive(Deserialize)]
struct Names {
    nobody: BTreeSet<String>,
    before_author: BTreeSet<String>,
    ranks: BTreeSet<String>,
    openers: BTreeSet<String>,
    particles: BTreeSet<String>,
    roles: BTreeSet<String>,
    callings: BTreeSet<String>,
    note_verbs: BTreeSet<String>,
}

/// The English words.
pub(crate) static EN: LazyLock<Words> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../lexicon/en/boilerplate.toml"))
        .expect("the embedded lexicon is valid");
    let set = |patterns: &[String]| {
        let whole = patterns.iter().map(|p| format!("^(?:{p})$"));
        RegexSet::new(whole).expect("the embedded patterns are valid")
    };
    Words {
        short_chars: file.short_chars,
        comments: file.whole.comments,
        ends: file.whole.ends,
        asides: file.whole.asides,
        furniture: file.whole.furniture,
        author_markers: file.whole.author_markers,
        sections: file.whole.sections,
        boilerplate: set(&file.pattern.boilerplate),
        caption: set(&file.pattern.caption),
        byline: set(&file.pattern.byline),
        nobody: file.names.nobody,
        before_author: file.names.before_author,
        ranks: file.names.ranks,
        openers: file.names.openers,
        particles: file.names.particles,
        roles: file.names.roles,
        callings: file.names.callings,
        note_verbs: file.names.note_verbs,
    }
});

/// A block as patterns see it: lower case, straight quotes, single spaces.
pub(crate) fn folded(block: &str) -> String {
    let straight =
        block.to_lowercase().replace(['\u{2018}', '\u{2019}'], "'").replace(['\u{201c}', '\u{201d}'], "\"");
    straight.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A folded block without punctuation at either end, as whole phrases are compared.
pub(crate) fn bare(folded: &str) -> &str {
    folded.trim_matches(|c: char| !c.is_alphanumeric())
}

/// White space folded to single spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
