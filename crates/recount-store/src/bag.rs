//! A dossier carried elsewhere as a BagIt bag, version 1.0 (RFC 8493, <https://doi.org/10.17487/RFC8493>): a folder in which every file
//! stands in a manifest with its SHA-256, so that anybody can prove with tools of their own that nothing was altered or lost.
//!
//! The payload is what the dossier keeps: `data/originals/SHA256`, `data/journal.jsonl`, torn rests of the journal if there are any,
//! `data/dossier.sqlite` as one compact file, and whatever files the caller hands over (`recount.toml`, `reports.csv`, `pages.wacz`).

mod export;
mod manifest;
mod open;

pub use export::{BagFile, BagInfo, Exported, export};
pub use open::{Opened, open};

/// Told how many files of how many are done; from any thread.
pub type OnFiles<'f> = dyn Fn(u64, u64) + Sync + 'f;

const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const MANIFEST: &str = "manifest-sha256.txt";
const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
