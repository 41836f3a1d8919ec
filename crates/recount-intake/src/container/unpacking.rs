//! The way of one member: its name made harmless, litter left aside, a container inside opened in its turn, a report handed out,
//! anything else listed with the reason.

use super::meter::{Purse, read_head, read_up_to};
use super::name::{harmless, is_litter, numbered};
use super::{ContainerKind, Item, Limits, Origin, Packing, UNREAD_LIMIT, Unpacked, WebRecord};
use super::{archive, gzip, is_container, letters, mailbox, media, web};
use crate::Fault;
use crate::claims::{is_table_of_claims, may_hold_claims};
use crate::format::{LETTER_LIMIT_BYTES, by_name};
use recount_model::{ReportId, Unread};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

/// Bytes looked at to tell what a member is: a tar archive shows at the 257th.
const HEAD_BYTES: u64 = 1_024;

/// Why a table of claims in a container is not taken.
const TABLE_INSIDE: &str =
    "is a table of claims inside of what came; take it out and add it by itself if it is yours";

/// Why unpacking of a container ended before its end.
#[derive(Debug)]
pub(super) enum Halt {
    /// The caller asked for it, or nothing more may be unpacked; this has been told.
    All,
    /// The container is broken: as a phrase after its name.
    Broken(String),
}

/// What members do.
pub(super) type Done = Result<(), Halt>;

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        let reason = match error.kind() {
            io::ErrorKind::UnexpectedEof => "ends before its time".to_string(),
            _ => error.to_string(),
        };
        Halt::Broken(format!("breaks off: {reason}"))
    }
}

/// Both ways of reading a container.
pub(super) trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// Where containers stand: their path and those around them.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub path: String,
    /// Outermost first, this one last.
    pub chain: Vec<Packing>,
}

/// One member as its container has it.
pub(super) struct Member<'m> {
    /// Its name inside, as written.
    pub name: &'m str,
    pub media: Option<&'m str>,
    pub origin: Origin,
    pub bytes: &'m mut dyn Read,
}

/// Whom what is found is handed to.
pub(super) enum Taker<'t> {
    /// Whoever wants reports.
    Items(&'t mut dyn FnMut(Item) -> ControlFlow<()>),
    /// Whoever wants the records of web archives, and nothing else.
    Records(&'t mut dyn FnMut(WebRecord) -> ControlFlow<()>),
}

/// The state of unpacking one source.
pub(super) struct Unpacking<'u> {
    pub limits: &'u Limits,
    pub purse: Purse,
    pub done: Unpacked,
    lines: usize,
    /// Hashes of the paths handed out.
    paths: BTreeSet<u64>,
    taker: Taker<'u>,
    spent_told: bool,
}

pub(super) fn run<'r>(
    name: &str,
    source: &mut dyn ReadSeek,
    limits: &'r Limits,
    taker: Taker<'r>,
) -> Result<Unpacked, Fault> {
    let size = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(0))?;
    let head = read_head(source, HEAD_BYTES)?;
    source.seek(SeekFrom::Start(0))?;
    let kind = is_container(name, &head)
        .ok_or_else(|| Fault::Unpackable { reason: "is no archive, mailbox or letter".to_string() })?;
    let purse = size.saturating_mul(limits.ratio).max(limits.held_bytes).min(limits.total_bytes);
    let mut unpacking = Unpacking {
        limits,
        purse: Purse::of(purse),
        done: Unpacked::default(),
        lines: 0,
        paths: BTreeSet::new(),
        taker,
        spent_told: false,
    };
    let place = Place { path: harmless(name), chain: Vec::new() };
    let ended = if kind == ContainerKind::Letter {
        let member = Member { name, media: None, origin: Origin::default(), bytes: source };
        unpacking.letter(place.path.clone(), &place, member)
    } else {
        unpacking.open(place.path.clone(), &place, kind, source, None)
    };
    let nothing = unpacking.lines == 0
        && unpacking.done.page_parts == 0
        && !unpacking.spent_told
        && !unpacking.takes_records();
    match ended {
        Ok(()) if nothing => {
            Err(Fault::Unpackable { reason: "holds nothing that could be a report".to_string() })
        }
        Ok(()) | Err(Halt::All) => Ok(unpacking.done),
        Err(Halt::Broken(reason)) if unpacking.lines == 0 => Err(Fault::Unpackable { reason }),
        Err(Halt::Broken(reason)) => {
            unpacking.pass_over(place.path, reason);
            Ok(unpacking.done)
        }
    }
}

