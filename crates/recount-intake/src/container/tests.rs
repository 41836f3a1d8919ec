//! Small containers made here; those that other programs make are measured by `cargo xtask formats`.

use super::*;
use std::io::{Cursor, Write};

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, ::zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = ::tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, *bytes).unwrap();
    }
    tar.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn within(name: &str, bytes: &[u8], limits: &Limits) -> (Vec<Item>, Result<Unpacked, Fault>) {
    let mut items = Vec::new();
    let unpacked = unpack(name, &mut Cursor::new(bytes), limits, &mut |item| {
        items.push(item);
        ControlFlow::Continue(())
    });
    (items, unpacked)
}

/// What comes out, as `path|words`, and what is passed over, as `path: reason` without what to do about it.
fn check(name: &str, bytes: &[u8], items: &[&str], unread: &[&str]) {
    let (got, unpacked) = within(name, bytes, &Limits::default());
    let shown: Vec<String> =
        got.iter().map(|item| format!("{}|{}", item.path, String::from_utf8_lossy(&item.bytes))).collect();
    assert_eq!(shown, items);
    let shown = |u: &Unread| format!("{}: {}", u.file, u.reason.split("; ").next().unwrap_or_default());
    let listed: Vec<String> = unpacked.unwrap().unread.iter().map(shown).collect();
    assert_eq!(listed, unread);
}

const PICTURE: &str = "is of an unsupported format (.png)";

#[test]
fn reports_come_out_of_archives_with_their_way() {
    let members: &[(&str, &[u8])] = &[
        ("a.txt", b"Six died."),
        ("sub/b.html", b"<html>x"),
        ("sub/picture.png", b"\x89PNG"),
        ("__MACOSX/a.txt", b"x"),
        ("sub/.DS_Store", b"x"),
        ("notes", b"Two died."),
    ];
    for (name, bytes) in
        [("a.zip", zip_of(members)), ("a.tar", tar_of(members)), ("a.tgz", gzip(&tar_of(members)))]
    {
        let path = |rest: &str| format!("{name}/{rest}");
        check(
            name,
            &bytes,
            &[&path("a.txt|Six died."), &path("sub/b.html|<html>x"), &path("notes|Two died.")],
            &[&path(&format!("sub/picture.png: {PICTURE}"))],
        );
    }
    check("a.txt.gz", &gzip(b"Six died."), &["a.txt.gz/a.txt|Six died."], &[]);
    let inner = zip_of(&[("a.txt", b"Six died.")]);
    let (items, _) = within("o.tar.gz", &gzip(&tar_of(&[("i.zip", &inner)])), &Limits::default());
    assert_eq!(items[0].path, "o.tar.gz/i.zip/a.txt");
    let chain: Vec<_> = items[0].containers.iter().map(|c| (c.path.as_str(), c.kind, c.id)).collect();
    assert_eq!(
        chain,
        [
            ("o.tar.gz", ContainerKind::Gzip, None),
            ("o.tar.gz/i.zip", ContainerKind::Zip, Some(ReportId::of(&inner)))
        ]
    );
}

#[test]
fn documents_of_office_programs_stay_whole() {
    let docx =
        zip_of(&[("_rels/.rels", b"x"), ("word/document.xml", b"<w/>"), ("[Content_Types].xml", b"x")]);
    let (items, unpacked) = within("a.zip", &zip_of(&[("unnamed", &docx)]), &Limits::default());
    assert_eq!((items.len(), unpacked.unwrap().unread), (1, Vec::new()));
    assert_eq!((items[0].path.as_str(), &items[0].bytes), ("a.zip/unnamed.docx", &docx));
    let odt = zip_of(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"x")]);
    assert_eq!(is_container("a.odt", &odt), None);
    assert_eq!(is_container("a.docx", &docx), None);
    assert_eq!(is_container("a.zip", &docx), Some(ContainerKind::Zip));
}

