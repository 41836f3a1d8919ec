//! An address fetched, and the addresses it leads on to, each exchange kept as two records: what was asked, what came.

use crate::CaptureError;
use crate::address::parsed;
use crate::warc::{Record, about_archive};
use crate::wire::{Bounds, Exchange, exchange};
use std::time::{Duration, Instant};
use url::Url;

/// How an address is fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Longest time in all.
    pub timeout: Duration,
    /// Largest answer.
    pub size_limit_bytes: u64,
    /// How many times a server may lead on to another address.
    pub redirects: usize,
    /// How the program names itself to servers.
    pub user_agent: String,
    /// Whether hosts of this machine and of private networks are asked.
    pub allow_private: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            timeout: Duration::from_secs(60),
            size_limit_bytes: 20_000_000,
            redirects: 10,
            user_agent: crate::SOFTWARE.to_string(),
            allow_private: false,
        }
    }
}

/// A server that led on to another address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The address asked for.
    pub from: String,
    /// The address it named.
    pub to: String,
    /// Its status: 301, 302, 303, 307 or 308.
    pub status: u16,
    /// Whether it led from a secured connection to an open one, on which anybody between could have changed the page.
    pub downgraded: bool,
}

/// What was captured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// A web archive (WARC 1.1, not packed): one record about it, then for each address what was asked and what came, byte for byte.
    pub warc: Vec<u8>,
    /// The address at which the page was found.
    pub final_url: String,
    /// The status of the last answer: 200 when the page is there. Another is no error: that a page is gone may be what is to be kept.
    pub status: u16,
    /// How it came there.
    pub redirects: Vec<Redirect>,
    /// Whether the connection ended before the last answer did; the record says so.
    pub cut_off: bool,
}

/// Fetches `url` at the time `when` (RFC 3339 in UTC, to the second or finer), which every record bears.
///
/// # Errors
/// [`CaptureError`], when no answer came within the bounds of `options`. An answer of any status is a capture.
pub fn capture(url: &str, options: &Options, when: &str) -> Result<Capture, CaptureError> {
    let bounds = Bounds {
        until: Instant::now() + options.timeout,
        timeout: options.timeout,
        size_limit_bytes: options.size_limit_bytes,
        allow_private: options.allow_private,
    };
    let first = parsed(url, None)?;
    let mut at = first.clone();
    let mut redirects: Vec<Redirect> = Vec::new();
    let mut warc = about_archive(when);
    loop {
        let exchange = exchange(&at, &options.user_agent, &bounds)?;
        warc.extend(records(&at, &exchange, when, redirects.len()));
        let head = &exchange.head;
        let leads_on = matches!(head.status, 301 | 302 | 303 | 307 | 308);
        let Some(location) = head.location.as_deref().filter(|_| leads_on) else {
            return Ok(Capture {
                warc,
                final_url: at.to_string(),
                status: head.status,
                redirects,
                cut_off: exchange.cut_off,
            });
        };
        if redirects.len() >= options.redirects {
            let address = first.to_string();
            return Err(CaptureError::TooManyRedirects { address, limit: options.redirects });
        }
        let next = parsed(location, Some(&at))?;
        redirects.push(Redirect {
            from: at.to_string(),
            to: next.to_string(),
            status: head.status,
            downgraded: at.scheme() == "https" && next.scheme() == "http",
        });
        at = next;
    }
}

/// The two records of an exchange; each names the other.
fn records(url: &Url, exchange: &Exchange, when: &str, number: usize) -> Vec<u8> {
    let ip = exchange.ip.to_string();
    let mut request = Record {
        kind: "request",
        address: Some(url.as_str()),
        when,
        media: "application/http; msgtype=request",
        content: &exchange.request,
        payload_from: None,
        fields: vec![("WARC-IP-Address", ip.clone())],
        number,
    };
    let mut response = Record {
        kind: "response",
        address: Some(url.as_str()),
        when,
        media: "application/http; msgtype=response",
        content: &exchange.answer,
        payload_from: Some(exchange.head.length),
        fields: vec![("WARC-IP-Address", ip)],
        number,
    };
    if exchange.cut_off {
        response.fields.push(("WARC-Truncated", "disconnect".to_string()));
    }
    let concurrent = format!("<{}>", response.id());
    response.fields.push(("WARC-Concurrent-To", format!("<{}>", request.id())));
    request.fields.push(("WARC-Concurrent-To", concurrent));
    [request.bytes(), response.bytes()].concat()
}
