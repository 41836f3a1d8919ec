//! The words of the formats for the closed lists of the vocabulary. They are part of the formats: a change is a new format version.

/// A value of a closed list, which has one word in every format; `str::parse` leads back where a format is read.
pub trait Word: Copy + Into<&'static str> {
    /// The word, in lower case, its parts joined by hyphens unless the format says otherwise.
    fn word(self) -> &'static str {
        self.into()
    }
}
