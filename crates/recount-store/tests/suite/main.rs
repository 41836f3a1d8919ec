//! What a dossier on disk must hold, from outside.

mod shared;
mod standing;
