//! Mailboxes, by Python, formail, mutt, s-nail and git.

use super::{Reference, Track, containers};

/// The track.
pub const TRACK: Track = Track {
    name: "mbox",
    make: |folder| containers::make("mailboxes", folder),
    references: &[Reference {
        name: "Python's mailbox",
        texts: |files, scratch| containers::texts_by_python("read-mailboxes", files, scratch),
    }],
    read: |file| containers::taken(file, containers::of_letters),
    left_out: "as eml. Lines that the mailbox marked (`>From`) keep their mark, so that a letter's bytes are those of the mailbox. A line \
        `From ...` opens a letter only with a date in it; Python takes every one for a new letter, and mutt does not mark them, which is \
        all that the texts of mutt's mailboxes differ in.",
};
