//! Documents of word processors from their bytes to reports: each construct in the smallest file that has it, files that say of themselves
//! what they are not, and hostile ones.

#![allow(clippy::unwrap_used)] // A failed unwrap is a failed test.

use proptest::prelude::*;
use recount_intake::{Fault, IntakeError, read_bytes};
use recount_model::{BlockRole, Report};
use std::io::{Cursor, Write};
use std::time::Instant;
use zip::write::SimpleFileOptions;

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TYPES: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
const RELATIONS: &str = r#"<Relationships>
    <Relationship Id="1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document2.xml"/>
    <Relationship Id="2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>
    </Relationships>"#;
const PARTS: &str = r#"<Relationships>
    <Relationship Id="1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/styles" Target="styles.xml"/>
    <Relationship Id="2" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/footnotes" Target="/word/footnotes.xml"/>
    </Relationships>"#;
const STYLES: &str = r#"<w:styles>
    <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
    <w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
    <w:style w:styleId="Geheim"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
    <w:style w:styleId="Mein"><w:basedOn w:val="berschrift1"/><w:name w:val="Mein"/></w:style>
    <w:style w:styleId="V1"><w:name w:val="toc 1"/></w:style>
    </w:styles>"#;
const NOTES: &str = r#"<w:footnotes><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
    <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Five at first.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;

fn word(body: &str) -> Vec<u8> {
    let document = format!("<?xml version=\"1.0\"?>\n<w:document><w:body>{body}</w:body></w:document>");
    packed(&[
        TYPES,
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/_rels/document2.xml.rels", PARTS.as_bytes()),
        ("word/document2.xml", document.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/footnotes.xml", NOTES.as_bytes()),
        ("docProps/core.xml", b"<c><dc:title>Letter of 2003</dc:title><dc:creator>admin</dc:creator></c>"),
    ])
}

fn open_document(body: &str) -> Vec<u8> {
    let styles = r#"<office:automatic-styles>
        <style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
        <style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
        </office:automatic-styles>"#;
    let content = format!(
        "<office:document-content>{styles}<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", b"<m><dc:title>Letter of 2003</dc:title></m>"),
    ])
}

fn report(file: &str, bytes: &[u8]) -> Report {
    read_bytes(file, bytes).unwrap().value
}

fn check_word(body: &str, want: &[&str]) {
    assert_eq!(report("a.docx", &word(body)).text, want.join("\n\n"), "{body}");
}

fn check_open_document(body: &str, want: &[&str]) {
    assert_eq!(report("a.odt", &open_document(body)).text, want.join("\n\n"), "{body}");
}

fn fault(file: &str, bytes: &[u8]) -> Fault {
    match read_bytes(file, bytes) {
        Err(IntakeError::Unreadable { fault, .. }) => fault,
        other => panic!("{file}: {other:?}"),
    }
}

fn roles(report: &Report) -> Vec<String> {
    report.blocks.iter().map(|b| format!("{:?} {}", b.role, b.span.slice(&report.text))).collect()
}

#[test]
fn word_gives_the_text_that_a_reader_of_the_page_sees() {
    check_word(
        "<w:p><w:r><w:t>Six</w:t></w:r><w:r><w:tab/><w:t xml:space=\"preserve\">died </w:t></w:r></w:p>",
        &["Six died"],
    );
    check_word(
        "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>Six</w:t><w:br/><w:t>died&#8211;all &amp; more</w:t></w:r></w:p>",
        &["Six\ndied–all & more"],
    );
    check_word(
        "<w:p><w:ins><w:r><w:t>Six</w:t></w:r></w:ins><w:del><w:r><w:delText>Five</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom><w:r><w:t xml:space=\"preserve\"> died</w:t></w:r></w:p>",
        &["Six died"],
    );
    check_word(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Six</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\"> died</w:t></w:r></w:p><w:p><w:r><w:t>Two</w:t></w:r></w:p>",
        &["Six died", "Two"],
    );
    check_word(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>Six</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"Geheim\"/></w:rPr><w:t>y</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Geheim\"/></w:pPr><w:r><w:t>z</w:t></w:r></w:p>",
        &["Six"],
    );
    check_word(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType=\"begin\"/><w:fldChar w:fldCharType=\"separate\"/><w:t>no</w:t><w:fldChar w:fldCharType=\"end\"/><w:fldChar w:fldCharType=\"separate\"/><w:t>6</w:t><w:fldChar w:fldCharType=\"end\"/><w:t xml:space=\"preserve\"> died</w:t></w:r></w:p>",
        &["6 died"],
    );
    check_word(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p><w:p><w:r><w:t>Six</w:t></w:r></w:p>",
        &["Six"],
    );
    check_word(
        "<w:p><w:r><w:t>Six</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t xml:space=\"preserve\"> died.</w:t></w:r></w:p><w:p><w:hyperlink><w:r><w:t>Two</w:t></w:r></w:hyperlink></w:p>",
        &["Six died.", "Two", "Five at first."],
    );
    check_word(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Dead</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>six</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>End</w:t></w:r></w:p>",
        &["Dead", "six", "End"],
    );
    check_word(
        "<w:p><w:r><w:t>Six</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>A box</w:t></w:r></w:p><w:p><w:r><w:t>of two</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>A box</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t xml:space=\"preserve\"> died.</w:t></w:r></w:p>",
        &["Six died.", "A box", "of two"],
    );
    check_word(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Click here</w:t></w:r></w:p></w:sdtContent></w:sdt><w:sdt><w:sdtContent><w:p><w:r><w:t>co</w:t><w:softHyphen/><w:t>op</w:t><w:noBreakHyphen/><w:sym w:font=\"Symbol\" w:char=\"F061\"/></w:r></w:p></w:sdtContent></w:sdt>",
        &["coop\u{2011}α"],
    );
}

