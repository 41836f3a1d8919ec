//! PDFs made here, object by object: what is read of them, and what hostile ones cost. Files of other programs are compared by
//! `cargo xtask formats --only pdf`.

use proptest::prelude::*;
use recount_intake::read_bytes;
use recount_model::{BlockRole, PageBox, Report, Span};
use std::io::Read as _;

/// A file of these objects, numbered from 1; the first is the catalog.
fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", n + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    bytes.extend(format!("trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF").bytes());
    bytes
}

fn stream(entries: &str, data: &str) -> Vec<u8> {
    format!("<<{entries}/Length {}>>\nstream\n{data}\nendstream", data.len()).into_bytes()
}

const FONTS: &str = "/Font<</F 3 0 R/B 4 0 R>>";

/// Pages with these drawing orders, in Helvetica (F) and Helvetica-Bold (B); `more` objects begin at number 5.
fn document(pages: &[&str], resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let first = 5 + more.len();
    let kids: Vec<String> = (0..pages.len()).map(|n| format!("{} 0 R", first + 2 * n)).collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len()).into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>".to_vec(),
    ];
    objects.extend(more.iter().cloned());
    for (n, page) in pages.iter().enumerate() {
        let content = first + 2 * n + 1;
        objects.push(
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {content} 0 R/Resources<<{FONTS}{resources}>>>>"
            )
            .into_bytes(),
        );
        objects.push(stream("", page));
    }
    file(&objects, "")
}

/// Lines from the top of the page, 14 points apart; an empty one leaves a gap.
fn lines(left: u32, top: u32, lines: &[&str]) -> String {
    let line = |(n, words): (usize, &&str)| {
        format!("BT /F 11 Tf {left} {} Td ({words}) Tj ET\n", 800 - top as usize - 14 * n)
    };
    lines.iter().enumerate().filter(|(_, words)| !words.is_empty()).map(line).collect()
}

fn read(bytes: &[u8]) -> Report {
    read_bytes("a.pdf", bytes).expect("a PDF that is read").value
}

