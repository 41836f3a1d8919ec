//! What a dossier on disk must hold, from outside.

mod bags;
mod damage;
mod formats;
mod searching;
mod shared;
mod standing;
mod stopped;
