//! Pages fetched from a server that the test starts, and the archives made of them.

#![allow(clippy::unwrap_used)] // A failed unwrap is a failed test.
#![cfg(feature = "network")]

use recount_capture::{Archive, Capture, CaptureError, Options, Page, Wacz, capture};
use std::io::{Cursor, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

const WHEN: &str = "2026-01-02T03:04:05Z";

/// Starts a server that answers by the path; gives where it listens.
fn server(answer: fn(&str, &mut TcpStream)) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            thread::spawn(move || {
                let mut asked = Vec::new();
                let mut byte = [0];
                while !asked.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) > 0 {
                    asked.push(byte[0]);
                }
                let asked = String::from_utf8_lossy(&asked).into_owned();
                answer(asked.split(' ').nth(1).unwrap_or_default(), &mut stream);
            });
        }
    });
    format!("http://{address}")
}

fn answer(path: &str, stream: &mut TcpStream) {
    let say = |stream: &mut TcpStream, text: &str| stream.write_all(text.as_bytes()).unwrap_or_default();
    match path {
        "/page" => say(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 22\r\n\r\n<html><p>Six died.</p>and more",
        ),
        "/chunks" => {
            say(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nSix \r\n");
            stream.flush().unwrap();
            say(stream, "5\r\ndied.\r\n0\r\n\r\n");
            // A connection that stays open ends nothing.
            thread::sleep(Duration::from_secs(20));
        }
        "/closed" => say(stream, "HTTP/1.0 200 OK\r\n\r\nSix died."),
        "/early" => say(
            stream,
            "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nSix",
        ),
        "/gone" => say(stream, "HTTP/1.1 410 Gone\r\nContent-Length: 4\r\n\r\ngone"),
        "/moved" => say(stream, "HTTP/1.1 302 Found\r\nLocation: page#x\r\nContent-Length: 0\r\n\r\n"),
        "/circle" => say(stream, "HTTP/1.1 301 Moved\r\nLocation: /circle\r\nContent-Length: 0\r\n\r\n"),
        "/away" => {
            say(stream, "HTTP/1.1 301 Moved\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n")
        }
        "/short" => say(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nSix died."),
        "/large" => {
            say(stream, "HTTP/1.1 200 OK\r\n\r\n");
            while stream.write_all(&[b'x'; 10_000]).is_ok() {}
        }
        "/endless-head" => {
            say(stream, "HTTP/1.1 200 OK\r\n");
            while stream.write_all(b"X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n").is_ok() {}
        }
        "/slow" => {
            for letter in "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n".bytes() {
                if stream.write_all(&[letter]).is_err() {
                    return;
                }
                thread::sleep(Duration::from_millis(100));
            }
        }
        "/nonsense" => say(stream, "Six died.\r\n\r\n"),
        _ => {}
    }
}

fn options() -> Options {
    Options { allow_private: true, timeout: Duration::from_secs(10), ..Options::default() }
}

fn captured(path: &str) -> Capture {
    capture(&(server(answer) + path), &options(), WHEN).unwrap()
}

fn text(capture: &Capture) -> String {
    String::from_utf8_lossy(&capture.warc).into_owned()
}

#[test]
fn a_page_is_kept_as_it_came() {
    let page = captured("/page");
    assert_eq!((page.status, page.redirects.len(), page.cut_off), (200, 0, false));
    let warc = text(&page);
    assert!(warc.contains("\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 22\r\n\r\n<html><p>Six died.</p>\r\n\r\n"), "{warc}");
    assert!(warc.contains("GET /page HTTP/1.1\r\nHost: 127.0.0.1:"));
    assert!(warc.contains("User-Agent: recount/"));
    assert_eq!(warc.matches("WARC-Date: 2026-01-02T03:04:05Z").count(), 3);
    assert!(text(&captured("/chunks")).contains("\r\n\r\n4\r\nSix \r\n5\r\ndied.\r\n0\r\n\r\n\r\n\r\n"));
    assert!(text(&captured("/closed")).ends_with("\r\n\r\nSix died.\r\n\r\n"));
    assert!(text(&captured("/early")).ends_with("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nSix\r\n\r\n"));
    assert_eq!(captured("/gone").status, 410);
    let short = captured("/short");
    assert!(short.cut_off && text(&short).contains("WARC-Truncated: disconnect"));
}

#[test]
fn every_address_on_the_way_is_kept() {
    let page = captured("/moved");
    assert!(page.final_url.ends_with("/page") && page.status == 200);
    assert!(page.redirects[0].from.ends_with("/moved") && page.redirects[0].status == 302);
    assert!(!page.redirects[0].downgraded);
    assert_eq!(text(&page).matches("WARC-Type: response").count(), 2);
    assert_eq!(text(&page).matches("WARC-Type: request").count(), 2);
}

#[test]
fn what_cannot_be_captured_tells_why() {
    let base = server(answer);
    let fault = |path: &str, options: &Options| capture(&format!("{base}{path}"), options, WHEN).unwrap_err();
    let quick = Options { timeout: Duration::from_secs(1), ..options() };
    let small = Options { size_limit_bytes: 1_000_000, ..options() };
    assert!(matches!(fault("/circle", &options()), CaptureError::TooManyRedirects { limit: 10, .. }));
    assert!(matches!(fault("/away", &options()), CaptureError::BadAddress { .. }));
    assert!(matches!(fault("/large", &small), CaptureError::TooLarge { .. }));
    assert!(matches!(fault("/endless-head", &options()), CaptureError::NoAnswer { .. }));
    assert!(matches!(fault("/slow", &quick), CaptureError::TooSlow { seconds: 1, .. }));
    assert!(matches!(fault("/nonsense", &options()), CaptureError::NoAnswer { .. }));
    assert!(matches!(fault("/nothing", &options()), CaptureError::NoAnswer { .. }));
    assert!(matches!(fault("/page", &Options::default()), CaptureError::Private { .. }));
    // Nobody speaks TLS there.
    let secured = base.replace("http://", "https://");
    assert!(matches!(
        capture(&secured, &quick, WHEN),
        Err(CaptureError::Insecure { .. } | CaptureError::TooSlow { .. })
    ));
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let fault = capture(&format!("http://{closed}/"), &options(), WHEN).unwrap_err();
    assert!(matches!(fault, CaptureError::Unreachable { .. }) && fault.hint().is_some());
    assert!(matches!(capture("http://host.invalid/", &options(), WHEN), Err(CaptureError::NotFound { .. })));
}

#[test]
fn pages_are_written_as_wacz_the_same_each_time() {
    let moved = captured("/moved");
    let answer = moved.warc.windows(22).rposition(|at| at == b"WARC-Type: response\r\nW").unwrap();
    let answer = &moved.warc[answer - "WARC/1.1\r\n".len()..];
    let write = || {
        let archive = Archive { title: "The mill".into(), created: WHEN.into() };
        let mut wacz = Wacz::new(Cursor::new(Vec::new()), archive);
        wacz.begin("fetched").unwrap();
        assert!(wacz.record(answer, WHEN).unwrap());
        assert!(!wacz.record(b"WARC/1.1\r\n", WHEN).unwrap());
        wacz.begin("files").unwrap();
        wacz.resource("https://a.example/list.txt", WHEN, "text/plain", b"Four died.").unwrap();
        let title = Some("The fire".to_string());
        wacz.page(&Page { address: moved.final_url.clone(), title, when: WHEN.into() });
        wacz.page(&Page { address: "https://a.example/list.txt".into(), title: None, when: WHEN.into() });
        wacz.finish().unwrap().into_inner()
    };
    let bytes = write();
    assert_eq!(bytes, write());
    // For programs that check it: RECOUNT_KEEP_WACZ names where to leave it.
    if let Some(path) = std::env::var_os("RECOUNT_KEEP_WACZ") {
        std::fs::write(path, &bytes).unwrap();
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut read = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let list = read("pages/pages.jsonl");
    assert_eq!(list.lines().count(), 3);
    assert!(list.contains("\"title\":\"The fire\""), "{list}");
    assert!(read("datapackage.json").contains("\"wacz_version\": \"1.1.1\""));
    let mut records = Vec::new();
    let file = zip.by_name("archive/fetched.warc.gz").unwrap();
    flate2::read::MultiGzDecoder::new(file).read_to_end(&mut records).unwrap();
    assert!(records.ends_with(answer));
}
