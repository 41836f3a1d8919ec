//! Bytes to text. UTF-8 passes untouched, because offsets count in exactly that text; anything else is decoded with what the file says of
//! itself (byte order mark, `charset` of a page), else with the encoding that its bytes make most likely, and the loss is counted. Which
//! that is, `chardetng` guesses, which Firefox uses for pages that name none.

mod wide;

use crate::Fault;
use crate::format::binary_kind;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text with what was lost on the way.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub text: String,
    /// Bytes replaced by U+FFFD.
    pub replaced_bytes: usize,
    /// The encoding, when it is not plain UTF-8.
    pub encoding: Option<&'static str>,
    /// Whether nothing but the bytes told the encoding.
    pub guessed: bool,
}

/// Share of bytes that may be replaced before a file counts as undecodable.
const LOSS_LIMIT: f64 = 0.1;
/// Share of control characters above which bytes are no text.
const CONTROL_LIMIT: f64 = 0.02;

/// Decodes `bytes`; `is_page` lets a `charset` of HTML count.
pub(crate) fn decode(bytes: &[u8], is_page: bool) -> Result<Decoded, Fault> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let has_wide_mark = bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff");
    if let Some(encoding) = marked.filter(|e| !has_wide_mark && (*e == UTF_16LE || *e == UTF_16BE)) {
        return decoded_with(encoding, bytes, false);
    }
    if let Some(looks_like) = binary_kind(bytes) {
        return Err(Fault::Binary { looks_like: Some(looks_like) });
    }
    if bytes.contains(&0) {
        return wide_text(bytes, has_wide_mark);
    }
    if is_binary(bytes) {
        return Err(Fault::Binary { looks_like: None });
    }
    if memchr::memmem::find(bytes, b"\x1b$").is_some() {
        // Japanese mail: all bytes are ASCII, with marks that change their meaning.
        let (text, _, had_errors) = ISO_2022_JP.decode(bytes);
        if !had_errors {
            return within_limit(text.into_owned(), 0, bytes.len(), Some(ISO_2022_JP.name()), true);
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let text = text.to_string();
        return Ok(Decoded { text, replaced_bytes: 0, encoding: None, guessed: false });
    }
    match declared_charset(bytes).filter(|e| is_page && *e != UTF_8) {
        Some(encoding) => decoded_with(encoding, bytes, false),
        None if is_broken_utf8(bytes) => lossy_utf8(bytes),
        None => decoded_with(guessed(bytes), bytes, true),
    }
}

/// Text with zero bytes is in an encoding of wide units, or none.
fn wide_text(bytes: &[u8], is_marked: bool) -> Result<Decoded, Fault> {
    if let Some((text, name)) = wide::utf_32(bytes) {
        return within_limit(text, 0, bytes.len(), Some(name), !is_marked);
    }
    match wide::utf_16(bytes) {
        Some(encoding) => decoded_with(encoding, bytes, true),
        None => Err(Fault::Binary { looks_like: None }),
    }
}

/// The encoding of single or several bytes that is most likely.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let likely = detector.guess(None, Utf8Detection::Deny);
    if likely == WINDOWS_1252 && is_latin_9(bytes) { ISO_8859_15 } else { likely }
}

/// Whether Western European bytes are ISO-8859-15, which differs from windows-1252 in a few letters where that has fractions and signs: a
/// fraction before a letter of a word is none. The detector does not know this encoding, as pages hardly ever have it.
fn is_latin_9(bytes: &[u8]) -> bool {
    let fraction = |pair: &[u8]| matches!(pair[0], 0xbc | 0xbd) && pair[1].is_ascii_lowercase();
    !bytes.iter().any(|b| (0x80..0xa0).contains(b)) && bytes.windows(2).any(fraction)
}

fn is_binary(bytes: &[u8]) -> bool {
    let controls = bytes.iter().filter(|b| b.is_ascii_control() && !b"\t\n\r\x0c\x1b".contains(b)).count();
    controls as f64 > CONTROL_LIMIT * bytes.len() as f64
}

fn decoded_with(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Result<Decoded, Fault> {
    let (text, used, had_errors) = encoding.decode(bytes);
    let replaced = if had_errors { text.matches('\u{fffd}').count() } else { 0 };
    if text.contains('\0') {
        return Err(Fault::Binary { looks_like: None });
    }
    within_limit(text.into_owned(), replaced, bytes.len(), Some(used.name()), guessed)
}

fn lossy_utf8(bytes: &[u8]) -> Result<Decoded, Fault> {
    let replaced = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    within_limit(String::from_utf8_lossy(bytes).into_owned(), replaced, bytes.len(), None, false)
}

fn within_limit(
    text: String,
    replaced: usize,
    size: usize,
    encoding: Option<&'static str>,
    guessed: bool,
) -> Result<Decoded, Fault> {
    if replaced as f64 > LOSS_LIMIT * size as f64 {
        return Err(Fault::Undecodable { bad_bytes: replaced, size_bytes: size });
    }
    Ok(Decoded { text, replaced_bytes: replaced, encoding, guessed })
}

/// Whether bytes beyond ASCII are mostly well-formed UTF-8: in other encodings a pair of bytes is so by chance now and then.
fn is_broken_utf8(bytes: &[u8]) -> bool {
    let (mut formed, mut unformed) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        formed += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        unformed += chunk.invalid().len();
    }
    formed >= unformed
}

