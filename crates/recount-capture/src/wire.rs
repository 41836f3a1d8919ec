//! One connection, one request, one answer, within a time and a size.

use crate::CaptureError;
use crate::address::is_private;
use crate::answer::{Body, Chunks, Head, head};
use native_tls::{HandshakeError, TlsConnector};
use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};
use url::Url;

/// Longest time for one of a host's addresses.
const CONNECT: Duration = Duration::from_secs(10);
/// Bytes of the head of an answer.
const HEAD_BYTES: usize = 256 * 1024;

/// What may be spent on a capture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub until: Instant,
    pub timeout: Duration,
    pub size_limit_bytes: u64,
    pub allow_private: bool,
}

/// What went over the wire.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub request: Vec<u8>,
    pub answer: Vec<u8>,
    pub head: Head,
    pub ip: IpAddr,
    /// Whether the connection ended before the answer did.
    pub cut_off: bool,
}

trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

/// Fetches one address.
pub(crate) fn exchange(url: &Url, user_agent: &str, bounds: &Bounds) -> Result<Exchange, CaptureError> {
    let host = url.host_str().unwrap_or_default().to_string();
    let (tcp, ip) = connected(url, &host, bounds)?;
    let clock = tcp.try_clone().map_err(|source| CaptureError::Unreachable { host: host.clone(), source })?;
    let mut stream: Box<dyn Stream> =
        if url.scheme() == "https" { secured(&host, tcp, url, bounds)? } else { Box::new(tcp) };
    let request = request(url, user_agent);
    let failed = |error: io::Error| failed(url, &host, &error, bounds);
    arm(&clock, bounds).map_err(failed)?;
    stream.write_all(&request).and_then(|()| stream.flush()).map_err(failed)?;
    let (answer, head, cut_off) = received(&mut *stream, &clock, url, &host, bounds)?;
    Ok(Exchange { request, answer, head, ip, cut_off })
}

fn connected(url: &Url, host: &str, bounds: &Bounds) -> Result<(TcpStream, IpAddr), CaptureError> {
    let port = url.port_or_known_default().unwrap_or(80);
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let not_found = |source| CaptureError::NotFound { host: host.to_string(), source };
    let addresses: Vec<_> = (bare, port).to_socket_addrs().map_err(not_found)?.collect();
    let mut last = io::Error::from(ErrorKind::AddrNotAvailable);
    for address in addresses {
        // The address that is checked is the one that is connected to: a name may lead elsewhere the next time it is asked for.
        if is_private(address.ip()) && !bounds.allow_private {
            return Err(CaptureError::Private { host: host.to_string(), ip: address.ip() });
        }
        let left = bounds.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(too_slow(url, bounds));
        }
        match TcpStream::connect_timeout(&address, left.min(CONNECT)) {
            Ok(stream) => {
                let armed = arm(&stream, bounds);
                return armed
                    .map(|()| (stream, address.ip()))
                    .map_err(|source| CaptureError::Unreachable { host: host.to_string(), source });
            }
            Err(error) => last = error,
        }
    }
    Err(CaptureError::Unreachable { host: format!("{host}:{port}"), source: last })
}

fn secured(host: &str, tcp: TcpStream, url: &Url, bounds: &Bounds) -> Result<Box<dyn Stream>, CaptureError> {
    let insecure = |reason: String| CaptureError::Insecure { host: host.to_string(), reason };
    let connector = TlsConnector::new().map_err(|error| insecure(error.to_string()))?;
    match connector.connect(host.trim_start_matches('[').trim_end_matches(']'), tcp) {
        Ok(stream) => Ok(Box::new(stream)),
        Err(HandshakeError::Failure(error)) => Err(insecure(error.to_string())),
        Err(HandshakeError::WouldBlock(_)) => Err(too_slow(url, bounds)),
    }
}

fn request(url: &Url, user_agent: &str) -> Vec<u8> {
    let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let user_agent: String = user_agent.chars().filter(|c| !c.is_control()).collect();
    format!(
        "GET {path} HTTP/1.1\r\nHost: {host}{port}\r\nUser-Agent: {user_agent}\r\nAccept: text/html, application/xhtml+xml, */*;q=0.8\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
    )
    .into_bytes()
}

fn received(
    stream: &mut dyn Stream,
    clock: &TcpStream,
    url: &Url,
    host: &str,
    bounds: &Bounds,
) -> Result<(Vec<u8>, Head, bool), CaptureError> {
    let no_answer = |reason: String| CaptureError::NoAnswer { host: host.to_string(), reason };
    let mut bytes: Vec<u8> = Vec::new();
    let mut found: Option<Head> = None;
    let mut chunks = Chunks::default();
    let mut looked_at = 0;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        arm(clock, bounds).map_err(|error| failed(url, host, &error, bounds))?;
        let read = match stream.read(&mut buffer) {
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            // Many servers end a secured connection without saying so; what they sent is there.
            Err(error) if found.is_some() && !is_time(&error) => 0,
            Err(error) => return Err(failed(url, host, &error, bounds)),
        };
        bytes.extend_from_slice(&buffer[..read]);
        if bytes.len() as u64 > bounds.size_limit_bytes + HEAD_BYTES as u64 {
            return Err(CaptureError::TooLarge {
                address: url.to_string(),
                limit_bytes: bounds.size_limit_bytes,
            });
        }
        while found.is_none() {
            match head(&bytes).map_err(no_answer)? {
                // "Go on" and the like come before the answer.
                Some(head) if head.status / 100 == 1 => {
                    bytes.drain(..head.length);
                }
                Some(head) => found = Some(head),
                None if read == 0 => return Err(no_answer("the connection was closed".to_string())),
                None if bytes.len() > HEAD_BYTES => return Err(no_answer("its head has no end".to_string())),
                // A head that comes byte by byte is not read anew for each.
                None => break,
            }
        }
        let Some(head) = &found else { continue };
        let body = &bytes[head.length..];
        let end = match head.body {
            Body::Length(length) => (body.len() as u64 >= length).then_some(length as usize),
            Body::Chunks if body.len() > looked_at || read == 0 => {
                looked_at = body.len();
                chunks.end(body).map_err(no_answer)?
            }
            _ => None,
        };
        if let Some(end) = end {
            bytes.truncate(head.length + end);
        }
        if end.is_some() || read == 0 {
            let cut_off = end.is_none() && head.body != Body::UntilClosed;
            if let Some(head) = found {
                return Ok((bytes, head, cut_off));
            }
        }
    }
}

/// Lets the next reading or writing wait no longer than there is time.
fn arm(stream: &TcpStream, bounds: &Bounds) -> io::Result<()> {
    let left = bounds.until.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(ErrorKind::TimedOut.into());
    }
    stream.set_read_timeout(Some(left))?;
    stream.set_write_timeout(Some(left))
}

fn is_time(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

fn failed(url: &Url, host: &str, error: &io::Error, bounds: &Bounds) -> CaptureError {
    if is_time(error) {
        return too_slow(url, bounds);
    }
    CaptureError::NoAnswer { host: host.to_string(), reason: error.to_string() }
}

fn too_slow(url: &Url, bounds: &Bounds) -> CaptureError {
    CaptureError::TooSlow { address: url.to_string(), seconds: bounds.timeout.as_secs() }
}
