//! What a dossier on disk must hold, from outside.

mod damage;
mod shared;
mod standing;
mod stopped;
