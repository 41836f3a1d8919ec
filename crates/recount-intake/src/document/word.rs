//! Word's .docx (ECMA-376, transitional and strict): the document part read element by element. Of a field its result is read, of
//! alternative contents the first; inserted text is read, deleted and moved-away text is not; text boxes follow the paragraph they stand in,
//! notes the document. Numbers and bullets of lists are not in the text; the program makes them.

use super::flow::Flow;
use super::package::Package;
use super::style::{Definition, Definitions, Style, resolved};
use super::symbol;
use super::xml::{Element, Node, Xml};
use super::{Document, Paragraph};
use crate::Fault;
use std::collections::{BTreeMap, BTreeSet};

/// Reads a document.
pub(crate) fn read(package: &mut Package) -> Result<Document, Fault> {
    let main =
        package.main_part().ok_or_else(|| Fault::Damaged { what: "it has no document part".into() })?;
    let relations = package.relations(&main)?;
    let part = |kind: &str| relations.iter().find(|(k, _)| k == kind).map(|(_, name)| name.clone());
    let mut optional = |kind: &str| -> Result<Option<(String, Vec<u8>)>, Fault> {
        let Some(name) = part(kind) else { return Ok(None) };
        Ok(package.optional(&name)?.map(|bytes| (name, bytes)))
    };
    let styles = match optional("styles")? {
        Some((name, bytes)) => styles(&bytes, &name)?,
        None => Definitions::new(),
    };
    let mut notes = BTreeMap::new();
    for kind in ["footnotes", "endnotes"] {
        if let Some((name, bytes)) = optional(kind)? {
            notes.insert(kind, notes_of(&bytes, &name, &styles)?);
        }
    }
    let bytes = package.part(&main)?;
    let (mut paragraphs, referred) = document(&bytes, &main, &styles)?;
    for (kind, id) in referred {
        // A note that is referred to twice stands once.
        let note = notes.get_mut(kind).and_then(|notes| notes.remove(&id));
        paragraphs.extend(note.unwrap_or_default());
    }
    let properties = package.relations("")?.into_iter().find(|(kind, _)| kind == "core-properties");
    let title = properties.and_then(|(_, name)| title(package.optional(&name).ok()??, &name));
    Ok(Document { paragraphs, title, cut_short: false })
}

/// A reference to a note: of which part, and the note's id there.
type NoteMark = (&'static str, String);

/// The paragraphs of a document part, and the notes it refers to, in order.
pub(super) fn document(
    bytes: &[u8],
    part: &str,
    styles: &Definitions,
) -> Result<(Vec<Paragraph>, Vec<NoteMark>), Fault> {
    let mut walk = Walk::new(styles);
    let mut xml = Xml::new(bytes, part);
    while walk.step(&mut xml)? {}
    Ok((walk.flow.finish(), walk.referred))
}

/// The notes of a part by their id.
fn notes_of(
    bytes: &[u8],
    part: &str,
    styles: &Definitions,
) -> Result<BTreeMap<String, Vec<Paragraph>>, Fault> {
    let mut notes = BTreeMap::new();
    let mut xml = Xml::new(bytes, part);
    let mut size_bytes = 0;
    loop {
        match xml.next()? {
            Node::Open(element) if matches!(element.name(), "footnote" | "endnote") => {
                let id = element.attribute("id").unwrap_or_default();
                let depth = xml.depth();
                let mut walk = Walk::new(styles);
                while xml.depth() >= depth && walk.step(&mut xml)? {}
                size_bytes += walk.flow.size_bytes();
                too_long(size_bytes)?;
                notes.insert(id, walk.flow.finish());
            }
            Node::End => return Ok(notes),
            _ => {}
        }
    }
}

fn too_long(size_bytes: usize) -> Result<(), Fault> {
    let (size_bytes, limit_bytes) = (size_bytes as u64, crate::format::SIZE_LIMIT_BYTES);
    if size_bytes > limit_bytes { Err(Fault::TooLarge { size_bytes, limit_bytes }) } else { Ok(()) }
}

/// `dc:title` of the properties.
fn title(bytes: Vec<u8>, part: &str) -> Option<String> {
    let mut xml = Xml::new(&bytes, part);
    loop {
        match xml.next().ok()? {
            Node::Open(element) if element.name() == "title" => match xml.next().ok()? {
                Node::Text(words) => return Some(words.into_owned()),
                _ => return None,
            },
            Node::End => return None,
            _ => {}
        }
    }
}

/// The styles of a document.
pub(super) fn styles(bytes: &[u8], part: &str) -> Result<Definitions, Fault> {
    let mut styles = Definitions::new();
    let mut xml = Xml::new(bytes, part);
    loop {
        match xml.next()? {
            Node::Open(element) if element.name() == "style" => {
                let id = element.attribute("styleId").unwrap_or_default();
                let mut style = Definition::default();
                xml.each_inside(|inner, _| match inner.name() {
                    "name" => style.name = inner.attribute("val").unwrap_or_default(),
                    "basedOn" => style.parent = inner.attribute("val"),
                    "outlineLvl" => style.outlined = is_outlined(inner),
                    "vanish" => style.hides = Some(inner.is_on()),
                    _ => {}
                })?;
                styles.insert(id, style);
            }
            Node::End => return Ok(styles),
            _ => {}
        }
    }
}

/// Levels 0 to 8 are headings, 9 is text.
fn is_outlined(element: &Element) -> bool {
    element.attribute("val").is_some_and(|level| level.parse().is_ok_and(|level: u8| level < 9))
}

/// Where the reading of one part stands.
struct Walk<'s> {
    styles: &'s Definitions,
    flow: Flow,
    /// Notes referred to, each once.
    referred: Vec<NoteMark>,
    seen: BTreeSet<NoteMark>,
    /// Of each paragraph that is open: what it is, and the state around it.
    paragraphs: Vec<Open>,
    /// Of each complex field that is open: whether its result has begun.
    fields: Vec<bool>,
    /// Of each `AlternateContent` that is open: whether one of its contents was read.
    alternatives: Vec<bool>,
    /// Whether the run's text is hidden.
    hidden: bool,
    in_text: bool,
    /// Whether the content control that is open shows its prompt only.
    prompt: bool,
}