#[test]
fn letters_come_with_what_is_attached() {
    let inner = "From: b@c.example\nSubject: inner\n\nTwo died.";
    let letter = format!(
        "From: Anna <a@b.example>\nSubject: The mill\nDate: Fri, 2 May 2014 08:00:00 +0200\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\nSix died.\n--B\nContent-Type: text/plain; name=\"../list.txt\"\n\nFour died.\n--B\nContent-Type: message/rfc822\n\n{inner}\n--B--\n"
    );
    let (items, _) = within("x.eml", letter.as_bytes(), &Limits::default());
    let shown: Vec<_> = items.iter().map(|item| (item.path.as_str(), item.containers.len())).collect();
    assert_eq!(shown, [("x.eml", 0), ("x.eml/list.txt", 1), ("x.eml/part-1.eml", 1)]);
    assert_eq!(items[0].bytes, letter.as_bytes());
    assert_eq!(items[0].origin.title.as_deref(), Some("The mill"));
    assert_eq!(items[0].origin.published.map(|d| d.to_string()).as_deref(), Some("2014-05-02"));
    assert_eq!(items[2].bytes, inner.as_bytes());

    let mailbox = format!(
        "From anna Fri May  2 08:00:00 2014\n{letter}\nFrom b@c.example Sat May  3 08:00:00 2014 +0200\n{inner}\n\n>From the mill nothing is left.\nFrom here on nobody spoke.\n\nFrom - Sat May  3 08:00:00 2014\n{inner}\n"
    );
    for name in ["mail.mbox", "mail"] {
        let (items, unpacked) = within(name, mailbox.as_bytes(), &Limits::default());
        let shown: Vec<_> = items.iter().map(|item| item.path.replace(name, "m")).collect();
        assert_eq!(shown, ["m/1.eml", "m/1.eml/list.txt", "m/1.eml/part-1.eml", "m/2.eml", "m/3.eml"]);
        assert!(items[3].bytes.ends_with(b"\n>From the mill nothing is left.\nFrom here on nobody spoke.\n"));
        assert_eq!(unpacked.unwrap().unread, []);
    }
    // The letter of a Maildir.
    let name = "1700000000.M1P2.host:2,S";
    let sent = format!("Message-ID: <1@a>\n{letter}");
    let (items, _) = within("m.tar", &tar_of(&[(name, sent.as_bytes())]), &Limits::default());
    assert_eq!(items[0].path, "m.tar/1700000000.M1P2.host_2,S.eml");
}

