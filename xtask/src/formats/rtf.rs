//! RTF, by LibreOffice, pandoc and AbiWord.

use super::{Reference, Track, program, sources, text_of_report};

/// The track.
pub const TRACK: Track = Track {
    name: "rtf",
    make: |folder| {
        sources::by_pandoc(&folder.join("pandoc"), "rtf")?;
        sources::by_libreoffice(&folder.join("LibreOffice"), "rtf", "rtf:Rich Text Format")?;
        sources::by_abiword(&folder.join("AbiWord"), "rtf")
    },
    references: &[
        Reference { name: "LibreOffice, as a page", texts: program::texts_by_libreoffice_pages },
        Reference { name: "LibreOffice, as text", texts: program::texts_by_libreoffice },
        Reference { name: "AbiWord", texts: program::texts_by_abiword },
    ],
    read: text_of_report,
    left_out: "as docx; formulas, and bytes in code pages of DOS other than 866 besides.",
};
