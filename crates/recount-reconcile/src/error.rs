//! Why reconciling cannot begin.

/// Reconciling fails only over methods; imperfect claims are data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReconcileError {
    /// No method has the wanted name.
    #[error("there is no method '{name}'; known methods: {}", known.join(", "))]
    UnknownMethod {
        /// The wanted name.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// A method file is not of its form.
    #[error("{file}: {reason}")]
    Method {
        /// The file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
}
