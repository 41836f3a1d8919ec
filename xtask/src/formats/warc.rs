//! Web archives, by wget and warcio: the pages in them byte for byte, each with its address.

use super::{Reference, Track, containers};

/// The track.
pub const TRACK: Track = Track {
    name: "warc",
    make: |folder| containers::make("webs", folder),
    references: &[Reference {
        name: "warcio",
        texts: |files, scratch| containers::texts_by_python("read-webs", files, scratch),
    }],
    read: |file| {
        containers::taken(file, |item| {
            let address = item.origin.url.clone().unwrap_or_default();
            format!("{address}\n{}", String::from_utf8_lossy(&item.bytes))
        })
    },
    left_out: "answers with a status other than 200 (each is listed), what belongs to pages (pictures, style, scripts: counted), \
        requests, revisits and records about the archive. Pages are compared as sent, without chunks and packing; what of a page is its \
        text is the matter of html.",
};
