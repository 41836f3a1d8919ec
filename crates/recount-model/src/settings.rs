//! What the user may say of a dossier (`recount.toml`).

/// Spellings that are one entity because the user says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AliasGroup {
    /// The name to print.
    pub canonical: String,
    /// The other spellings.
    pub spellings: Vec<String>,
    /// Names that must not be joined to this one.
    pub not: Vec<String>,
    /// The number of the ruling that says so; `None` when `recount.toml` does.
    pub ruling: Option<u64>,
}

/// The class of a source, for the method `hierarchy`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceClass {
    /// The voice, by any spelling.
    pub voice: String,
    /// The class of the method file: `examined`, `named`, `party`, `group`, `unsourced`.
    pub class: String,
}

/// An option of the options table with the words that name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionWords {
    /// The name of the row.
    pub name: String,
    /// Phrases that mean it.
    pub words: Vec<String>,
}

/// Settings of a dossier; [`Default`] when there is no `recount.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The dossier's title.
    pub title: Option<String>,
    /// The method whose figures lead; `None` for `hierarchy`.
    pub method: Option<String>,
    /// Spellings joined or kept apart by the user.
    pub aliases: Vec<AliasGroup>,
    /// Source classes set by the user.
    pub source_classes: Vec<SourceClass>,
    /// Further options.
    pub options: Vec<OptionWords>,
}
