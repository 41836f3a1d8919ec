//! Why an address was not captured, and what to do about it.

use std::io;
use thiserror::Error;

/// A capture that gave nothing. `Display` names the address or the host and the reason, [`CaptureError::hint`] the way forward.
#[derive(Debug, Error)]
pub enum CaptureError {
    /// No address that can be fetched.
    #[error("'{address}' is no address that can be fetched: {reason}")]
    BadAddress {
        /// As given, or as a server gave it.
        address: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The host's name is not known.
    #[error("{host} was not found: {source}")]
    NotFound {
        /// The host.
        host: String,
        /// What the system said.
        source: io::Error,
    },
    /// The host stands in a private network.
    #[error("{host} is {ip}, an address of this machine or of a private network")]
    Private {
        /// The host.
        host: String,
        /// Its address.
        ip: std::net::IpAddr,
    },
    /// Nobody answers there.
    #[error("{host} cannot be reached: {source}")]
    Unreachable {
        /// Host and port.
        host: String,
        /// What the system said.
        source: io::Error,
    },
    /// The host cannot prove that it is who it says, or no common way of encryption was found.
    #[error("the connection to {host} is not secure: {reason}")]
    Insecure {
        /// The host.
        host: String,
        /// What the system's TLS said.
        reason: String,
    },
    /// The connection broke before the answer began, or what came does not follow HTTP.
    #[error("{host} gave no answer that can be understood: {reason}")]
    NoAnswer {
        /// The host.
        host: String,
        /// Why.
        reason: String,
    },
    /// It took too long.
    #[error("{address} was not there after {seconds} seconds")]
    TooSlow {
        /// The address.
        address: String,
        /// The limit.
        seconds: u64,
    },
    /// The answer is larger than the limit.
    #[error("{address} is larger than the limit of {} MB", .limit_bytes / 1_000_000)]
    TooLarge {
        /// The address.
        address: String,
        /// The limit.
        limit_bytes: u64,
    },
    /// One address leads to the next and so on.
    #[error("{address} led on to more than {limit} addresses, one after the other")]
    TooManyRedirects {
        /// The first address.
        address: String,
        /// The limit.
        limit: usize,
    },
}

impl CaptureError {
    /// What to do about it, as a phrase.
    pub fn hint(&self) -> Option<&str> {
        Some(match self {
            CaptureError::BadAddress { .. } => "give an address that begins with https:// or http://",
            CaptureError::NotFound { .. } => "check the address and the connection to the network",
            CaptureError::Private { .. } => "allow private addresses if this one is meant",
            CaptureError::Unreachable { .. }
            | CaptureError::NoAnswer { .. }
            | CaptureError::TooSlow { .. } => {
                "try again later, or save the page with a browser and add the file"
            }
            CaptureError::Insecure { .. } => {
                "look at the certificate in a browser; a page whose sender is not sure is not captured"
            }
            CaptureError::TooLarge { .. } => "save it with a browser and add the part that matters",
            CaptureError::TooManyRedirects { .. } => "give the address at which the page is shown",
        })
    }
}