fn record(kind: &str, address: &str, media: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2020-01-02T03:04:05Z\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn answer(address: &str, status: u16, media: &str, body: &str) -> Vec<u8> {
    let content = format!("HTTP/1.1 {status} X\r\nContent-Type: {media}\r\n\r\n{body}");
    record("response", address, "application/http; msgtype=response", content.as_bytes())
}

fn crawl() -> [Vec<u8>; 8] {
    [
        record("warcinfo", "", "application/warc-fields", b"software: x"),
        record("request", "http://a.example/fire", "application/http", b"GET / HTTP/1.1\r\n\r\n"),
        answer("http://a.example/fire", 200, "text/html", "<html>Six died."),
        answer("http://a.example/style.css", 200, "text/css", "p {}"),
        answer("http://a.example/gone", 404, "text/html", "<html>gone"),
        record("revisit", "http://a.example/fire", "application/http", b"HTTP/1.1 200 OK\r\n\r\n"),
        record("resource", "metadata://gnu.org/x", "text/plain", b"log"),
        record("resource", "http://a.example/list.txt", "text/plain", b"Four died."),
    ]
}

#[test]
fn pages_come_out_of_web_archives() {
    let plain = crawl().concat();
    let packed = crawl().map(|record| gzip(&record)).concat();
    for (name, bytes) in [("c.warc", plain), ("c.warc.gz", packed.clone())] {
        let path = |rest: &str| format!("{name}/{rest}");
        check(
            name,
            &bytes,
            &[&path("3/a.example/fire.html|<html>Six died."), &path("8/a.example/list.txt|Four died.")],
            &[&path("5/a.example/gone: was answered with status 404")],
        );
        let (items, unpacked) = within(name, &bytes, &Limits::default());
        assert_eq!(unpacked.unwrap().page_parts, 1);
        assert_eq!(items[0].origin.url.as_deref(), Some("http://a.example/fire"));
        assert_eq!(items[0].origin.captured.as_deref(), Some("2020-01-02T03:04:05Z"));
        assert_eq!(items[0].media.as_deref(), Some("text/html"));
        // Cut off anywhere: what came before, and a reason.
        for length in (0..bytes.len()).step_by(17) {
            let (items, unpacked) = within(name, &bytes[..length], &Limits::default());
            assert!(items.len() <= 2);
            assert!(unpacked.is_err() || length > 100, "{length}");
        }
    }
    let pages =
        b"{\"format\":\"json-pages-1.0\"}\n{\"url\":\"http://a.example/fire\",\"title\":\"The fire\"}\n";
    let wacz = zip_of(&[
        ("archive/data.warc.gz", &packed),
        ("pages/pages.jsonl", pages),
        ("datapackage.json", b"{}"),
        ("indexes/index.cdx", b"x"),
    ]);
    let (items, unpacked) = within("c.wacz", &wacz, &Limits::default());
    assert_eq!(items[0].path, "c.wacz/archive/data.warc.gz/3/a.example/fire.html");
    assert_eq!(items[0].origin.title.as_deref(), Some("The fire"));
    assert_eq!(items[0].containers.len(), 2);
    assert_eq!(unpacked.unwrap().unread.len(), 1);
}

#[test]
fn tables_of_claims_stay_inside_and_are_named() {
    let claims = b"report,start,end,measure,low\na.txt,0,3,killed,6\n";
    let zip = zip_of(&[
        ("a.txt", b"Six died."),
        ("sub/claims.csv", claims),
        ("reports.csv", b"file,publisher\na.txt,x\n"),
    ]);
    let (items, unpacked) = within("a.zip", &zip, &Limits::default());
    let paths: Vec<&str> = items.iter().map(|item| item.path.as_str()).collect();
    assert_eq!(paths, ["a.zip/a.txt"]);
    let unread = unpacked.unwrap().unread;
    let told: Vec<(&str, bool)> =
        unread.iter().map(|u| (&u.file[..], u.reason.contains("a table of claims inside"))).collect();
    assert_eq!(told, [("a.zip/sub/claims.csv", true), ("a.zip/reports.csv", false)]);
}

#[test]
fn records_come_out_as_they_stand_under_the_paths_of_their_items() {
    let plain = crawl().concat();
    let packed = gzip(&plain);
    let in_zip = zip_of(&[("sub/c.warc.gz", &packed), ("a.txt", b"Six died."), ("x.png", b"x")]);
    for (name, bytes, inner) in [
        ("c.warc", &plain, ""),
        ("d/c.warc.gz", &packed, ""),
        ("c.zip", &in_zip, "sub/c.warc.gz/"),
        ("c.txt.gz", &gzip(b"Six died."), "-"),
    ] {
        let mut records = Vec::new();
        let mut each = |record: WebRecord| {
            records.push(record);
            ControlFlow::Continue(())
        };
        web_records(name, &mut Cursor::new(bytes), &Limits::default(), &mut each).unwrap();
        let want: Vec<Vec<u8>> = if inner == "-" { Vec::new() } else { crawl().to_vec() };
        assert_eq!(records.iter().map(|record| record.bytes.clone()).collect::<Vec<_>>(), want, "{name}");
        let (items, _) = within(name, bytes, &Limits::default());
        for item in items.iter().filter(|item| item.origin.url.is_some()) {
            let path = inside(name, &item.path).unwrap();
            assert!(path.starts_with(inner), "{path}");
            let of_item: Vec<&WebRecord> = records.iter().filter(|r| path.starts_with(&r.inside)).collect();
            assert_eq!(of_item.len(), 1, "{path}");
            assert_eq!(of_item[0].date, item.origin.captured);
        }
    }
    assert_eq!(inside("x/y.warc", "x/y.warc/3/a.example"), Some("3/a.example"));
    assert_eq!(inside("y.warc", "y.warc"), None);
}

#[test]
fn names_inside_lead_nowhere_and_are_told_apart() {
    let tar = {
        let mut bytes = tar_of(&[("aaaaaaaaaaaaa.txt", b"Six died."), ("b.txt", b"1"), ("b.txt", b"2")]);
        bytes[..17].copy_from_slice(b"../../etc/pas.txt");
        let sum: u32 = bytes[..148].iter().chain(&bytes[156..512]).map(|b| u32::from(*b)).sum::<u32>() + 256;
        bytes[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        bytes
    };
    check("a.tar", &tar, &["a.tar/etc/pas.txt|Six died.", "a.tar/b.txt|1", "a.tar/b (2).txt|2"], &[]);
}

#[test]
fn members_may_be_as_large_as_files_of_their_name() {
    let large = vec![b' '; 21_000_000];
    let zip = zip_of(&[("a.pdf", &large), ("b.txt", &large), ("c.docx", &large)]);
    let (items, unpacked) = within("a.zip", &zip, &Limits::default());
    let paths: Vec<&str> = items.iter().map(|item| item.path.as_str()).collect();
    assert_eq!(paths, ["a.zip/a.pdf", "a.zip/c.docx"]);
    let unread = unpacked.unwrap().unread;
    assert_eq!((unread.len(), unread[0].file.as_str()), (1, "a.zip/b.txt"));
}

#[test]
fn bombs_go_off_nowhere() {
    let limits = Limits { held_bytes: 1_000_000, member_bytes: 400_000, ..Limits::default() };
    let zeros = vec![0u8; 30_000_000];
    // One member too large; the rest is read.
    let (items, unpacked) =
        within("a.zip", &zip_of(&[("z.txt", &zeros[..900_000]), ("a.txt", b"Six.")]), &limits);
    assert_eq!((items.len(), unpacked.unwrap().unread[0].file.as_str()), (1, "a.zip/z.txt"));
    // More in all than the source can be meant to hold.
    let names: Vec<String> = (0..60).map(|n| format!("{n}.txt")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &zeros[..300_000])).collect();
    let (items, unpacked) = within("a.zip", &zip_of(&many), &limits);
    let unread = unpacked.unwrap().unread;
    assert!(items.len() < 40, "{}", items.len());
    assert!(unread.last().unwrap().reason.contains("far more than its size"), "{unread:?}");
    assert_eq!(unread.iter().filter(|u| u.file == "a.zip").count(), 1);
    // gzip in gzip in gzip.
    let deep = gzip(&gzip(&gzip(&zeros)));
    let (items, unpacked) = within("a.txt.gz.gz.gz", &deep, &limits);
    assert!(items.is_empty() && unpacked.unwrap().unread.len() == 1);
    // Fifty archives, each in the next.
    let mut nested = zip_of(&[("a.txt", b"Six.")]);
    for _ in 0..50 {
        nested = zip_of(&[("b.txt", b"Two."), ("n.zip", &nested)]);
    }
    let (items, unpacked) = within("a.zip", &nested, &Limits::default());
    assert_eq!(items.len(), 8);
    let unread = unpacked.unwrap().unread;
    assert!(unread[0].reason.contains("more than 8 containers"), "{unread:?}");
    // More members than are looked at.
    let few = Limits { members: 10, ..Limits::default() };
    let (items, unpacked) = within("a.zip", &zip_of(&many), &few);
    assert_eq!(items.len(), 10);
    assert!(unpacked.unwrap().unread[0].reason.contains("more members"));
}

#[test]
fn broken_and_locked_archives_tell_why() {
    let zip = zip_of(&[("a.txt", b"Six died at the mill."), ("b.txt", b"Two died at the mill.")]);
    let (items, unpacked) = within("a.zip", &zip[..zip.len() - 30], &Limits::default());
    assert!(items.is_empty());
    assert!(unpacked.unwrap_err().to_string().contains("broken archive"));
    // A flipped byte in the first member: its sum does not fit.
    let mut flipped = zip.clone();
    flipped[40] ^= 1;
    let (items, unpacked) = within("a.zip", &flipped, &Limits::default());
    assert_eq!((items.len(), unpacked.unwrap().unread.len()), (1, 1));
    let mut locked = zip;
    for at in 0..locked.len() - 10 {
        if locked[at..].starts_with(b"PK\x03\x04") {
            locked[at + 6] |= 1;
        } else if locked[at..].starts_with(b"PK\x01\x02") {
            locked[at + 8] |= 1;
        }
    }
    let (_, unpacked) = within("a.zip", &locked, &Limits::default());
    let unread = unpacked.unwrap().unread;
    assert!(unread.len() == 2 && unread[0].reason.contains("encrypted"), "{unread:?}");
    let tar = gzip(&tar_of(&[("a.txt", b"Six died."), ("b.txt", &[b'x'; 100_000])]));
    let (items, unpacked) = within("a.tgz", &tar[..tar.len() / 2], &Limits::default());
    let unpacked = unpacked.unwrap();
    assert_eq!((items.len(), unpacked.unread.is_empty()), (1, false));
    assert!(matches!(within("a.txt", b"Six", &Limits::default()).1, Err(Fault::Unpackable { .. })));
}

#[test]
fn the_caller_stops_it() {
    let zip = zip_of(&[("a.txt", b"1"), ("b.txt", b"2")]);
    let mut seen = 0;
    let unpacked = unpack("a.zip", &mut Cursor::new(zip), &Limits::default(), &mut |_| {
        seen += 1;
        ControlFlow::Break(())
    });
    assert!(unpacked.unwrap().stopped && seen == 1);
}

proptest::proptest! {
    #[test]
    fn no_bytes_do_harm(at in 0usize..3_000, with: u8, kind in 0usize..5) {
        let letter = b"From: a@b.c\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\nSix\n--B--\n";
        let (name, mut bytes) = match kind {
            0 => ("a.zip", zip_of(&[("a.txt", b"Six died."), ("b/c.eml", letter)])),
            1 => ("a.tar", tar_of(&[("a.txt", b"Six died."), ("b/c.eml", letter)])),
            2 => ("a.warc", crawl().concat()),
            3 => ("a.tgz", gzip(&tar_of(&[("a.txt", b"Six died.")]))),
            _ => ("a.eml", letter.to_vec()),
        };
        let at = at % bytes.len();
        bytes[at] = with;
        let _ = within(name, &bytes, &Limits::default());
        bytes.truncate(at);
        let _ = within(name, &bytes, &Limits::default());
    }
}
