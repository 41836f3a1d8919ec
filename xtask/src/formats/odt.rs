//! OpenDocument texts, by LibreOffice, pandoc, AbiWord and odfpy.

use super::{Reference, Track, program, sources, text_of_report};

/// The track.
pub const TRACK: Track = Track {
    name: "odt",
    make: |folder| {
        sources::by_pandoc(&folder.join("pandoc"), "odt")?;
        sources::by_libreoffice(&folder.join("LibreOffice"), "odt", "odt:writer8")?;
        sources::by_python("odt", &folder.join("odfpy"))?;
        sources::by_abiword(&folder.join("AbiWord"), "odt")
    },
    references: &[
        Reference { name: "LibreOffice, as a page", texts: program::texts_by_libreoffice_pages },
        Reference { name: "LibreOffice, as text", texts: program::texts_by_libreoffice },
        Reference { name: "pandoc", texts: |files, _| program::texts_by_pandoc(files, "odt") },
    ],
    read: text_of_report,
    left_out: "as docx; embedded objects (formulas, charts, spreadsheets) and readings over characters (ruby) besides.",
};
