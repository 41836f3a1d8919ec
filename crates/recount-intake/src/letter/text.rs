//! The words of a part: its character set undone, and, where it is a page, its markup.

use crate::encoding::decode;
use crate::html::plain_text;
use encoding_rs::Encoding;
use mail_parser::decoders::charsets::map::charset_decoder;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Text of bytes in the character set that the part declares. One that declares none, or only ASCII, is looked at as a file is.
pub(super) fn in_charset(bytes: &[u8], charset: Option<&str>, is_page: bool) -> String {
    let label = charset.unwrap_or_default().trim().to_ascii_lowercase();
    let says_nothing = matches!(label.as_str(), "" | "us-ascii" | "ascii" | "unknown-8bit" | "x-unknown");
    let declared = Encoding::for_label(label.as_bytes()).filter(|_| !says_nothing);
    let text = match declared {
        Some(encoding) => encoding.decode(bytes).0.into_owned(),
        // Character sets beside those of the web, as UTF-7.
        None => by_other_set(bytes, &label)
            .or_else(|| decode(bytes, is_page).ok().map(|decoded| decoded.text))
            .unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned()),
    };
    text.replace("\r\n", "\n").replace('\0', "")
}

fn by_other_set(bytes: &[u8], label: &str) -> Option<String> {
    let decoder =
        charset_decoder(label.as_bytes()).filter(|_| !label.is_empty() && !label.contains("ascii"))?;
    catch_unwind(AssertUnwindSafe(|| decoder(bytes))).ok()
}

/// The words of a page; empty when it is beyond what is looked at.
pub(super) fn of_page(page: &str) -> String {
    plain_text(page).unwrap_or_default()
}
