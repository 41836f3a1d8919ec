//! Why a lexicon file cannot be used.

/// A lexicon file that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// The file is no TOML, or not of the form its header describes.
    #[error("{file}: {source}")]
    Form {
        /// The lexicon file.
        file: String,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
}

impl LexiconError {
    /// A file whose TOML does not parse.
    pub fn form(file: &str, source: toml::de::Error) -> Self {
        LexiconError::Form { file: file.to_string(), source: Box::new(source) }
    }
}
