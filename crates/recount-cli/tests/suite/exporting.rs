//! Pages of a dossier in the WACZ of its bag: their records as they came, and nothing that stops an export.

use crate::run::Workplace;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use std::fs::File;
use std::io::{Read, Write};

/// A record of a web archive of the day `2020-01-0N`.
fn record(kind: &str, address: &str, day: usize, content: &str) -> Vec<u8> {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{address}>\r\nWARC-Date: 2020-01-0{day}T03:04:05Z\r\n\
         WARC-Record-ID: <urn:uuid:{kind}-{day}>\r\nX-Odd:   kept\r\n\
         Content-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n{content}\r\n\r\n",
        content.len()
    )
    .into_bytes()
}

/// Request, answer and a word about it, of page N.
fn page(n: usize) -> Vec<u8> {
    let address = format!("https://port.example/{n}");
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>Page {n}</title><p>At least {n} dockers were killed when a warehouse burned down, the Red Crescent said on Friday.</p></html>"
    );
    [
        record("request", &address, n, &format!("GET /{n} HTTP/1.1\r\n\r\n")),
        record("response", &address, n, &answer),
        record("metadata", &address, n, "fetchTimeMs: 7\r\n"),
    ]
    .concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn zip_of(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap().into_inner()
}

/// The records of a WACZ, unpacked, and its list of pages.
fn wacz(path: &std::path::Path) -> (Vec<u8>, Vec<serde_json::Value>) {
    let mut zip = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut records = Vec::new();
    for name in names.iter().filter(|name| name.starts_with("archive/")) {
        MultiGzDecoder::new(zip.by_name(name).unwrap()).read_to_end(&mut records).unwrap();
    }
    let mut list = String::new();
    zip.by_name("pages/pages.jsonl").unwrap().read_to_string(&mut list).unwrap();
    (records, list.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn holds(records: &[u8], wanted: &[u8]) -> bool {
    records.windows(wanted.len()).any(|at| at == wanted)
}

#[test]
fn pages_of_web_archives_are_exported_as_their_records_and_a_broken_one_stops_nothing() {
    let packed: Vec<u8> = [page(1), page(2)].iter().flat_map(|records| gzip(records)).collect();
    let broken = [page(3), page(4)[..200].to_vec()].concat();
    let place = Workplace::with(&[
        ("crawls/two.warc.gz", &packed),
        ("broken.warc", &broken),
        ("one.wacz", &zip_of("archive/data.warc", &page(5))),
        ("nothing.warc", b"WARC/1.0\r\nWARC-Type: resp"),
        ("handed-in.html", b"<html><link rel=canonical href='https://port.example/own'><p>Six dockers died, the port said.</p></html>"),
    ]);
    for arguments in [vec!["init", "port", "-q"], vec!["add", "dossier", "--dossier", "port", "-q"]] {
        let ran = place.run(&arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
    }
    let exported = place.run(&["export", "port", "-o", "bag"]);
    assert_eq!(exported.code, 0, "{exported:?}");
    assert!(
        exported.stderr.contains("broken.warc: not among the pages as it came: breaks off"),
        "{exported:?}"
    );
    let (records, list) = wacz(&place.folder().join("bag/data/pages.wacz"));
    for n in [1, 2, 3, 5] {
        assert!(holds(&records, &page(n)), "the records of page {n} are not as they came");
        let line = list.iter().find(|line| line["url"] == format!("https://port.example/{n}")).unwrap();
        assert_eq!(
            (line["ts"].as_str(), line["title"].as_str()),
            (Some(format!("2020-01-0{n}T03:04:05Z").as_str()), Some(format!("Page {n}").as_str()))
        );
    }
    let handed_in = list.iter().find(|line| line["url"] == "https://port.example/own");
    assert_eq!(handed_in.is_some(), holds(&records, b"Six dockers died"));
    for arguments in [vec!["init", "there", "--from", "bag", "-q"], vec!["verify", "there"]] {
        let ran = place.run(&arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
    }
    let listed = |of: &str| place.run(&["list", of, "--format", "jsonl"]).text();
    assert_eq!(listed("there"), listed("port"));
}
