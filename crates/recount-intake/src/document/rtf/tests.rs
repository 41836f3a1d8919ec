//! RTF by examples, each construct in the smallest file that has it.

use super::*;
use proptest::prelude::*;

fn words(rtf: &str) -> Vec<String> {
    let document = read(rtf.as_bytes()).unwrap();
    document.paragraphs.into_iter().map(|p| p.words).collect()
}

fn check(body: &str, want: &[&str]) {
    let head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil\\fcharset0 Arial;}{\\f1\\fnil\\fcharset204 Arial;}{\\f2\\fnil\\fcharset2 Symbol;}{\\f3\\fnil\\fcharset128 Mincho{\\*\\falt x};}}{\\colortbl;\\red0\\green0;}";
    assert_eq!(words(&format!("{head}{body}}}")), want, "{body}");
}

#[test]
fn text_is_what_a_reader_of_the_page_sees() {
    check("Six died.\\par Two\r\n were hurt.\\par", &["Six died.", "Two were hurt."]);
    check("a\\tab b\\line c\\~d\\_e\\-f\\{\\}\\\\", &["a b\nc\u{a0}d\u{2011}ef{}\\"]);
    check("\\ldblquote x\\rdblquote\\emdash\\bullet", &["\u{201c}x\u{201d}\u{2014}\u{2022}"]);
    check("a{\\v hidden}b{\\deleted gone}c{\\revised new}\\v x\\v0 y\\v z\\plain w", &["abcnewyw"]);
    check("a{\\deleted\\par}b\\par c", &["ab", "c"]);
    check("{\\header h}{\\footerr f}{\\*\\generator g;}{\\pict 0102ff}{\\*\\shppict{\\pict ff}}a", &["a"]);
    check("{\\pntext\\f2\\'b7\\tab}item\\par{\\listtext 1.\\tab}item", &["item", "item"]);
    check(
        "{\\field{\\*\\fldinst{HYPERLINK \"http://a.example\"}}{\\fldrslt{\\ul the office}}} said",
        &["the office said"],
    );
    check("a\\cell b\\cell\\row c\\nestcell{\\nonesttables\\par}", &["a", "b", "c"]);
    check(
        "Six{\\footnote\\pard\\plain{\\super\\chftn} Five at first.} died.\\par Two.",
        &["Six died.", "Two.", " Five at first."],
    );
    check("{\\object\\objemb{\\*\\objdata 0102}{\\result{\\pict ff}as shown}}", &["as shown"]);
    check("{\\*\\bkmkstart x}a{\\*\\bkmkend x}{\\xe{\\v entry}}b{\\*\\unknown c}", &["ab"]);
    check("a{\\bin5 }}}}}b}{c", &["abc"]);
}

#[test]
fn text_boxes_follow_their_paragraph_and_stand_once() {
    check(
        "Six{\\shp{\\*\\shpinst\\shpleft1{\\sp{\\sn n}{\\sv 1}}{\\shptxt \\pard In the box.\\par More.\\par}}{\\shprslt{\\*\\do\\dptxbx{\\dptxbxtext In the box.\\par}}}} died.\\par",
        &["Six died.", "In the box.", "More."],
    );
}

#[test]
fn bytes_are_decoded_by_their_font_and_units_of_unicode_by_themselves() {
    check("caf\\'e9 {\\f1 \\'cf\\'f0\\'e8\\'e2\\'e5\\'f2} caf\\'e9", &["café Привет café"]);
    check("{\\f2 a\\'b7}", &["α•"]);
    check("{\\f3 \\'93\\'fa\\'96\\{}", &["日本"]);
    check("\\u1087?\\u-10179?\\u-8704?\\uc0\\u233 \\uc2\\u233\\'65\\'65e", &["п😀éée"]);
    check("{\\upr{caf?}{\\*\\ud{caf\\u233?}}} x", &["café x"]);
    assert_eq!(words("{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0}"), ["Пр"]);
    assert_eq!(words("{\\rtf1\\mac caf\\'8e}"), ["café"]);
}

#[test]
fn styles_and_properties_are_known() {
    let rtf = "{\\rtf1{\\info{\\title Fire at the mill}{\\author x}}{\\stylesheet{Normal;}{\\s1\\sbasedon0 heading 1;}{\\s2\\sbasedon1 Mine;}{\\*\\cs3 c;}}\\pard\\s2 The cause\\par\\pard A lamp.\\par\\pard\\outlinelevel1 Dead\\par}";
    let document = read(rtf.as_bytes()).unwrap();
    assert_eq!(document.title.as_deref(), Some("Fire at the mill"));
    let twice = "{\\rtf1{\\info{\\upr{\\title ?}{\\*\\ud{\\title \\u1087?}}}}a}";
    let titled = read(twice.as_bytes()).unwrap();
    assert_eq!((titled.title.as_deref(), titled.paragraphs[0].words.as_str()), (Some("п"), "a"));
    let styles: Vec<Style> = document.paragraphs.iter().map(|p| p.style).collect();
    assert_eq!(styles, [Style::Heading, Style::Body, Style::Heading]);
}

#[test]
fn a_file_that_ends_too_early_is_read_as_far_as_it_goes() {
    let document = read(b"{\\rtf1 Six {\\b died").unwrap();
    assert!(document.cut_short);
    assert_eq!(document.paragraphs[0].words, "Six died");
    assert!(!read(b"{\\rtf1 Six died}}}{ more").unwrap().cut_short);
    assert!(matches!(read(&b"{".repeat(1_000_000)), Err(Fault::TooDeep { .. })));
}

proptest! {
    #[test]
    fn no_file_makes_it_panic(rtf in "[{}\\\\'a-f0-9 *;\n]{0,200}", words in proptest::collection::vec(
        prop_oneof![Just("{"), Just("}"), Just("\\footnote "), Just("\\shptxt "), Just("\\par "), Just("\\*"), Just("\\upr"), Just("\\u-1 "), Just("\\bin3 "), Just("a")], 0..60)) {
        let _ = read(rtf.as_bytes());
        let _ = read(words.concat().as_bytes());
    }
}
