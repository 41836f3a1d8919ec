//! The parts of a document that is packed as a ZIP archive. What a part unpacks to is counted while it is unpacked, never taken from what
//! the archive says of itself.

use super::xml::{Node, Xml, in_utf8};
use crate::Fault;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// What all parts of one document may unpack to. A book of a thousand pages has some twenty megabytes of XML.
const UNPACKED_LIMIT_BYTES: u64 = 200_000_000;

/// An open archive.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left_bytes: u64,
}

/// What a package holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// A document of Word.
    Word,
    /// A text in OpenDocument.
    OpenDocument,
    /// Some other document, of which no text is read.
    Other(&'static str),
    /// No document: an archive of files.
    Archive,
}

/// Whether bytes begin as ZIP archives do.
pub(crate) fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

impl<'b> Package<'b> {
    /// Opens an archive.
    ///
    /// # Errors
    /// [`Fault::Damaged`] when its list of files is missing or makes no sense.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| Fault::Damaged { what: format!("the archive it is packed in: {error}") })?;
        Ok(Package { archive, left_bytes: UNPACKED_LIMIT_BYTES })
    }

    /// What the package holds, by its parts and never by its name.
    pub fn content(&mut self) -> Content {
        let has = |name: &str| self.archive.index_for_name(name).is_some();
        if has("[Content_Types].xml") {
            return match self.main_part() {
                Some(part) if part.starts_with("xl/") => Content::Other("a spreadsheet"),
                Some(part) if part.starts_with("ppt/") => Content::Other("a presentation"),
                Some(_) => Content::Word,
                None => Content::Archive,
            };
        }
        let kind = self.optional("mimetype").ok().flatten().unwrap_or_default();
        let kind = String::from_utf8_lossy(&kind).trim().to_string();
        match kind.strip_prefix("application/vnd.oasis.opendocument.") {
            Some(text) if text.starts_with("text") => Content::OpenDocument,
            Some("spreadsheet" | "spreadsheet-template") => Content::Other("a spreadsheet"),
            Some("presentation" | "presentation-template") => Content::Other("a presentation"),
            Some(_) => Content::Other("an OpenDocument that is no text"),
            None if kind == "application/epub+zip" => Content::Other("an e-book"),
            None => Content::Archive,
        }
    }

    /// The part of a package of Microsoft's kind that holds the document itself, by its relations, else by the usual name.
    pub fn main_part(&mut self) -> Option<String> {
        let relations = self.relations("").ok()?;
        let by_relation =
            relations.into_iter().find(|(kind, _)| kind == "officeDocument").map(|(_, part)| part);
        let usual = || Some("word/document.xml".to_string());
        by_relation.or_else(usual).filter(|part| self.archive.index_for_name(part).is_some())
    }

    /// What a part is related to, as pairs of the last word of the relation's kind and a part's name. The empty name stands for the package.
    pub fn relations(&mut self, part: &str) -> Result<Vec<(String, String)>, Fault> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let name = format!("{folder}{slash}_rels/{file}.rels");
        let Some(bytes) = self.optional(&name)? else { return Ok(Vec::new()) };
        let mut relations = Vec::new();
        let mut xml = Xml::new(&bytes, &name);
        loop {
            match xml.next()? {
                Node::Open(element) if element.name() == "Relationship" => {
                    let kind = element.attribute("Type").unwrap_or_default();
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_string();
                    if element.attribute("TargetMode").as_deref() != Some("External") {
                        let target = element.attribute("Target").unwrap_or_default();
                        relations.push((kind, resolved(folder, &target)));
                    }
                }
                Node::End => return Ok(relations),
                _ => {}
            }
        }
    }

    /// A part that must be there, in UTF-8.
    pub fn part(&mut self, name: &str) -> Result<Vec<u8>, Fault> {
        self.optional(name)?.ok_or_else(|| Fault::Damaged { what: format!("its part {name} is missing") })
    }

    /// A part that may be missing, in UTF-8.
    pub fn optional(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let damaged = |reason: String| Fault::Damaged { what: format!("{name}: {reason}") };
        let member = match self.archive.by_name(name) {
            Ok(member) => member,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(Fault::Locked),
            Err(error) => return Err(damaged(error.to_string())),
        };
        let mut bytes = Vec::new();
        member
            .take(self.left_bytes + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(error.to_string()))?;
        let size = bytes.len() as u64;
        if size > self.left_bytes {
            return Err(Fault::UnpacksTooLarge { limit_bytes: UNPACKED_LIMIT_BYTES });
        }
        self.left_bytes -= size;
        Ok(Some(in_utf8(bytes)))
    }
}

/// A target of a relation, which counts from the folder of the part that has it, or from the root.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn targets_count_from_the_folder_of_their_part() {
        for (folder, target, want) in [
            ("", "word/document.xml", "word/document.xml"),
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../customXml/item1.xml", "customXml/item1.xml"),
            ("", "../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(resolved(folder, target), want);
        }
    }
}
