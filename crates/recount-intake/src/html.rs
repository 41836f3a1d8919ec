//! The main text of a web page and what the page states of itself. The text is found by the page's own markup ([`crate::page`]), or,
//! where that finds little, by `dom_smoothie` (why both: `docs/design-notes/main-text.md`), which also reads the statements. A page in
//! which neither finds a main text falls back to its paragraphs.

use crate::Fault;
use crate::author::named;
use crate::date_line::metadata_date;
use crate::page::{Outline, beside_the_text, main_lines};
use crate::page_bounds::{ELEMENT_LIMIT, check_depth, check_tags};
use crate::report::Stated;
use crate::words::one_line;
use dom_smoothie::{Config, Readability, TextMode};
use recount_model::PartialDate;
use regex::Regex;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

/// Main text below this length is set against the page's paragraphs.
const SCANT_CHARS: usize = 200;

/// Times that one way of finding the text must find more than the other to be believed.
const MUCH_MORE: usize = 2;

/// The mark in the head of the pages that `recount-publish` writes.
const OWN_PAGE: &str = "<meta name=\"generator\" content=\"Recount";

/// What stands beside the text by its own markup: captions, notes on the author, notices of consent. The extraction may take a
/// short one for a paragraph.
static BESIDE_THE_TEXT: LazyLock<String> = LazyLock::new(|| {
    let marked = beside_the_text().map(|letters| format!(", [class*={letters}], [id*={letters}]"));
    std::iter::once("figcaption".to_string()).chain(marked).collect()
});

/// What a reader of the page does not see, or sees as a drawing.
const NOT_SHOWN: &str = "svg, noscript, template, [hidden], [style*='display:none'], [style*='display: none'], \
    [style*='visibility:hidden'], [style*='visibility: hidden']";

/// Links to notes and back, by the marks that programs give them.
const NOTE_MARKS: &str = "a[role=doc-noteref], a[role=doc-backlink], a.footnote-ref, a.footnote-back, sup.reference, a.sdfootnoteanc, \
    a.sdendnoteanc, a.sdfootnotesym, a.sdendnotesym";

/// The main text of a page.
pub(crate) struct MainText {
    /// Headline and paragraphs, separated by empty lines.
    pub text: String,
    /// Whether the first paragraph is the headline.
    pub titled: bool,
    pub stated: Stated,
}

/// Finds the main text.
pub(crate) fn main_text(page: &str) -> Result<MainText, Fault> {
    if page.contains(OWN_PAGE) {
        return Err(Fault::OwnAccount);
    }
    check_tags(page)?;
    // Other people's parsers: a panic in one costs the page, not the dossier.
    let article = match catch_unwind(AssertUnwindSafe(|| article(page))) {
        Ok(Err(fault @ Fault::TooDeep { .. })) => return Err(fault),
        Ok(article) => article.ok(),
        Err(_) => None,
    };
    let (stated, mut body) = article.unwrap_or_default();
    if body.chars().count() < SCANT_CHARS {
        let paragraphs = catch_unwind(AssertUnwindSafe(|| paragraphs(page))).unwrap_or_default();
        if paragraphs.len() > body.len() {
            body = paragraphs;
        }
    }
    if !body.chars().any(char::is_alphanumeric) {
        return Err(Fault::NoTextInHtml);
    }
    let title = stated.title.as_deref().filter(|t| !t.is_empty());
    let text = title.map_or_else(|| body.clone(), |title| format!("{title}\n\n{body}"));
    Ok(MainText { text, titled: title.is_some(), stated })
}

/// Main text and statements; the body is empty when none was found.
fn article(page: &str) -> Result<(Stated, String), Fault> {
    let config =
        Config { text_mode: TextMode::Formatted, max_elements_to_parse: ELEMENT_LIMIT, ..Config::default() };
    let mut reader = Readability::new(page, None, Some(config)).map_err(|_| Fault::NoTextInHtml)?;
    let elements = reader.doc.select("*");
    check_depth(elements.nodes().iter().map(|node| (node.id, node.parent().map(|parent| parent.id))))?;
    let canonical = reader.doc.select("link[rel=canonical]").attr("href").map(|href| href.to_string());
    let json_ld = reader.parse_json_ld();
    let metadata = reader.get_article_metadata(json_ld);
    let title = headline(&metadata.title, metadata.site_name.as_deref());
    let stated = Stated {
        title: Some(whole_headline(&reader, title)).filter(|t| !t.is_empty()),
        author: metadata.byline.as_deref().and_then(named),
        publisher: metadata.site_name.as_deref().map(one_line).filter(|s| !s.is_empty()),
        url: canonical.or(metadata.url).filter(|url| url.starts_with("http")),
        published: metadata
            .published_time
            .as_deref()
            .and_then(metadata_date)
            .or_else(|| date_in_markup(page)),
    };
    reader.doc.select(NOTE_MARKS).remove();
    let by_markup =
        main_lines(&Outline::of(&reader), stated.title.as_deref().unwrap_or_default()).join("\n\n");
    reader.doc.select(NOT_SHOWN).remove();
    reader.doc.select(&BESIDE_THE_TEXT).remove();
    let by_score = reader.parse().map(|article| paragraphed(&article.text_content)).unwrap_or_default();
    Ok((stated, fuller(by_markup, by_score)))
}

