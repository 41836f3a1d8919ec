//! Letters with what is attached to them, by Python, mutt, s-nail and mpack.

use super::{Reference, Track, containers};

/// The track.
pub const TRACK: Track = Track {
    name: "eml",
    make: |folder| containers::make("letters", folder),
    references: &[Reference {
        name: "Python's email",
        texts: |files, scratch| containers::texts_by_python("read-letters", files, scratch),
    }],
    read: |file| containers::taken(file, containers::of_letters),
    left_out: "fields but Subject, From, To, Cc and Date; the page beside a plain text, unless the text is a mere notice; pictures. \
        What is attached is compared by the sum of its bytes, letters among it by their text.",
};
