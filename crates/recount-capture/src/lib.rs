//! Pages from the network, kept as evidence: [`capture`] fetches one address and gives the whole exchange, byte for byte, as a web archive
//! (WARC 1.1, ISO 28500:2017); [`Wacz`] packs pages of a dossier so that other programs can replay them (WACZ 1.1.1).
//!
//! This is the only crate that opens a connection, and it does so only when its function is called (feature `network`). It reads no
//! clock but to keep to its limits: the time that a record bears is passed in. It writes no file.
//!
//! Why an own client of HTTP? Evidence is what came over the wire: status line, fields in their order, chunks and packing. Clients of
//! HTTP give what they made of it. What is needed of the protocol is one request and one answer on a connection of its own.

#[cfg(feature = "network")]
mod address;
#[cfg(feature = "network")]
mod answer;
#[cfg(feature = "network")]
mod capture;
mod digest;
#[cfg(feature = "network")]
mod error;
mod index;
mod wacz;
mod warc;
#[cfg(feature = "network")]
mod wire;

#[cfg(feature = "network")]
pub use capture::{Capture, Options, Redirect, capture};
#[cfg(feature = "network")]
pub use error::CaptureError;
pub use wacz::{Archive, Page, Wacz};

/// The name the program goes by, in requests and in archives.
pub const SOFTWARE: &str = concat!("recount/", env!("CARGO_PKG_VERSION"));
