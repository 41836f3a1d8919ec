//! OpenDocument texts (ISO/IEC 26300), packed (.odt) or as one XML file (.fodt). Of tracked changes the text as it stands is read: what was
//! deleted is kept apart in the file. Notes follow the document, boxes the paragraph they stand in.

use super::Document;
use super::flow::Flow;
use super::package::Package;
use super::style::{Definition, Definitions, Style, resolved};
use super::xml::{Element, Node, Xml, in_utf8};
use crate::Fault;
use crate::format::SIZE_LIMIT_BYTES;

/// Reads a packed document.
pub(crate) fn read_packed(package: &mut Package) -> Result<Document, Fault> {
    if let Some(manifest) = package.optional("META-INF/manifest.xml")? {
        // The list of parts says so of each that is locked.
        let needle = b"encryption-data";
        if manifest.windows(needle.len()).any(|window| window == needle) {
            return Err(Fault::Locked);
        }
    }
    let mut walk = Walk::default();
    if let Some(styles) = package.optional("styles.xml")? {
        walk.run(&styles, "styles.xml")?;
    }
    walk.run(&package.part("content.xml")?, "content.xml")?;
    if let Ok(Some(meta)) = package.optional("meta.xml") {
        // Properties only help; without them the text is as whole.
        let _ = walk.run(&meta, "meta.xml");
    }
    Ok(walk.document())
}

/// Reads a document that is one XML file.
pub(crate) fn read_flat(bytes: &[u8]) -> Result<Document, Fault> {
    let bytes = in_utf8(bytes.to_vec());
    let mut walk = Walk::default();
    walk.run(&bytes, "the document")?;
    Ok(walk.document())
}

/// Where the reading stands.
struct Walk {
    styles: Definitions,
    flow: Flow,
    title: Option<String>,
    /// Of each paragraph that is open, whether nobody sees it.
    paragraphs: Vec<bool>,
    /// Of each span that is open, whether its style hides it, and how many do.
    spans: Vec<bool>,
    hiding: usize,
    /// Tables of contents and indexes that are open.
    indexes: usize,
}

impl Default for Walk {
    fn default() -> Self {
        Walk {
            styles: Definitions::new(),
            flow: Flow::new(),
            title: None,
            paragraphs: Vec::new(),
            spans: Vec::new(),
            hiding: 0,
            indexes: 0,
        }
    }
}

impl Walk {
    fn document(self) -> Document {
        Document { paragraphs: self.flow.finish(), title: self.title, cut_short: false }
    }

    fn run(&mut self, bytes: &[u8], part: &str) -> Result<(), Fault> {
        let mut xml = Xml::new(bytes, part);
        loop {
            match xml.next()? {
                Node::Open(element) => self.open(&element, &mut xml)?,
                Node::Close(element) => self.close(element.name()),
                Node::Text(words) if !self.paragraphs.is_empty() => {
                    self.push(&words.replace(['\n', '\r'], " "));
                }
                Node::Text(_) => {}
                Node::End => return Ok(()),
            }
            let (size_bytes, limit_bytes) = (self.flow.size_bytes() as u64, SIZE_LIMIT_BYTES);
            if size_bytes > limit_bytes {
                return Err(Fault::TooLarge { size_bytes, limit_bytes });
            }
        }
    }

    /// Adds text, unless it stands outside paragraphs or is hidden.
    fn push(&mut self, words: &str) {
        if !self.paragraphs.is_empty() && self.hiding == 0 {
            self.flow.push(words);
        }
    }

    fn open(&mut self, element: &Element, xml: &mut Xml) -> Result<(), Fault> {
        match element.name() {
            "styles" | "automatic-styles" => self.read_styles(xml)?,
            // Headers, footers, scripts and settings; what was deleted; what forms and pictures hold beside text.
            "master-styles"
            | "scripts"
            | "font-face-decls"
            | "settings"
            | "tracked-changes"
            | "annotation"
            | "annotation-end"
            | "sequence-decls"
            | "variable-decls"
            | "user-field-decls"
            | "forms"
            | "dde-connection-decls"
            | "note-citation"
            | "number"
            | "ruby-text"
            | "desc"
            | "object"
            | "object-ole"
            | "binary-data"
            | "event-listeners"
            | "script"
            | "table-of-content-source"
            | "illustration-index-source"
            | "table-index-source"
            | "object-index-source"
            | "user-index-source"
            | "alphabetical-index-source"
            | "bibliography-source" => xml.skip()?,
            "title" if element.has_prefix("svg") => xml.skip()?,
            "title" if self.paragraphs.is_empty() => {
                if let Node::Text(words) = xml.next()? {
                    self.title = self.title.take().or(Some(words.into_owned()));
                }
            }
            "section" if is_hidden(element) => xml.skip()?,
            "hidden-text" if is_hidden(element) => xml.skip()?,
            "hidden-paragraph" if is_hidden(element) => {
                if let Some(unseen) = self.paragraphs.last_mut() {
                    *unseen = true;
                }
            }
            "p" | "h" => self.begin_paragraph(element),
            "span" => {
                let hides = resolved(&element.attribute("style-name").unwrap_or_default(), &self.styles).1;
                self.spans.push(hides);
                self.hiding += usize::from(hides);
            }
            "s" | "tab" => self.push(" "),
            "line-break" => self.push("\n"),
            "note-body" => self.flow.enter(true),
            "table-of-content" | "illustration-index" | "table-index" | "object-index" | "user-index"
            | "alphabetical-index" => self.indexes += 1,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => match self.paragraphs.pop() {
                Some(true) => self.flow.drop_open(),
                Some(false) => self.flow.end(),
                None => {}
            },
            "span" => self.hiding -= usize::from(self.spans.pop().unwrap_or(false)),
            "note-body" => self.flow.leave(),
            "table-of-content" | "illustration-index" | "table-index" | "object-index" | "user-index"
            | "alphabetical-index" => self.indexes = self.indexes.saturating_sub(1),
            _ => {}
        }
    }

    fn begin_paragraph(&mut self, element: &Element) {
        let (by_style, unseen) = resolved(&element.attribute("style-name").unwrap_or_default(), &self.styles);
        let style = match by_style {
            _ if self.indexes > 0 => Style::Furniture,
            Style::Body if element.name() == "h" => Style::Heading,
            style => style,
        };
        self.paragraphs.push(unseen);
        self.flow.begin(style);
    }

    /// The styles of a part, `style:style` by its name.
    fn read_styles(&mut self, xml: &mut Xml) -> Result<(), Fault> {
        let mut id = None;
        let styles = &mut self.styles;
        xml.each_inside(|element, level| match element.name() {
            "style" if level == 1 => {
                let name = element.attribute("name").unwrap_or_default();
                let definition = Definition {
                    name: element.attribute("display-name").unwrap_or_else(|| name.clone()),
                    parent: element.attribute("parent-style-name"),
                    outlined: element.attribute("default-outline-level").is_some_and(|l| !l.is_empty()),
                    hides: None,
                };
                styles.insert(name.clone(), definition);
                id = Some(name);
            }
            "text-properties" if level == 2 => {
                if let (Some(style), Some(display)) =
                    (id.as_ref().and_then(|id| styles.get_mut(id)), element.attribute("display"))
                {
                    style.hides = Some(display == "none");
                }
            }
            _ if level == 1 => id = None,
            _ => {}
        })
    }
}

fn is_hidden(element: &Element) -> bool {
    let says = |name: &str, value: &str| element.attribute(name).as_deref() == Some(value);
    says("is-hidden", "true") || says("display", "none")
}
