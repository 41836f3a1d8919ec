//! Any bytes as the text part of a document of Word and of OpenDocument, and as the packed document itself: no panic, time in proportion
//! (libFuzzer's timeout), every block slices the report's text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A document of these parts.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        writer.start_file(*name, options).expect("a name");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    let kind: &[u8] = b"application/vnd.oasis.opendocument.text";
    let documents = [
        packed(&[("[Content_Types].xml", b""), ("word/document.xml", bytes)]),
        packed(&[("mimetype", kind), ("content.xml", bytes)]),
        bytes.to_vec(),
    ];
    for document in &documents {
        if let Ok(report) = recount_intake::read_bytes("a.docx", document) {
            recount_fuzz::check_blocks(&report.value);
        }
    }
});
