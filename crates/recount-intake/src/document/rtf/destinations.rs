//! What the groups of an RTF file hold, by the control word they begin with.

/// What a group holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    /// Text of the document.
    Text,
    /// Nothing to read, whatever stands in it.
    Skipped,
    /// Nothing to read but what groups inside it say they hold: a drawing with a text box.
    Frame,
    /// The table of fonts.
    Fonts,
    /// The table of styles.
    Styles,
    /// Properties of the document.
    Properties,
    /// The title among these.
    Title,
}

/// What begins with a control word that has a meaning for its whole group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// The group holds this.
    Holds(Destination),
    /// A note.
    Note,
    /// A text box.
    TextBox,
    /// The same twice: first without Unicode, then with it.
    Twice,
}

/// The meaning of a control word for its group, `None` for one that sets something inside it.
pub(super) fn opening(word: &str) -> Option<Opening> {
    use Destination::*;
    Some(match word {
        "fonttbl" => Opening::Holds(Fonts),
        "stylesheet" => Opening::Holds(Styles),
        "info" => Opening::Holds(Properties),
        "title" => Opening::Holds(Title),
        "footnote" => Opening::Note,
        "shptxt" | "dptxbxtext" => Opening::TextBox,
        "shpinst" | "do" => Opening::Holds(Frame),
        "upr" => Opening::Twice,
        "fldrslt" | "result" => Opening::Holds(Text),
        // Headers and footers; notes' separators; comments; labels of lists; pictures, of which the second form repeats the first;
        // entries of indexes; instructions of fields; tables of colours, files, lists and revisions.
        "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf"
        | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc" | "aftncn" | "annotation" | "atnid"
        | "atnauthor" | "atnref" | "atndate" | "atnicn" | "pntext" | "listtext" | "pntxta" | "pntxtb"
        | "pict" | "shppict" | "nonshppict" | "shprslt" | "objdata" | "objclass" | "objname" | "xe"
        | "tc" | "tcn" | "rxe" | "txe" | "fldinst" | "colortbl" | "filetbl" | "listtable"
        | "listoverridetable" | "revtbl" | "rsidtbl" | "nesttableprops" | "nonesttables" | "private"
        | "template" | "falt" | "panose" | "keycode" | "bkmkstart" | "bkmkend" | "generator"
        | "themedata" | "datastore" | "momathPict" | "mmathPict" => Opening::Holds(Skipped),
        _ => return None,
    })
}

/// Words after `\*`, which lets a reader pass over the group if it does not know them, whose groups are read.
pub(super) fn is_read_after_star(word: &str) -> bool {
    matches!(word, "shpinst" | "do" | "shptxt" | "dptxbxtext" | "ud" | "footnote")
}