/// The text by the page's own markup, unless the other way finds much more.
fn fuller(by_markup: String, by_score: String) -> String {
    let (markup, score) = (by_markup.chars().count(), by_score.chars().count());
    let scant = markup < SCANT_CHARS && score > markup;
    if scant || score > MUCH_MORE * markup { by_score } else { by_markup }
}

/// The title of a page without the name of the site behind a dash or bar.
fn headline(title: &str, site: Option<&str>) -> String {
    let title = one_line(title);
    let site = site.map(|s| one_line(s).to_lowercase()).filter(|s| !s.is_empty());
    let cut = [" | ", " - ", " – ", " — ", " :: "].iter().filter_map(|bar| title.rsplit_once(bar));
    let named = cut
        .filter(|(head, tail)| !head.is_empty() && Some(tail.to_lowercase()) == site)
        .map(|(head, _)| head)
        .next();
    named.unwrap_or(&title).to_string()
}

/// The headline as the page's first heading has it, if the title that was found is a part of it: what stands before a colon or behind a dash
/// may be taken for the name of a site. Both the heading and the title of the page must have the whole.
fn whole_headline(page: &Readability, found: String) -> String {
    let titled = one_line(&page.doc.select("title").text());
    let headings = page.doc.select("h1");
    let heading = headings.nodes().first().map(|heading| one_line(&heading.text()));
    let whole =
        heading.filter(|h| !found.is_empty() && h.contains(found.as_str()) && titled.contains(h.as_str()));
    whole.unwrap_or(found)
}

/// The words of every `<p>`, for pages without a recognisable main text; else of the whole body.
fn paragraphs(page: &str) -> String {
    let document = Readability::from(page).doc;
    document.select("script, style").remove();
    document.select(NOT_SHOWN).remove();
    let of_paragraphs: Vec<String> =
        document.select("p").iter().map(|p| one_line(&p.text())).filter(|words| !words.is_empty()).collect();
    if of_paragraphs.is_empty() {
        paragraphed(&document.select("body").formatted_text())
    } else {
        of_paragraphs.join("\n\n")
    }
}

/// All words that a page shows, for pages that are letters and have no menus.
pub(crate) fn plain_text(page: &str) -> Result<String, Fault> {
    check_tags(page)?;
    let words = || {
        let document = Readability::from(page).doc;
        let all = document.select("*");
        check_depth(all.nodes().iter().map(|node| (node.id, node.parent().map(|parent| parent.id))))?;
        document.select("script, style, title").remove();
        document.select(NOT_SHOWN).remove();
        Ok(paragraphed(&document.select("body").formatted_text()))
    };
    catch_unwind(AssertUnwindSafe(words)).unwrap_or(Err(Fault::NoTextInHtml))
}

