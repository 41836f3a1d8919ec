//! The index of a WACZ (CDXJ): one line a page, by which programs that replay it find the record of an address.

use serde_json::json;

/// Where a record stands.
#[derive(Debug)]
pub(crate) struct Line {
    key: String,
    text: String,
}

/// What a line tells of a record.
pub(crate) struct Entry<'e> {
    pub address: &'e str,
    /// RFC 3339 in UTC.
    pub when: &'e str,
    pub media: &'e str,
    pub status: u16,
    pub digest: &'e str,
    /// Bytes of the packed record.
    pub length: u64,
    /// Where the packed record begins.
    pub offset: u64,
    pub file: &'e str,
}

impl Line {
    pub(crate) fn of(entry: &Entry) -> Line {
        let stamp: String = entry.when.chars().filter(char::is_ascii_digit).take(14).collect();
        let fields = json!({
            "url": entry.address,
            "mime": entry.media,
            "status": entry.status.to_string(),
            "digest": entry.digest,
            "length": entry.length.to_string(),
            "offset": entry.offset.to_string(),
            "filename": entry.file,
        });
        Line { key: format!("{} {stamp}", sortable(entry.address)), text: fields.to_string() }
    }
}

/// The file: lines in the order of their bytes.
pub(crate) fn file(mut lines: Vec<Line>) -> Vec<u8> {
    lines.sort_by(|a, b| (&a.key, &a.text).cmp(&(&b.key, &b.text)));
    lines.iter().map(|line| format!("{} {}\n", line.key, line.text)).collect::<String>().into_bytes()
}

/// The address in the form that sorts hosts by their domain: `https://www.a.example/x` is `example,a)/x`.
fn sortable(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let host = host.to_lowercase();
    let (host, port) = host.rsplit_once(':').unwrap_or((&host, ""));
    let host = host.strip_prefix("www.").unwrap_or(host);
    let host: Vec<&str> = host.rsplit('.').collect();
    let port = if matches!(port, "" | "80" | "443") { String::new() } else { format!(":{port}") };
    let path = if path.is_empty() { "/".to_string() } else { path.to_lowercase() };
    format!("{}{port}){}", host.join(","), path.replace(' ', "%20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_sort_by_domain() {
        for (address, want) in [
            ("https://www.A.example/X?b=C#d", "example,a)/x?b=c"),
            ("http://a.example", "example,a)/"),
            ("http://a.example:8080/x", "example,a:8080)/x"),
            ("https://a.example:443/", "example,a)/"),
        ] {
            assert_eq!(sortable(address), want);
        }
    }
}
