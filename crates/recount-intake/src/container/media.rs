//! Media types (RFC 2046): which end of a name each asks for, and which are parts of a web page and no report.

/// Media types of reports and of containers, each with the end of names.
const ENDS: [(&str, &str); 17] = [
    ("text/html", "html"),
    ("application/xhtml+xml", "html"),
    ("text/plain", "txt"),
    ("text/markdown", "md"),
    ("application/pdf", "pdf"),
    ("application/rtf", "rtf"),
    ("text/rtf", "rtf"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("message/rfc822", "eml"),
    ("message/global", "eml"),
    ("application/mbox", "mbox"),
    ("application/zip", "zip"),
    ("application/x-zip-compressed", "zip"),
    ("application/gzip", "gz"),
    ("application/x-gzip", "gz"),
    ("application/warc", "warc"),
];

/// The type without parameters, in lower case: `Text/HTML; charset=utf-8` is `text/html`.
pub(super) fn bare(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The end of names that the type asks for.
pub(super) fn end_for(media: &str) -> Option<&'static str> {
    let media = bare(media);
    ENDS.iter().find(|(name, _)| *name == media).map(|(_, end)| *end)
}

/// The media type that the end of a name tells; bytes of which nothing is known otherwise.
pub fn media_by_name(name: &str) -> &'static str {
    let end = crate::format::extension(name);
    ENDS.iter().find(|(_, of)| *of == end).map_or("application/octet-stream", |(media, _)| media)
}

/// Whether something of this type is a part of a web page: picture, sound, font, style, script, data of scripts.
pub(super) fn is_page_part(media: &str) -> bool {
    let media = bare(media);
    let main = media.split('/').next().unwrap_or_default();
    let script = media.contains("javascript") || media.contains("ecmascript") || media.ends_with("json");
    matches!(main, "image" | "audio" | "video" | "font")
        || script
        || matches!(
            media.as_str(),
            "text/css"
                | "application/wasm"
                | "application/font-woff"
                | "application/vnd.ms-fontobject"
                | "application/x-font-ttf"
                | "application/manifest+json"
        )
}