/// Every line a paragraph, an empty line between.
fn paragraphed(formatted: &str) -> String {
    formatted.lines().map(one_line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// `datePublished` of JSON-LD in any place, else the first `<time datetime>`.
fn date_in_markup(page: &str) -> Option<PartialDate> {
    static MARKUP: LazyLock<[Regex; 3]> = LazyLock::new(|| {
        [
            r#""datePublished"\s*:\s*"([^"]{4,40})""#,
            r#"(?i)itemprop=["']datePublished["'][^>]{0,200}(?:content|datetime)=["']([^"']{4,40})"#,
            r#"(?i)<time\b[^>]{0,300}\bdatetime=["']([^"']{4,40})"#,
        ]
        .map(|pattern| Regex::new(pattern).expect("a valid pattern"))
    });
    MARKUP.iter().find_map(|markup| metadata_date(&markup.captures(page)?[1]))
}

#[cfg(test)]
mod tests {
    use crate::{Fault, IntakeError, read_bytes};
    use recount_model::{BlockRole, DateBasis};

    const PAGE: &str = r#"<!DOCTYPE html><html><head><title>Fire at the mill kills six - Harl Gazette</title>
        <meta property="og:site_name" content="Harl Gazette"><meta property="article:published_time" content="2014-05-02T08:00:00Z">
        <meta name="author" content="By Anna Berg"><link rel="canonical" href="https://a.example/fire"></head>
        <body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Fire at the mill kills six</h1>
        <p>Six people died when the old mill of Harl burned down on Thursday night, the fire office of the town said on Friday.</p>
        <p>The office said that a lamp had fallen in the store, and that four of the dead were workers who had slept above it.</p>
        <p>Ambulances took two more millers away; one of the two was said to be in danger, the office added later on.</p>
        </article><footer>Copyright 2014 Harl Gazette</footer></body></html>"#;

    #[test]
    fn a_page_gives_its_text_and_its_origin() {
        let report = read_bytes("a.html", PAGE.as_bytes()).unwrap().value;
        assert_eq!(report.publisher.as_deref(), Some("Harl Gazette"));
        assert_eq!(report.author.as_deref(), Some("Anna Berg"));
        assert_eq!(report.url.as_deref(), Some("https://a.example/fire"));
        let published = report.published.unwrap();
        assert_eq!(
            (published.date.to_string().as_str(), published.basis),
            ("2014-05-02", DateBasis::Metadata)
        );
        assert_eq!(report.title.as_deref(), Some("Fire at the mill kills six"));
        assert_eq!(report.blocks[0].role, BlockRole::Title);
        let body = report.blocks.iter().filter(|b| b.role == BlockRole::Body).count();
        assert_eq!(body, 3, "{}", report.text);
        assert!(!report.text.contains("Copyright"));
    }

    #[test]
    fn what_a_page_does_not_show_is_no_text() {
        for unseen in [
            "<svg><text>The ministry counted 44 dead in the drawing of the mill.</text></svg>",
            "<p hidden>The ministry counted 44 dead in the hidden part.</p>",
            "<p style=\"color: red; display: none\">The ministry counted 44 dead in the hidden part.</p>",
            "<noscript><p>The ministry counted 44 dead without a script.</p></noscript>",
        ] {
            let page = PAGE.replace("</article>", &format!("{unseen}</article>"));
            let report = read_bytes("a.html", page.as_bytes()).unwrap().value;
            assert!(report.text.contains("lamp") && !report.text.contains("44"), "{unseen}: {}", report.text);
        }
    }

    #[test]
    fn a_headline_is_not_cut_at_its_own_colon_or_dash() {
        for title in [
            "Fire at the old mill: what the fire office says of it",
            "Fire at the mill of Harl - six dead, two hurt",
        ] {
            for site in ["", " | Harl Gazette"] {
                let page = PAGE
                    .replace("Fire at the mill kills six - Harl Gazette", &format!("{title}{site}"))
                    .replace("Fire at the mill kills six", title);
                let report = read_bytes("a.html", page.as_bytes()).unwrap().value;
                assert_eq!(report.title.as_deref(), Some(title));
                assert!(!report.text[title.len()..].contains(title), "{}", report.text);
            }
        }
    }

    #[test]
    fn dates_in_markup_are_found() {
        for (markup, want) in [
            (
                r#"<script type="application/ld+json">{"@graph":[{"datePublished":"2014-05-02"}]}</script>"#,
                Some("2014-05-02"),
            ),
            (r#"<time class="x" datetime="2014-05-03T10:00">yesterday</time>"#, Some("2014-05-03")),
            (r#"<time>yesterday</time>"#, None),
        ] {
            assert_eq!(super::date_in_markup(markup).map(|d| d.to_string()).as_deref(), want);
        }
    }

    #[test]
    fn pages_without_text_or_beyond_bounds_are_refused() {
        let fault = |page: &str| match read_bytes("a.html", page.as_bytes()) {
            Err(IntakeError::Unreadable { fault, .. }) => Some(fault),
            _ => None,
        };
        assert!(matches!(
            fault("<html><body><script>x()</script><img src=a></body></html>"),
            Some(Fault::NoTextInHtml)
        ));
        let own = r#"<html><head><meta name="generator" content="Recount 9"></head><body><p>Six people died.</p></body></html>"#;
        assert!(matches!(fault(own), Some(Fault::OwnAccount)));
        assert!(matches!(fault(&"<div>".repeat(3_000)), Some(Fault::TooDeep { .. })));
        assert!(matches!(fault(&("<div>".repeat(1_500) + "Six people died.")), Some(Fault::TooDeep { .. })));
        assert!(fault(&("<div>".repeat(900) + "<p>Six people died.")).is_none());
        assert!(matches!(fault(&"<br>".repeat(100_001)), Some(Fault::TooManyElements { .. })));
        assert!(fault("<html><body><p>Six people died.</p></body></html>").is_none());
    }
}