/// A paragraph that is open.
#[derive(Debug, Default)]
struct Open {
    /// Whether its style hides its text.
    hides: bool,
    /// Whether its end was deleted, so that it goes on with the next.
    end_deleted: bool,
    hidden_around: bool,
}

impl<'s> Walk<'s> {
    fn new(styles: &'s Definitions) -> Self {
        Walk {
            styles,
            flow: Flow::new(),
            referred: Vec::new(),
            seen: BTreeSet::new(),
            paragraphs: Vec::new(),
            fields: Vec::new(),
            alternatives: Vec::new(),
            hidden: false,
            in_text: false,
            prompt: false,
        }
    }

    /// Takes the next node; `false` at the end of the part.
    fn step(&mut self, xml: &mut Xml) -> Result<bool, Fault> {
        match xml.next()? {
            Node::Open(element) => self.open(&element, xml)?,
            Node::Close(element) => self.close(element.name()),
            Node::Text(words) if self.in_text => {
                self.push(&words);
                too_long(self.flow.size_bytes())?;
            }
            Node::Text(_) => {}
            Node::End => return Ok(false),
        }
        Ok(true)
    }

    /// Adds text, unless it is hidden or part of a field's instruction.
    fn push(&mut self, words: &str) {
        if !self.hidden && self.fields.iter().rev().take(FIELDS_LOOKED_AT).all(|in_result| *in_result) {
            self.flow.push(words);
        }
    }

    fn open(&mut self, element: &Element, xml: &mut Xml) -> Result<(), Fault> {
        match element.name() {
            "p" => self.begin_paragraph(),
            "pPr" => self.paragraph_properties(xml)?,
            "rPr" => self.run_properties(xml)?,
            "r" => self.hidden = self.paragraphs.last().is_some_and(|p| p.hides),
            "t" => self.in_text = true,
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push(match element.attribute("type").as_deref() {
                Some("page" | "column") => " ",
                _ => "\n",
            }),
            "noBreakHyphen" => self.push("\u{2011}"),
            "sym" => {
                let font = element.attribute("font").unwrap_or_default();
                let code = element.attribute("char").and_then(|c| u32::from_str_radix(&c, 16).ok());
                if let Some(c) = code.and_then(|code| symbol::character(&font, code)) {
                    self.push(c.encode_utf8(&mut [0; 4]));
                }
            }
            "fldChar" => match element.attribute("fldCharType").as_deref() {
                Some("begin") if self.fields.len() < FIELDS_LOOKED_AT => self.fields.push(false),
                Some("separate") => {
                    if let Some(last) = self.fields.last_mut() {
                        *last = true;
                    }
                }
                Some("end") => drop(self.fields.pop()),
                _ => {}
            },
            "footnoteReference" => self.refer("footnotes", element),
            "endnoteReference" => self.refer("endnotes", element),
            "AlternateContent" => self.alternatives.push(false),
            "Choice" | "Fallback" => match self.alternatives.last_mut() {
                Some(read @ false) => *read = true,
                Some(_) => xml.skip()?,
                None => {}
            },
            "sdtPr" => {
                let mut prompt = false;
                xml.each_inside(|inner, _| prompt |= inner.name() == "showingPlcHdr" && inner.is_on())?;
                self.prompt = prompt;
            }
            "sdtContent" if std::mem::take(&mut self.prompt) => xml.skip()?,
            "trPr" => self.table_properties(xml, "del")?,
            "tcPr" => self.table_properties(xml, "cellDel")?,
            "del" | "moveFrom" | "tblPr" | "tblGrid" | "tblPrEx" | "sectPr" | "sdtEndPr" | "rubyPr"
            | "rt" | "instrText" | "delText" => xml.skip()?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "r" => self.hidden = false,
            "t" => self.in_text = false,
            "AlternateContent" => drop(self.alternatives.pop()),
            _ => {}
        }
    }