fn refused(bytes: &[u8]) -> String {
    read_bytes("a.pdf", bytes).err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn the_day_the_file_was_made_is_no_day_of_publication() {
    let info =
        b"<</Title(Fire at the mill of Harl)/CreationDate(D:20200102030405Z)/ModDate(D:20200102030405Z)>>"
            .to_vec();
    let page = lines(60, 80, &["Six people died when the old mill of Harl burned down on Thursday night."]);
    let bytes = document(&[&page], "", &[info]);
    let named = String::from_utf8(bytes).unwrap().replace("/Root 1 0 R", "/Root 1 0 R/Info 5 0 R");
    let report = read(named.as_bytes());
    assert_eq!((report.published, report.title.as_deref()), (None, Some("Fire at the mill of Harl")));
}

#[test]
fn paragraphs_are_joined_and_every_word_keeps_its_place() {
    let page = lines(
        60,
        80,
        &[
            "The harbour office of Harl said on Tuesday that the storm had killed six people, that",
            "the ferry was lost, and that a wit-",
            "ness had seen two men cut the ropes.",
            "",
            "Nobody else was hurt.",
        ],
    );
    let report = read(&document(&[&page], "", &[]));
    let want = "The harbour office of Harl said on Tuesday that the storm had killed six people, that the ferry was lost, and \
        that a wit-ness had seen two men cut the ropes.\n\nNobody else was hurt.";
    assert_eq!(report.text, want);
    let (start, words) = (report.text.find("Nobody").unwrap(), "Nobody else");
    let boxes = report.pages[0].boxes(Span::new(start, start + words.len()));
    let [PageBox { left, top, width, height }] = boxes[..] else { panic!("{boxes:?}") };
    // Baseline 136 points below the upper edge, letters of 11 points.
    assert!((left - 60.0).abs() < 0.1 && top < 136.0 && top + height > 136.0 && height < 12.0);
    assert!((55.0..65.0).contains(&width), "{width}");
    assert_eq!((report.pages[0].number, report.pages[0].width, report.pages[0].height), (1, 600.0, 800.0));
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left = [
        "Alpha one two three four five six",
        "alpha seven eight nine ten eleven",
        "alpha twelve thirteen and fourteen",
        "alpha fifteen.",
    ];
    let right = [
        "Beta one two three four five six ",
        "beta seven eight nine ten eleven ",
        "beta twelve thirteen and fourteen",
        "beta fifteen.",
    ];
    // Drawn row by row, as some programs do.
    let page: String = (0..4)
        .map(|n| {
            lines(60, 100 + 14 * n, &[left[n as usize]]) + &lines(300, 100 + 14 * n, &[right[n as usize]])
        })
        .collect();
    let report = read(&document(&[&page], "", &[]));
    let (alpha, beta) = (report.text.find("alpha fifteen").unwrap(), report.text.find("Beta one").unwrap());
    assert!(alpha < beta, "{}", report.text);
}

#[test]
fn running_heads_and_page_numbers_are_boilerplate_and_do_not_part_paragraphs() {
    let page = |n: usize| {
        let name = ["boats", "sheds", "roofs"][n - 1];
        let words = format!(
            "the water rose through the night and carried {name} away while people called for help from"
        );
        let mut all = vec!["Inquiry into the storm", ""];
        all.extend([words.as_str(); 40]);
        lines(60, 40, &all) + &format!("BT /F 9 Tf 300 {} Td (Page {n} of 3) Tj ET", 28 + 2 * n)
    };
    let pages: Vec<String> = (1..=3).map(page).collect();
    let report = read(&document(&pages.iter().map(String::as_str).collect::<Vec<_>>(), "", &[]));
    let of = |role| {
        report
            .blocks
            .iter()
            .filter(|b| b.role == role)
            .map(|b| b.span.slice(&report.text))
            .collect::<Vec<_>>()
    };
    let boilerplate = of(BlockRole::Boilerplate);
    assert_eq!(boilerplate.len(), 6, "{boilerplate:?}");
    assert!(boilerplate.iter().all(|words| words.starts_with("Inquiry") || words.starts_with("Page")));
    let body = report.blocks.iter().find(|b| b.span.len() > 1_000).unwrap();
    assert_eq!(body.span.slice(&report.text).matches("the water rose").count(), 120);
    assert!(report.pages.iter().all(|page| !page.boxes(body.span).is_empty()));
}

#[test]
fn notes_and_data_at_the_foot_of_pages_are_no_page_numbers() {
    let page = |n: usize| {
        let words = ["boats", "sheds", "roofs", "barns"][n - 1];
        let text = format!("The water rose through the night and carried {words} away.");
        lines(60, 80, &[&text])
            + &format!("BT /F 5 Tf 3 Ts 60 90 Td ({n}) Tj /F 8 Tf 0 Ts (Interview {}, Harl.) Tj ET ", 100 + n)
            + &format!("BT /F 8 Tf 60 75 Td (Harl district lost {} houses in all.) Tj ET ", n * n)
            + &format!("BT /F 8 Tf 300 40 Td (- {n} -) Tj ET")
    };
    let pages: Vec<String> = (1..=4).map(page).collect();
    let report = read(&document(&pages.iter().map(String::as_str).collect::<Vec<_>>(), "", &[]));
    let furniture = report.blocks.iter().filter(|block| block.role == BlockRole::Boilerplate);
    let furniture: Vec<&str> = furniture.map(|block| block.span.slice(&report.text)).collect();
    assert_eq!(furniture, ["- 1 -", "- 2 -", "- 3 -", "- 4 -"]);
    // One page alone.
    let report = read(&document(&[&pages[0]], "", &[]));
    assert_eq!(report.blocks.iter().filter(|block| block.role == BlockRole::Boilerplate).count(), 1);
}

#[test]
fn a_paragraph_goes_on_over_the_page_with_a_whole_sentence_and_not_with_a_number() {
    let first = lines(
        60,
        680,
        &[
            "The harbour office said on Tuesday that the storm had killed",
            "six people and that nobody had been told of it in good time.",
        ],
    );
    let last = |words: &str| {
        lines(60, 60, &[words, "", "Nobody else was hurt in the storm, the harbour office said too."])
    };
    for (words, goes_on) in
        [("The ferry was lost.", true), ("12. The ferry was lost.", false), ("The ferry", false)]
    {
        let text = read(&document(&[&first, &last(words)], "", &[])).text;
        assert_eq!(text.contains(&format!("good time. {words}")), goes_on, "{text}");
    }
}

#[test]
fn notes_begin_with_their_raised_number() {
    let notes: String = (1..=3)
        .map(|n| {
            format!(
                "BT /F 5 Tf 3 Ts 60 {} Td ({n}) Tj /F 8 Tf 0 Ts (Interview 10{n}, Harl.) Tj ET ",
                200 - 10 * n
            )
        })
        .collect();
    let page = lines(60, 80, &["The mission spoke to forty-two witnesses in the district of Harl in March."]);
    let report = read(&document(&[&(page + &notes)], "", &[]));
    let want = "The mission spoke to forty-two witnesses in the district of Harl in March.\n\n\
        Interview 101, Harl.\n\nInterview 102, Harl.\n\nInterview 103, Harl.";
    assert_eq!(report.text, want);
}

#[test]
fn letters_are_read_however_they_are_drawn() {
    let unicode = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n\
        2 beginbfchar <0001> <0416> <0002> <00660069> endbfchar endcmap";
    let more = [
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>".to_vec(),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 600>>".to_vec(),
        stream("", unicode),
        b"<</Type/Font/Subtype/Type1/BaseFont/Y/Encoding<</Differences[1/S/eacute/fi/uni20AC]>>>>".to_vec(),
        stream("/Type/XObject/Subtype/Form/BBox[0 0 600 800]", "BT /F 12 Tf 50 700 Td (Within a form) Tj ET"),
    ];
    let resources = "/XObject<</X 9 0 R>>";
    let fonts = |page: &str| {
        let bytes = document(&[page], resources, &more);
        let text = String::from_utf8_lossy(&bytes).replace("/B 4 0 R>>", "/B 4 0 R/C 5 0 R/D 8 0 R>>");
        // The offsets have moved; the reader finds the objects anew.
        read(text.as_bytes()).text
    };
    for (page, want) in [
        ("BT /C 12 Tf 50 700 Td <000100020001> Tj ET", "ЖfiЖ"),
        ("BT /D 12 Tf 50 700 Td (\\001\\002\\003\\004) Tj ET", "Séfi€"),
        ("/X Do", "Within a form"),
        ("BT 3 Tr /F 12 Tf 50 700 Td (Recognised) Tj ET", "Recognised"),
        ("BT /F 12 Tf 50 700 Td (Bold) Tj ET BT /F 12 Tf 50.3 700 Td (Bold) Tj ET", "Bold"),
        ("BT /F 12 Tf 50 700 Td [(T) 80 (wo) -300 (words)] TJ ET", "Two words"),
        ("BT /F 12 Tf 3 Tc 50 700 Td (Wide) Tj ET", "Wide"),
        ("BT /F 12 Tf 3 Tc 50 700 Td (Two wide words) Tj ET", "Two wide words"),
        // Ghostscript parts words so where another program moved on: one letter of each word is spaced.
        (
            "BT /F 12 Tf 50 700 Td (tw) Tj 3 Tc 12 0 Td (ol) Tj 0 Tc 12.3 0 Td (ife-jackets) Tj ET",
            "two life-jackets",
        ),
        (
            "BT /F 12 Tf 50 700 Td (an) Tj 3 Tc 13.3 0 Td [(yo) 250 (fi)] TJ 0 Tc 24.7 0 Td (ts) Tj ET",
            "any of its",
        ),
        ("BT /F 12 Tf 50 700 Td (g) Tj -3.3 Tw 6.7 0 Td (av e) Tj 0 Tw 19.4 0 Td ( it) Tj ET", "gave it"),
        ("BT /F 12 Tf 0 1 -1 0 300 300 Tm (Upwards) Tj ET", "Upwards"),
        ("/Span <</ActualText(Shown)>> BDC BT /F 12 Tf 50 700 Td (S h) Tj ET EMC", "Shown"),
        ("BT /F 12 Tf 50 700 Td (Seen) Tj ET BT /F 12 Tf 50 7000 Td (Beside the page) Tj ET", "Seen"),
        ("BT /F 12 Tf 50 700 Td (H) Tj /F 8 Tf 8.7 -2 Td (2) Tj ET", "H2"),
        (
            "BT /F 12 Tf 50 700 Td (It killed 17) Tj 5 Ts /F 7 Tf (1) Tj 0 Ts /F 12 Tf ( people.) Tj 5 Ts /F 7 Tf (2,3) Tj ET",
            "It killed 17 people.",
        ),
        (
            "BT 5 Ts /F 7 Tf 50 700 Td (1) Tj 0 Ts /F 12 Tf ( Over 40 km) Tj 5 Ts /F 7 Tf (2) Tj 0 Ts /F 12 Tf (.) Tj ET",
            "Over 40 km².",
        ),
        (
            "BT /F 12 Tf 50 700 Td (By 3) Tj 5 Ts /F 7 Tf (1) Tj 0 Ts /F 12 Tf (/) Tj /F 7 Tf (2 times) Tj ET",
            "By 31/2 times",
        ),
        (
            "BT /F 24 Tf 50 700 Td (A) Tj /F 9 Tf 30 12 Td (first line) Tj 0 -11 Td (second line) Tj ET",
            "first line A second line",
        ),
        ("BT /F 12 Tf 50 700 Td (caf) Tj (e) Tj ET BT /F 12 Tf 68.7 700 Td (\\264) Tj ET", "café"),
    ] {
        assert_eq!(fonts(page), want, "{page}");
    }
}

#[test]
fn orders_are_read_however_they_are_packed() {
    let text = "BT /F 12 Tf 50 700 Td (Six people died.) Tj ET";
    let hexadecimal = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>() + ">";
    let runs = |text: &str| text.chars().map(|c| format!("\0{c}")).collect::<String>() + "z";
    for (filters, data) in [
        ("/ASCIIHexDecode", hexadecimal(text)),
        ("[/ASCIIHexDecode/RunLengthDecode]", hexadecimal(&runs(text))),
        ("[/AHx/A85]", hexadecimal("6<#'\\7NaE@+B2qq2)$.30JFVKA0<:!Bm:b>AT)O(AKYMtARmDB+B3(u78s~>")),
    ] {
        let form = stream(&format!("/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Filter{filters}"), &data);
        let report = read_bytes("a.pdf", &document(&["/X Do"], "/XObject<</X 5 0 R>>", &[form]));
        assert_eq!(
            report.map(|report| report.value.text).unwrap_or_default(),
            "Six people died.",
            "{filters}"
        );
    }
}

#[test]
fn what_holds_no_letters_says_why() {
    let picture =
        stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", "x");
    let scan = document(&["/X Do", "/X Do"], "/XObject<</X 5 0 R>>", &[picture]);
    assert_eq!(refused(&scan), "a.pdf: is a scanned PDF: 2 pages of pictures without text");
    assert_eq!(refused(&document(&[""], "", &[])), "a.pdf: holds no text");
    let locked = file(
        &[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"<</Type/Pages/Kids[]>>".to_vec()],
        &format!("/ID[(a)(a)]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O({0})/U({0})>>", "x".repeat(32)),
    );
    assert_eq!(refused(&locked), "a.pdf: is locked with a password");
    assert!(refused(b"%PDF-1.7\nnothing").contains("is damaged"));
}

#[test]
fn loops_and_depths_end() {
    let form = |n: usize| {
        stream(
            &format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {n} 0 R>>>>"),
            "/X Do /X Do /X Do",
        )
    };
    let text = "BT /F 12 Tf 50 700 Td (Six people died.) Tj ET";
    let own = document(&[&format!("/X Do {text}")], "/XObject<</X 5 0 R>>", &[form(5)]);
    assert_eq!(read(&own).text, "Six people died.");
    // Forms that draw forms that draw forms: three to the power of twenty.
    let chain: Vec<Vec<u8>> = (0..20).map(|n| form(6 + n)).collect();
    assert_eq!(
        read(&document(&[&format!("{text} /X Do")], "/XObject<</X 5 0 R>>", &chain)).text,
        "Six people died."
    );
    let tree = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[2 0 R 3 0 R]>>".to_vec(),
        b"<</Type/Pages/Kids[2 0 R]>>".to_vec(),
    ];
    assert!(refused(&file(&tree, "")).contains("holds no text"));
    assert!(
        refused(
            b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"
        )
        .contains("damaged")
    );
    for deep in [
        "[".repeat(200_000),
        "<</A ".repeat(2_000),
        "(".repeat(200_000),
        "/A BMC ".repeat(200_000),
        "q ".repeat(200_000),
    ] {
        let report = read(&document(&[&format!("{text} {deep}")], "", &[]));
        assert_eq!(report.text, "Six people died.");
    }
    let many = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{}]>>", "<</Type/Page>>".repeat(6_000)).into_bytes(),
    ];
    assert!(refused(&file(&many, "")).contains("more than 5000 pages"));
}