#[test]
fn styles_tell_the_headline_and_headings() {
    let paragraph = |style: &str, words: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
    };
    let body = [
        paragraph("Titel", "Fire at the mill"),
        paragraph("V1", "The cause 3"),
        paragraph("", "Six people died when the mill burned down."),
        paragraph("Mein", "The cause"),
        paragraph("", "A lamp had fallen over."),
    ];
    let report = report("a.docx", &word(&body.concat()));
    assert_eq!(report.title.as_deref(), Some("Fire at the mill"));
    assert_eq!((report.author.as_deref(), report.published), (None, None));
    assert_eq!(
        roles(&report),
        [
            "Title Fire at the mill",
            "Boilerplate The cause 3",
            "Body Six people died when the mill burned down.",
            "Heading The cause",
            "Body A lamp had fallen over."
        ]
    );
}

#[test]
fn open_document_gives_the_text_that_a_reader_of_the_page_sees() {
    check_open_document(
        "<text:p text:style-name=\"P1\">Fire at\n  the mill</text:p><text:p>Six<text:s text:c=\"3\"/>died<text:tab/><text:span text:style-name=\"T1\">x<text:span>y</text:span></text:span>now<text:line-break/>and</text:p>",
        &["Fire at the mill", "Six died now\nand"],
    );
    check_open_document(
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>x</dc:creator></office:change-info><text:p>Five</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>Six<text:change text:change-id=\"1\"/> died</text:p>",
        &["Six died"],
    );
    check_open_document(
        "<text:p>Six<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>Five at first.</text:p></text:note-body></text:note> died<office:annotation><dc:creator>x</dc:creator><text:p>Really?</text:p></office:annotation>.</text:p><text:p>Two.</text:p>",
        &["Six died.", "Two.", "Five at first."],
    );
    check_open_document(
        "<text:p>Six<draw:frame><draw:text-box><text:p>A box</text:p></draw:text-box><svg:title>t</svg:title><svg:desc>d</svg:desc></draw:frame> died.</text:p><text:list><text:list-item><text:p>one</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>Dead</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>six</text:p></table:table-cell></table:table-row></table:table>",
        &["Six died.", "A box", "one", "Dead", "six"],
    );
    check_open_document(
        "<text:section text:display=\"none\"><text:p>x</text:p></text:section><text:p><text:hidden-paragraph text:is-hidden=\"true\"/>y</text:p><text:p><text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>b</text:ruby-text></text:ruby></text:p>",
        &["a"],
    );
}