/// The `charset` that a page declares in its first two kilobytes.
fn declared_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..2048).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset").or_else(|| {
        // A page that is XML.
        head.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()?.split_once("encoding"))
    })?;
    let label = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], is_page: bool, text: &str, replaced: usize, encoding: Option<&str>) {
        let got = decode(bytes, is_page).unwrap();
        assert_eq!((got.text.as_str(), got.replaced_bytes, got.encoding), (text, replaced, encoding));
    }

    #[test]
    fn text_is_decoded_and_the_loss_counted() {
        check("Six died – “all” of them.\r\n".as_bytes(), false, "Six died – “all” of them.\r\n", 0, None);
        check(b"\xef\xbb\xbfSix", false, "\u{feff}Six", 0, None);
        check(b"\xff\xfeS\0i\0x\0", false, "Six", 0, Some("UTF-16LE"));
        check(b"the caf\xe9 was hit", false, "the café was hit", 0, Some("windows-1252"));
        check(
            b"<meta charset=\"iso-8859-2\"> \xb1",
            true,
            "<meta charset=\"iso-8859-2\"> ą",
            0,
            Some("ISO-8859-2"),
        );
        let mut broken = "café café café café".as_bytes().to_vec();
        broken[4] = b'x';
        check(&broken, false, "caf\u{fffd}x café café café", 1, None);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (bytes, want) in [
            (&b"%PDF-1.7 and more"[..], "is binary data (PDF)"),
            (b"abc\0def", "is binary data"),
            (b"\x01\x02\x03\x04", "is binary data"),
        ] {
            let got = decode(bytes, false).map_or_else(|fault| fault.to_string(), |_| String::new());
            assert_eq!(got, want);
        }
        let mut undecodable = "é".repeat(50).into_bytes();
        undecodable.extend([0xe9; 40]);
        assert!(matches!(decode(&undecodable, false), Err(Fault::Undecodable { .. })));
    }

    /// Texts with the encodings that they are read from, none of which the bytes name.
    const TEXTS: [(&str, &[&str]); 9] = [
        (
            "Le feu qui a d\u{e9}truit l'atelier a fait \u{ab} au moins six bless\u{e9}s \u{bb}, selon la pr\u{e9}fecture. L'h\u{f4}pital en a re\u{e7}u huit, dont deux dans un \u{e9}tat grave.",
            &["windows-1252"],
        ),
        (
            "В результате обвала на шахте пострадали не менее девяти горняков, сообщила в среду областная инспекция труда. По данным профсоюза, пострадавших двенадцать.",
            &["windows-1251", "koi8-r", "iso-8859-5", "ibm866"],
        ),
        (
            "قالت إدارة المياه يوم الثلاثاء إن سبعة عمال على الأقل أصيبوا عندما انهار جزء من السد، وإن اثنين منهم نقلا إلى المستشفى.",
            &["windows-1256", "iso-8859-6"],
        ),
        (
            "Τουλάχιστον πέντε λιμενεργάτες τραυματίστηκαν την Παρασκευή από φωτιά σε αποθήκη στο λιμάνι, ανακοίνωσε το λιμεναρχείο.",
            &["windows-1253", "iso-8859-7"],
        ),
        (
            "Co najmniej czterech robotników zostało rannych w poniedziałek na moście w Żarnowie, podała inspekcja pracy. Świadkowie słyszeli trzask.",
            &["windows-1250", "iso-8859-2"],
        ),
        (
            "北浜市の塗装工場で火曜日の夜に火災があり、市の消防局は少なくとも四人がけがをしたと発表した。病院は六人を受け入れたとしている。",
            &["shift_jis", "euc-jp", "iso-2022-jp"],
        ),
        (
            "县消防局星期二说，东河县一家油漆厂夜间起火，至少四人受伤。医院说收治了六人，其中两人伤势较重。",
            &["gb18030"],
        ),
        (
            "縣消防局星期二說，東河縣一家油漆廠夜間起火，至少四人受傷。醫院說收治了六人，其中兩人傷勢較重。",
            &["big5"],
        ),
        (
            "군 소방서는 화요일 밤 동하군의 한 페인트 공장에서 불이 나 적어도 네 명이 다쳤다고 밝혔다. 병원은 여섯 명을 받았다.",
            &["euc-kr"],
        ),
    ];

    #[test]
    fn encodings_are_told_by_the_bytes_alone() {
        for (text, encodings) in TEXTS {
            for label in encodings {
                let encoding = Encoding::for_label(label.as_bytes()).unwrap();
                // encoding_rs writes no ISO-2022-JP that a page could not have; it is the same here.
                let (bytes, _, lossy) = encoding.encode(text);
                assert!(!lossy, "{label}");
                for is_page in [false, true] {
                    let got = decode(&bytes, is_page).unwrap();
                    assert_eq!(
                        (got.text.as_str(), got.replaced_bytes, got.guessed),
                        (text, 0, true),
                        "{label}"
                    );
                }
            }
        }
    }

    #[test]
    fn letters_of_latin_9_are_no_fractions() {
        check(
            b"Le c\xbdur de l'\xbduvre, 2\xbd km",
            false,
            "Le cœur de l'œuvre, 2œ km",
            0,
            Some("ISO-8859-15"),
        );
        check(b"2\xbd km et 3\xbc m, caf\xe9", false, "2½ km et 3¼ m, café", 0, Some("windows-1252"));
    }

    #[test]
    fn a_page_may_name_its_encoding_as_xml_does() {
        check(
            b"<?xml version='1.0' encoding='iso-8859-2'?><html>\xb1",
            true,
            "<?xml version='1.0' encoding='iso-8859-2'?><html>\u{105}",
            0,
            Some("ISO-8859-2"),
        );
        // A word of Cyrillic with a quotation mark after it is well-formed UTF-8 by chance.
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1251.encode("Об этом сообщила «КОМПАНИЯ», где работали пострадавшие.");
        check(
            &bytes,
            false,
            "Об этом сообщила «КОМПАНИЯ», где работали пострадавшие.",
            0,
            Some("windows-1251"),
        );
    }
}