/// A stream of so many blanks, packed.
fn packed_blanks(entries: &str, count: u64) -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::copy(&mut std::io::repeat(b' ').take(count), &mut packed).expect("writes to memory");
    let packed = packed.finish().expect("writes to memory");
    let mut bytes =
        format!("<<{entries}/Filter/FlateDecode/Length {}>>\nstream\n", packed.len()).into_bytes();
    bytes.extend(packed);
    bytes.extend(b"\nendstream");
    bytes
}

/// What is larger than is read costs what its reading took, and once.
#[test]
fn what_unpacks_to_too_much_is_paid_for_and_not_tried_again() {
    let issues = |bytes: &[u8]| {
        let read = read_bytes("a.pdf", bytes).expect("a PDF that is read");
        assert_eq!(read.value.text, "Six people died.");
        read.issues.into_iter().map(|issue| issue.message).collect::<Vec<_>>()
    };
    let told = ["a.pdf draws more than is looked at; text may be missing from page 1 on"];
    let text = "BT /F 12 Tf 50 700 Td (Six people died.) Tj ET";
    let large = packed_blanks("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", 65_000_000);

    // One form drawn again and again: the page is read to its end.
    let again = document(
        &[&format!("{} {text}", "/X Do ".repeat(5_000))],
        "/XObject<</X 5 0 R>>",
        std::slice::from_ref(&large),
    );
    assert!(issues(&again).is_empty());
    // Several forms: the page ends where its work is done.
    let forms = "/XObject<</A 5 0 R/B 6 0 R/C 7 0 R/D 8 0 R/E 9 0 R/G 10 0 R>>";
    let several = document(
        &[&format!("{text} /A Do /B Do /C Do /D Do /E Do /G Do BT /F 12 Tf 50 600 Td (Seven.) Tj ET")],
        forms,
        &vec![large.clone(); 6],
    );
    assert_eq!(issues(&several), told);

    // The same of the parts of a page's orders.
    let of_parts = |parts: &str| {
        let mut objects = vec![
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[5 0 R]/Count 1>>".to_vec(),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
            stream("", text),
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents[{parts}]/Resources<</Font<</F 3 0 R>>>>>>")
                .into_bytes(),
        ];
        objects.extend(vec![large.clone(); 6]);
        file(&objects, "")
    };
    assert!(issues(&of_parts(&format!("{} 4 0 R", "6 0 R ".repeat(5_000)))).is_empty());
    assert_eq!(
        refused(&of_parts("4 0 R 6 0 R 7 0 R 8 0 R 9 0 R 10 0 R 11 0 R")),
        "a.pdf: is damaged: its pages draw more than is looked at, and no letters"
    );
}

