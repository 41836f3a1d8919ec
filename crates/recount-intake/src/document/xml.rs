//! XML as a stream of elements and text, by local names: prefixes differ between programs, and names spaces between the strict and the
//! usual form of Word's format, but no two names that matter here clash. No tree is built and nothing recurses; entities that a document
//! defines itself are never expanded, so that none can grow; nesting is bounded.

use crate::Fault;
use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesEnd, BytesStart, Event};
use std::borrow::Cow;

/// Levels that are looked at; documents have some thirty, tables in tables some hundred.
const DEPTH_LIMIT: usize = 5_000;

/// The next thing in a document.
#[derive(Debug)]
pub(super) enum Node<'x> {
    /// An element begins; an empty one ends at once.
    Open(Element<'x>),
    /// An element ends.
    Close(Ending<'x>),
    /// Text.
    Text(Cow<'x, str>),
    /// The end of the document.
    End,
}

/// The beginning of an element.
#[derive(Debug)]
pub(super) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    /// Its name without prefix.
    pub fn name(&self) -> &str {
        std::str::from_utf8(self.0.local_name().into_inner()).unwrap_or_default()
    }

    /// Whether its name has this prefix.
    pub fn has_prefix(&self, prefix: &str) -> bool {
        self.0.name().prefix().is_some_and(|p| p.as_ref() == prefix.as_bytes())
    }

    /// The value of the first attribute with this local name.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|a| a.key.local_name().as_ref() == name.as_bytes())?;
        let value = String::from_utf8_lossy(&found.value).into_owned();
        Some(unescape(&value).map(Cow::into_owned).unwrap_or(value))
    }

    /// Whether it switches something on: present, and its `val` not a word for no.
    pub fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off"))
    }
}

/// The end of an element.
#[derive(Debug)]
pub(super) struct Ending<'x>(BytesEnd<'x>);

impl Ending<'_> {
    /// Its name without prefix.
    pub fn name(&self) -> &str {
        std::str::from_utf8(self.0.local_name().into_inner()).unwrap_or_default()
    }
}

/// A reader of one part of a document.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    /// Elements that are open.
    depth: usize,
    part: &'x str,
}

/// The bytes of a part in UTF-8: XML may be UTF-16 too.
pub(super) fn in_utf8(bytes: Vec<u8>) -> Vec<u8> {
    match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned().into(),
        None => bytes,
    }
}

impl<'x> Xml<'x> {
    /// Reads `bytes`, UTF-8, of a part whose name messages give.
    pub fn new(bytes: &'x [u8], part: &'x str) -> Self {
        let mut reader = Reader::from_reader(bytes);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Xml { reader, depth: 0, part }
    }

    /// Elements that are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The next node; comments and instructions are passed over.
    ///
    /// # Errors
    /// [`Fault::Damaged`] where the part is no XML, or ends before its elements do; [`Fault::TooDeep`].
    pub fn next(&mut self) -> Result<Node<'x>, Fault> {
        loop {
            let event = self.reader.read_event().map_err(|error| self.damaged(&error.to_string()))?;
            return Ok(match event {
                Event::Start(element) => {
                    self.depth += 1;
                    if self.depth > DEPTH_LIMIT {
                        return Err(Fault::TooDeep { limit: DEPTH_LIMIT });
                    }
                    Node::Open(Element(element))
                }
                Event::End(element) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close(Ending(element))
                }
                Event::Text(text) => Node::Text(lossy(text.into_inner())),
                Event::CData(text) => Node::Text(lossy(text.into_inner())),
                Event::GeneralRef(entity) => {
                    let character = entity.resolve_char_ref().ok().flatten().map(String::from);
                    let name = String::from_utf8_lossy(&entity).into_owned();
                    let known = || resolve_predefined_entity(&name).map(str::to_string);
                    match character.or_else(known) {
                        Some(text) => Node::Text(Cow::Owned(text)),
                        None => continue,
                    }
                }
                Event::Eof if self.depth > 0 => return Err(self.damaged("it ends too early")),
                Event::Eof => Node::End,
                _ => continue,
            });
        }
    }

    /// Passes over the rest of the element that was opened last.
    pub fn skip(&mut self) -> Result<(), Fault> {
        self.skip_to(self.depth.saturating_sub(1))
    }

    /// Passes over everything until only `depth` elements are open.
    pub fn skip_to(&mut self, depth: usize) -> Result<(), Fault> {
        while self.depth > depth {
            if let Node::End = self.next()? {
                break;
            }
        }
        Ok(())
    }

    /// The elements inside the one that was opened last, each with whether it stands directly in it; that one is over then.
    pub fn each_inside(&mut self, mut look: impl FnMut(&Element<'x>, usize)) -> Result<(), Fault> {
        let around = self.depth;
        while self.depth >= around {
            match self.next()? {
                Node::Open(element) => look(&element, self.depth - around),
                Node::End => break,
                _ => {}
            }
        }
        Ok(())
    }

    fn damaged(&self, reason: &str) -> Fault {
        Fault::Damaged { what: format!("{}: {reason}", self.part) }
    }
}

fn lossy(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: &str) -> Result<String, Fault> {
        let mut reader = Xml::new(xml.as_bytes(), "part");
        let mut text = String::new();
        loop {
            match reader.next()? {
                Node::Text(words) => text.push_str(&words),
                Node::End => return Ok(text),
                _ => {}
            }
        }
    }

    #[test]
    fn entities_of_a_document_are_not_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><a>x&b;&b;&amp;&#65;&#x42;</a>";
        assert_eq!(read(bomb).unwrap(), "x&AB");
    }

    #[test]
    fn what_is_no_whole_document_is_damaged() {
        for xml in ["<a><b></a>", "<a>", "<a", "</a>", "<a></b>", "<![CDATA[ x"] {
            assert!(matches!(read(xml), Err(Fault::Damaged { .. })), "{xml}");
        }
        assert!(matches!(read(&"<a>".repeat(1_000_000)), Err(Fault::TooDeep { .. })));
        assert_eq!(read("<a>b &amp c & d</a>").unwrap(), "b &amp c & d");
    }
}