#[test]
fn bytes_tell_the_format_whatever_the_name() {
    let paragraph = "<w:p><w:r><w:t>Six people died.</w:t></w:r></w:p>";
    for (file, bytes) in [
        ("a.doc", word(paragraph)),
        ("a.txt", word(paragraph)),
        ("a.docm", word(paragraph)),
        ("a.docx", open_document("<text:p>Six people died.</text:p>")),
        ("a.fodt", b"<?xml version=\"1.0\"?><office:document><office:body><text:p>Six people died.</text:p></office:body></office:document>".to_vec()),
        ("a.doc", b"{\\rtf1 Six people died.}".to_vec()),
        ("a.doc", b"<html><body><p>Six people died.</p></body></html>".to_vec()),
        ("a.docx", b"Six people died.".to_vec()),
    ] {
        assert_eq!(report(file, &bytes).text.trim(), "Six people died.", "{file}");
    }
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on".to_vec();
    assert!(matches!(fault("a.doc", &old), Fault::OldWord));
    let locked: Vec<u8> = old.into_iter().chain("EncryptedPackage".bytes().flat_map(|b| [b, 0])).collect();
    assert!(matches!(fault("a.docx", &locked), Fault::Locked));
    assert!(matches!(fault("a.docx", &packed(&[("a.txt", b"Six")])), Fault::Binary { .. }));
    let sheet =
        packed(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<a/>")]);
    assert_eq!(fault("a.odt", &sheet).to_string(), "is binary data (a spreadsheet)");
    assert!(matches!(fault("a.docx", &word("<w:p/>")), Fault::Empty));
    assert!(matches!(fault("a.rtf", b"{\\rtf1 }"), Fault::Empty));
}

#[test]
fn utf16_parts_are_read() {
    let document = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><w:document><w:body><w:p><w:r><w:t>Six – died</w:t></w:r></w:p></w:body></w:document>";
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(document.encode_utf16().flat_map(u16::to_le_bytes));
    let file = packed(&[TYPES, ("word/document.xml", &bytes)]);
    assert_eq!(report("a.docx", &file).text, "Six – died");
}

#[test]
fn damaged_files_have_a_reason_and_a_way_forward() {
    let whole = word("<w:p><w:r><w:t>Six people died.</w:t></w:r></w:p>");
    for cut in [30, whole.len() / 2, whole.len() - 10] {
        let fault = fault("a.docx", &whole[..cut]);
        assert!(matches!(fault, Fault::Damaged { .. }) && fault.hint().is_some(), "{cut}: {fault}");
    }
    assert!(matches!(fault("a.docx", &word("<w:p><w:r><w:t>Six")), Fault::Damaged { .. }));
    assert!(matches!(
        fault("a.odt", &packed(&[("mimetype", b"application/vnd.oasis.opendocument.text")])),
        Fault::Damaged { .. }
    ));
    assert!(matches!(fault("a.docx", b"\xff\x01binary"), Fault::Damaged { .. }));
    let mut flipped = whole.clone();
    let at = flipped.windows(8).position(|w| w == b"Six peop").unwrap_or(400);
    flipped[at] ^= 1;
    let _ = read_bytes("a.docx", &flipped);
    assert_eq!(read_bytes("a.rtf", b"{\\rtf1 Six people died").unwrap().issues[0].code, "cut-short");
}

#[test]
fn hostile_files_cost_bounded_time_and_memory() {
    let begun = Instant::now();
    assert!(matches!(fault("a.docx", &word(&"<w:p>".repeat(1_000_000))), Fault::TooDeep { .. }));
    assert!(matches!(fault("a.odt", &open_document(&"<text:p>".repeat(1_000_000))), Fault::TooDeep { .. }));
    assert!(matches!(fault("a.docx", &word(&"<w:p/>".repeat(1_000_000))), Fault::Empty));
    let entity = "<!DOCTYPE x [<!ENTITY a \"bbbbbbbbbb\">]>".to_string() + &"&a;".repeat(100_000);
    assert!(matches!(
        fault("a.docx", &word(&format!("<w:p><w:r><w:t>{entity}</w:t></w:r></w:p>"))),
        Fault::Empty | Fault::Damaged { .. }
    ));
    let long = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a".repeat(30_000_000));
    assert!(matches!(fault("a.docx", &word(&long)), Fault::TooLarge { .. }));
    let huge = vec![b' '; 250_000_000];
    let bomb = packed(&[TYPES, ("word/document.xml", &huge)]);
    assert!(bomb.len() < 1_000_000);
    assert!(matches!(fault("a.docx", &bomb), Fault::UnpacksTooLarge { .. }));
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

/// Elements that mean something to one of the readers, in an order that need not make sense.
fn elements(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec((prop::sample::select(names), 0..3u8), 0..40).prop_map(|picked| {
        let (mut xml, mut open) = (String::new(), Vec::new());
        for (name, what) in picked {
            match what {
                0 => xml.push_str(&format!("<{name}/>")),
                1 => {
                    xml.push_str(&format!("<{name}>a "));
                    open.push(name.split(' ').next().unwrap());
                }
                _ => xml.extend(open.pop().map(|name| format!("</{name}>"))),
            }
        }
        xml.extend(open.into_iter().rev().map(|name| format!("</{name}>")));
        xml
    })
}

proptest! {
    #[test]
    fn no_order_of_elements_makes_a_reader_panic(
        word_body in elements(&["w:p", "w:r", "w:t", "w:pPr", "w:rPr", "w:del", "w:vanish", "w:br", "w:fldChar w:fldCharType=\"begin\"",
            "w:fldChar w:fldCharType=\"end\"", "w:footnoteReference w:id=\"2\"", "mc:AlternateContent", "mc:Choice", "mc:Fallback",
            "w:sdtPr", "w:sdtContent", "w:trPr", "w:tcPr", "w:tr", "w:sym w:char=\"F0B7\"", "w:pStyle w:val=\"Titel\""]),
        open_body in elements(&["text:p", "text:h", "text:span text:style-name=\"T1\"", "text:note", "text:note-body", "draw:text-box", "text:s",
            "text:table-of-content", "text:hidden-paragraph text:is-hidden=\"true\"", "svg:title", "dc:title", "office:annotation"]),
    ) {
        for (file, bytes) in [("a.docx", word(&word_body)), ("a.odt", open_document(&open_body))] {
            if let Ok(report) = read_bytes(file, &bytes) {
                let report = report.value;
                let mut end = 0;
                for block in &report.blocks {
                    prop_assert!(report.text[end..block.span.start].trim().is_empty());
                    end = block.span.end;
                }
                prop_assert!(report.blocks.iter().any(|b| b.role != BlockRole::Caption) || report.blocks.len() > 1);
            }
        }
    }
}