/// A file is not called damaged for its words, nor for being protected, and costs no more than its length.
#[test]
fn what_is_sound_is_not_called_damaged() {
    let page = lines(60, 80, &["Six people died when the old mill of Harl burned down on Thursday night."]);
    let words =
        "Upstream of the mill 40% of the\nstream and, downstream, the mainstream of the river was low. ";
    let long = document(&[&page], "", &[stream("/Type/EmbeddedFile", &words.repeat(20_000))]);
    assert!(read(&long).text.starts_with("Six people died"));

    let packed = stream("/Type/ObjStm/Filter/FlateDecode", &"x".repeat(10_000));
    let protected = file(&vec![packed; 160], "/Encrypt 2 0 R");
    assert_eq!(refused(&protected), "a.pdf: is protected, and too large to be looked into");
    let open = b"1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n".repeat(300_000);
    for trailer in ["trailer<</Root 1 0 R>>", "trailer<</Root 1 0 R/Encrypt 2 0 R>>"] {
        let bytes = [&b"%PDF-1.5\n"[..], &open, trailer.as_bytes()].concat();
        assert_eq!(refused(&bytes), "a.pdf: is damaged: its streams lie within each other");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn changed_bytes_are_read_or_refused(changes in prop::collection::vec((0usize..2_000, any::<u8>()), 1..20), cut in 0usize..2_000) {
        let page = lines(60, 80, &["The harbour office said so.", "", "Nobody else was hurt."]);
        let mut bytes = document(&[&page, &page], "", &[]);
        for (at, byte) in changes {
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        bytes.truncate(bytes.len().saturating_sub(cut));
        if let Ok(report) = read_bytes("a.pdf", &bytes) {
            let report = report.value;
            for piece in report.pages.iter().flat_map(|page| &page.pieces) {
                prop_assert!(report.text.get(piece.span.start..piece.span.end).is_some());
            }
        }
    }

    #[test]
    fn any_drawing_orders_are_run(orders in "([0-9.-]{1,4} |/F |/X |\\(ab\\(c\\)\\) |<41e9> |\\[|\\] |BT |ET |Tf |Td |Tm |Tj |TJ |Tz |TL |Tc |cm |q |Q |BMC |EMC |Do |' |\" |\\* |Ts |Tr ){0,60}") {
        let text = "BT /F 12 Tf 50 700 Td (Six people died.) Tj ET";
        let _ = read_bytes("a.pdf", &document(&[&format!("{text} {orders}")], "", &[]));
    }
}
