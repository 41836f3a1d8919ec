//! Documents of Word, by LibreOffice, pandoc, AbiWord and python-docx.

use super::{Reference, Track, program, sources, text_of_report};

/// The track.
pub const TRACK: Track = Track {
    name: "docx",
    make: |folder| {
        sources::by_pandoc(&folder.join("pandoc"), "docx")?;
        sources::by_libreoffice(&folder.join("LibreOffice"), "docx", "docx:MS Word 2007 XML")?;
        sources::by_python("docx", &folder.join("python-docx"))?;
        sources::by_abiword(&folder.join("AbiWord"), "docx")
    },
    references: &[
        Reference { name: "LibreOffice, as a page", texts: program::texts_by_libreoffice_pages },
        Reference { name: "LibreOffice, as text", texts: program::texts_by_libreoffice },
        Reference { name: "pandoc", texts: |files, _| program::texts_by_pandoc(files, "docx") },
    ],
    read: text_of_report,
    left_out: "headers and footers of pages, comments, deleted and moved-away text, hidden text, prompts of empty fields, numbers \
        and bullets of lists, marks of notes, alternative texts of pictures, what other files are linked or embedded (`altChunk`, OLE), \
        words drawn by WordArt and charts. Notes stand at the end, text boxes after the paragraph they are anchored in. Lines of tables of \
        contents are kept as boilerplate. Properties (title, creator, dates) date nothing and name nobody: templates and \
        converters fill them; a title among them only confirms which of the first paragraphs is the headline.",
};