    fn begin_paragraph(&mut self) {
        let around = Open { hidden_around: std::mem::take(&mut self.hidden), ..Open::default() };
        self.in_text = false;
        // The end of the paragraph before was deleted: this one goes on with it.
        let goes_on = self.paragraphs.is_empty() && self.flow.is_open();
        self.paragraphs.push(around);
        if !goes_on {
            self.flow.begin(Style::Body);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(open) = self.paragraphs.pop() else { return };
        self.hidden = open.hidden_around;
        self.in_text = false;
        // Instructions end with their paragraph, lest a field without an end swallow the rest.
        self.fields.retain(|in_result| *in_result);
        if !open.end_deleted || !self.paragraphs.is_empty() {
            self.flow.end();
        }
    }

    /// `w:pPr`: style, level in the outline, whether its end was deleted. What it was before a tracked change does not count.
    fn paragraph_properties(&mut self, xml: &mut Xml) -> Result<(), Fault> {
        let (mut style, mut hides, mut end_deleted) = (None, false, false);
        let styles = self.styles;
        let around = xml.depth();
        while xml.depth() >= around {
            match xml.next()? {
                Node::Open(element) => match element.name() {
                    "pStyle" => {
                        let found = resolved(&element.attribute("val").unwrap_or_default(), styles);
                        // A level of its own, where there is one, was given on top of the style.
                        style = style.or(Some(found.0));
                        hides = found.1;
                    }
                    "outlineLvl" if is_outlined(&element) && matches!(style, None | Some(Style::Body)) => {
                        style = Some(Style::Heading);
                    }
                    "pPrChange" | "rPrChange" => xml.skip()?,
                    "del" | "moveFrom" => end_deleted = true,
                    _ => {}
                },
                Node::End => break,
                _ => {}
            }
        }
        if let Some(open) = self.paragraphs.last_mut() {
            (open.hides, open.end_deleted) = (hides, end_deleted);
            if let Some(style) = style {
                self.flow.set_style(style);
            }
        }
        Ok(())
    }

    /// `w:rPr`: whether the run is hidden, by itself or by its style.
    fn run_properties(&mut self, xml: &mut Xml) -> Result<(), Fault> {
        let (mut by_style, mut by_itself) = (None, None);
        let around = xml.depth();
        while xml.depth() >= around {
            match xml.next()? {
                Node::Open(element) => match element.name() {
                    "rStyle" => {
                        let style = element.attribute("val").unwrap_or_default();
                        by_style = Some(resolved(&style, self.styles).1).filter(|hides| *hides);
                    }
                    "vanish" => by_itself = Some(element.is_on()),
                    "rPrChange" => xml.skip()?,
                    _ => {}
                },
                Node::End => break,
                _ => {}
            }
        }
        self.hidden = by_itself.or(by_style).unwrap_or(self.hidden);
        Ok(())
    }

    /// Properties of a row or a cell; one that was deleted is passed over.
    fn table_properties(&mut self, xml: &mut Xml, deleted: &str) -> Result<(), Fault> {
        let around = xml.depth().saturating_sub(1);
        let mut is_deleted = false;
        xml.each_inside(|inner, level| is_deleted |= level == 1 && inner.name() == deleted)?;
        if is_deleted { xml.skip_to(around.saturating_sub(1)) } else { Ok(()) }
    }

    fn refer(&mut self, kind: &'static str, element: &Element) {
        let note = (kind, element.attribute("id").unwrap_or_default());
        if !self.hidden && self.seen.insert(note.clone()) {
            self.referred.push(note);
        }
    }
}

/// Fields inside fields that are told apart; real documents have three.
const FIELDS_LOOKED_AT: usize = 32;
