//! Takes sources apart into items: a file is one, an archive or a mailbox is one with everything it holds.

use super::laid_under;
use crate::Error;
use recount_intake::Fault;
use recount_intake::container::{self, ContainerKind, Item, Limits};
use recount_model::{Arrival, DateBasis, Published, ReportId, Unread, Within};
use recount_store::{StoreError, hash_of_file};
use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// An item that waits to be kept.
pub(super) enum Waiting {
    /// Bytes that are a report, or should be one; or an archive beside what it holds.
    Kept(Box<Kept>),
    /// What is not kept, by where it was found, and why.
    Refused {
        /// Where it was found.
        file: String,
        /// Why it cannot be kept.
        reason: String,
    },
}

impl Waiting {
    /// An item whose bytes are a report, or should be one, with them.
    pub fn leaf(&self) -> Option<(&Kept, &[u8])> {
        match self {
            Waiting::Kept(kept) => match &kept.bytes {
                Bytes::Leaf(bytes) => Some((kept, bytes)),
                Bytes::Container(_) => None,
            },
            Waiting::Refused { .. } => None,
        }
    }
}

/// An item that is to be kept.
pub(super) struct Kept {
    /// SHA-256 of its bytes.
    pub id: ReportId,
    /// Their number.
    pub size_bytes: u64,
    /// The way it came.
    pub arrival: Arrival,
    /// Its media type, by what it came in or by its name.
    pub media: String,
    /// Where its bytes are.
    pub bytes: Bytes,
}

/// The bytes of an item.
pub(super) enum Bytes {
    /// A report, or what should be one.
    Leaf(Vec<u8>),
    /// An archive, whose bytes lie in a file.
    Container(PathBuf),
}

/// First bytes of a file that tell what it is.
const HEAD_BYTES: u64 = 4_096;

/// Takes one source apart and hands over its items one by one.
pub(super) struct Gathering<'a> {
    hand_over: &'a mut dyn FnMut(Waiting) -> Result<(), Error>,
    passed_over: Vec<Unread>,
}

impl<'a> Gathering<'a> {
    /// Items go to `hand_over`.
    pub fn new(hand_over: &'a mut dyn FnMut(Waiting) -> Result<(), Error>) -> Self {
        Gathering { hand_over, passed_over: Vec::new() }
    }

    /// Takes a file apart; what of it was passed over.
    ///
    /// # Errors
    /// What `hand_over` gives, and a failure of the store.
    pub fn file(mut self, path: &Path, arrival: &Arrival) -> Result<Vec<Unread>, Error> {
        self.take_file(path, arrival)?;
        Ok(self.passed_over)
    }

    fn take_file(&mut self, path: &Path, arrival: &Arrival) -> Result<(), Error> {
        let name = &arrival.file;
        let opened = std::fs::metadata(path)
            .map_err(Fault::from)
            .and_then(|found| if found.is_file() { Ok(found.len()) } else { Err(Fault::NotAFile) });
        let opened = opened.and_then(|size| Ok((size, File::open(path)?)));
        let (size, mut file) = match opened {
            Ok(opened) => opened,
            Err(fault) => return self.refuse(arrival, &fault),
        };
        let mut head = Vec::new();
        if let Err(error) = (&mut file).take(HEAD_BYTES).read_to_end(&mut head) {
            return self.refuse(arrival, &error.into());
        }
        if let Some(kind) = container::is_container(name, &head) {
            return self.take_container(path, arrival, kind);
        }
        let limit_bytes = recount_intake::size_limit(name);
        if size > limit_bytes {
            let fault = Fault::TooLarge { size_bytes: size, limit_bytes };
            return self.refuse(arrival, &fault);
        }
        if let Err(error) = file.take(limit_bytes).read_to_end(&mut head) {
            return self.refuse(arrival, &error.into());
        }
        self.leaf(head, arrival.clone(), None)
    }

    fn refuse(&mut self, arrival: &Arrival, fault: &Fault) -> Result<(), Error> {
        let hint = fault.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        (self.hand_over)(Waiting::Refused { file: arrival.file.clone(), reason: format!("{fault}{hint}") })
    }

    fn leaf(&mut self, bytes: Vec<u8>, arrival: Arrival, media: Option<String>) -> Result<(), Error> {
        let media = media.unwrap_or_else(|| container::media_by_name(&arrival.file).to_string());
        (self.hand_over)(Waiting::Kept(Box::new(Kept {
            id: ReportId::of(&bytes),
            size_bytes: bytes.len() as u64,
            arrival,
            media,
            bytes: Bytes::Leaf(bytes),
        })))
    }

    /// An archive, a mailbox, a letter: what it holds, and itself unless it is a letter without its own kind of item.
    fn take_container(&mut self, path: &Path, arrival: &Arrival, kind: ContainerKind) -> Result<(), Error> {
        let name = &arrival.file;
        let (id, size_bytes) = match hash_of_file(path) {
            Ok(hashed) => hashed,
            Err(StoreError::Io { source, .. }) => return self.refuse(arrival, &source.into()),
            Err(error) => return Err(error.into()),
        };
        if kind != ContainerKind::Letter {
            (self.hand_over)(Waiting::Kept(Box::new(Kept {
                id,
                size_bytes,
                arrival: arrival.clone(),
                media: container::media_by_name(name).to_string(),
                bytes: Bytes::Container(path.to_path_buf()),
            })))?;
        }
        let mut source = match File::open(path) {
            Ok(source) => source,
            Err(error) => return self.refuse(arrival, &error.into()),
        };
        let mut failed = None;
        let unpacked =
            container::unpack(&arrival.file, &mut source, &Limits::default(), &mut |item| match self
                .take_item(item, arrival, id)
            {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            });
        if let Some(error) = failed {
            return Err(error);
        }
        match unpacked {
            Ok(unpacked) => self.passed_over.extend(unpacked.unread),
            Err(fault) => self.passed_over.push(fault.unread(&arrival.file)),
        }
        Ok(())
    }

    fn take_item(&mut self, item: Item, source: &Arrival, source_id: ReportId) -> Result<(), Error> {
        let Item { path, bytes, origin, media, containers } = item;
        // A letter is a report and is kept as one; of archives only the outermost is kept.
        let letter = containers.iter().rev().find(|packing| packing.kind == ContainerKind::Letter);
        let within = (!containers.is_empty()).then(|| Within {
            container: letter.and_then(|letter| letter.id).unwrap_or(source_id),
            path: path.clone(),
        });
        let published = origin.published.map(|date| Published { date, basis: DateBasis::Metadata });
        let inside = Arrival {
            file: path,
            publisher: origin.publisher,
            author: origin.author,
            published,
            url: origin.url,
            within,
        };
        // The address of an archive is not that of what it holds.
        let outside = Arrival { url: source.url.clone().filter(|_| containers.is_empty()), ..source.clone() };
        self.leaf(bytes, laid_under(&inside, &outside), media)
    }
}