impl Unpacking<'_> {
    /// Takes one member. Only the member's own reader can give [`Halt::Broken`].
    pub(super) fn member(&mut self, place: &Place, member: Member) -> Done {
        self.check_room(place)?;
        let mut shown = harmless(member.name);
        if is_litter(&shown) {
            return Ok(());
        }
        let head = read_head(member.bytes, HEAD_BYTES)?;
        // A page without an end, a Maildir's letter: the media type or the bytes say what the name does not.
        let known = |name: &str| by_name(name).is_ok() && name.contains('.');
        if let Some(end) = member.media.and_then(media::end_for)
            && !known(&shown)
            && !shown.ends_with(&format!(".{end}"))
        {
            shown = format!("{shown}.{end}");
        }
        let kind = is_container(&shown, &head);
        if kind == Some(ContainerKind::Letter) && !shown.to_lowercase().ends_with(".eml") {
            shown.push_str(".eml");
        }
        let path = format!("{}/{shown}", place.path);
        let mut whole = Cursor::new(head).chain(member.bytes);
        let member =
            Member { name: member.name, media: member.media, origin: member.origin, bytes: &mut whole };
        match kind {
            Some(_) if place.chain.len() >= self.limits.depth => {
                let depth = self.limits.depth;
                self.pass_over(
                    path,
                    format!("lies in more than {depth} containers; unpack it and add it by itself"),
                );
                Ok(())
            }
            Some(ContainerKind::Letter) => self.letter(path, place, member),
            Some(ContainerKind::Zip) => self.held_archive(path, place, member),
            Some(kind) => {
                let mut stream = Unseekable(member.bytes);
                self.nested(path, place, kind, &mut stream, None)
            }
            None => self.leaf(path, place, member),
        }
    }

    /// A member that is no container: a report, if its name says so. A table of claims is left to whoever names it himself: letters and
    /// pages are other people's, and would put their own voices and figures beside what was read.
    fn leaf(&mut self, path: String, place: &Place, member: Member) -> Done {
        if self.takes_records() {
            return Ok(());
        }
        let unsupported = by_name(&path).err();
        if let Some(fault) = unsupported.as_ref().filter(|_| !may_hold_claims(&path)) {
            self.pass_over_fault(path, fault);
            return Ok(());
        }
        let limit = self.limits.of_member(&path);
        let (bytes, more) = read_up_to(member.bytes, limit)?;
        if more {
            self.pass_over_fault(path, &Fault::TooLarge { size_bytes: limit + 1, limit_bytes: limit });
            return Ok(());
        }
        if let Some(fault) = unsupported {
            if is_table_of_claims(&path, &bytes) {
                self.pass_over(path, TABLE_INSIDE.to_string());
            } else {
                self.pass_over_fault(path, &fault);
            }
            return Ok(());
        }
        self.hand_out(path, bytes, member.media, member.origin, place.chain.clone())
    }

    /// A letter: handed out whole, then what is attached to it.
    pub(super) fn letter(&mut self, path: String, place: &Place, member: Member) -> Done {
        let limit = LETTER_LIMIT_BYTES.min(self.limits.held_bytes);
        let (bytes, more) = read_up_to(member.bytes, limit)?;
        if more {
            self.pass_over_fault(path, &Fault::TooLarge { size_bytes: limit + 1, limit_bytes: limit });
            return Ok(());
        }
        letters::unpack(self, path, place, bytes, member.origin)
    }

    /// A zip archive inside another container: its directory stands at its end, so it is held.
    fn held_archive(&mut self, path: String, place: &Place, member: Member) -> Done {
        let limit = self.limits.held_bytes;
        let (bytes, more) = read_up_to(member.bytes, limit)?;
        if more {
            let megabytes = limit / 1_000_000;
            self.pass_over(
                path,
                format!(
                    "is an archive inside another of more than {megabytes} MB; unpack it and add it by itself"
                ),
            );
            return Ok(());
        }
        let id = ReportId::of(&bytes);
        self.nested(path, place, ContainerKind::Zip, &mut Cursor::new(bytes), Some(id))
    }

    /// Opens a container inside another; that it is broken is its own matter.
    fn nested(
        &mut self,
        path: String,
        place: &Place,
        kind: ContainerKind,
        source: &mut dyn ReadSeek,
        id: Option<ReportId>,
    ) -> Done {
        match self.open(path.clone(), place, kind, source, id) {
            Err(Halt::Broken(reason)) => {
                self.check_room(place)?;
                self.pass_over(path, reason);
                Ok(())
            }
            other => other,
        }
    }

    /// Opens a container. A stream that cannot be moved in is enough for all but zip archives.
    pub(super) fn open(
        &mut self,
        path: String,
        around: &Place,
        kind: ContainerKind,
        source: &mut dyn ReadSeek,
        id: Option<ReportId>,
    ) -> Done {
        let mut chain = around.chain.clone();
        chain.push(Packing { path: path.clone(), kind, id });
        let place = Place { path, chain };
        match kind {
            ContainerKind::Zip => archive::zip::unpack(self, &place, source),
            ContainerKind::Tar => archive::tar::unpack(self, &place, source),
            ContainerKind::Gzip => gzip::unpack(self, &place, source),
            ContainerKind::Mailbox => mailbox::unpack(self, &place, source),
            ContainerKind::Warc => web::unpack(self, &place, source, &web::Titles::default()),
            ContainerKind::Letter => {
                let member =
                    Member { name: &place.path, media: None, origin: Origin::default(), bytes: source };
                self.letter(place.path.clone(), around, member)
            }
        }
    }

    /// Hands an item out under a path of its own.
    pub(super) fn hand_out(
        &mut self,
        path: String,
        bytes: Vec<u8>,
        media: Option<&str>,
        origin: Origin,
        containers: Vec<Packing>,
    ) -> Done {
        let path = self.unused(path);
        let Taker::Items(each) = &mut self.taker else { return Ok(()) };
        self.lines += 1;
        self.done.items += 1;
        let media = media.map(media::bare).filter(|media| !media.is_empty());
        let flow = each(Item { path, bytes, origin, media, containers });
        self.go_on(flow)
    }

    /// Whether records are asked for, not reports.
    pub(super) fn takes_records(&self) -> bool {
        matches!(self.taker, Taker::Records(_))
    }

    /// Hands out the record of this number in `place`, under the path of items made of it.
    pub(super) fn hand_out_record(&mut self, place: &Place, number: usize, record: WebRecord) -> Done {
        let Taker::Records(each) = &mut self.taker else { return Ok(()) };
        self.lines += 1;
        self.done.items += 1;
        let source = place.chain.first().map_or("", |outermost| &outermost.path);
        let inner = place.path.strip_prefix(source).unwrap_or(&place.path).trim_start_matches('/');
        let slash = if inner.is_empty() { "" } else { "/" };
        let flow = each(WebRecord { inside: format!("{inner}{slash}{number}/"), ..record });
        self.go_on(flow)
    }

    fn go_on(&mut self, flow: ControlFlow<()>) -> Done {
        match flow {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => {
                self.done.stopped = true;
                Err(Halt::All)
            }
        }
    }

    fn unused(&mut self, path: String) -> String {
        let mut free = path.clone();
        let mut number = 1;
        while !self.paths.insert(hash(&free)) {
            number += 1;
            // Thousands of one name would each ask for all numbers before.
            if number > 100 {
                number = self.lines;
            }
            free = numbered(&path, number);
        }
        free
    }

    /// Lists something as passed over.
    pub(super) fn pass_over(&mut self, path: String, reason: String) {
        self.lines += 1;
        if self.done.unread.len() < UNREAD_LIMIT {
            self.done.unread.push(Unread { file: path, reason });
        } else {
            self.done.unread_left_off += 1;
        }
    }

    pub(super) fn pass_over_fault(&mut self, path: String, fault: &Fault) {
        let unread = fault.unread(&path);
        self.pass_over(path, unread.reason);
    }

    /// Whether more may be unpacked; that it may not is told once.
    pub(super) fn check_room(&mut self, place: &Place) -> Done {
        let reason = if self.purse.is_empty() {
            "unpacks to far more than its size; what came before this point was taken"
        } else if self.lines >= self.limits.members {
            "holds more members than are looked at; split it"
        } else {
            return Ok(());
        };
        if !std::mem::replace(&mut self.spent_told, true) {
            let source = place.chain.first().map_or(&place.path, |outermost| &outermost.path);
            self.done.unread.push(Unread { file: source.clone(), reason: reason.to_string() });
        }
        Err(Halt::All)
    }
}

/// A hash that is the same on every run.
fn hash(path: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    hasher.finish()
}

/// A stream for readers that ask for one that can be moved in, and do not move.
struct Unseekable<'r>(&'r mut dyn Read);

impl Read for Unseekable<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl Seek for Unseekable<'_> {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
