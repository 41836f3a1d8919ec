//! Tar archives. Entries are taken raw and long names put together here, because the crate would read a long name of any length into
//! memory.

use super::super::meter::guarded;
use super::super::name::harmless;
use super::super::unpacking::{Done, Halt, Member, Place, ReadSeek, Unpacking};
use super::super::{Origin, meter::read_up_to};
use ::tar::{Archive, EntryType, PaxExtensions};
use std::io;

/// Bytes of a long name, or of a block of extended fields.
const FIELDS_BYTES: u64 = 100_000;

/// What entries say of the one that follows.
#[derive(Default)]
struct Ahead {
    name: Option<String>,
    sparse: bool,
}

pub(in super::super) fn unpack(all: &mut Unpacking, place: &Place, source: &mut dyn ReadSeek) -> Done {
    let mut archive = Archive::new(source);
    let mut entries = guarded(|| archive.entries()).unwrap_or_else(panicked)?.raw(true);
    let mut ahead = Ahead::default();
    let mut seen = false;
    loop {
        let entry = guarded(|| entries.next()).unwrap_or_else(|| Some(panicked()));
        let Some(entry) = entry else { return Ok(()) };
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(_) if !seen => return Err(Halt::Broken("is a broken archive".to_string())),
            Err(error) => return Err(error.into()),
        };
        seen = true;
        all.check_room(place)?;
        let kind = entry.header().entry_type();
        match kind {
            EntryType::GNULongName => {
                let (bytes, _) = read_up_to(&mut entry, FIELDS_BYTES)?;
                ahead.name = Some(String::from_utf8_lossy(&bytes).trim_end_matches('\0').to_string());
            }
            EntryType::XHeader => {
                let (bytes, _) = read_up_to(&mut entry, FIELDS_BYTES)?;
                for field in PaxExtensions::new(&bytes).flatten() {
                    let value = || String::from_utf8_lossy(field.value_bytes()).into_owned();
                    match field.key_bytes() {
                        b"path" | b"GNU.sparse.name" => ahead.name = Some(value()),
                        key if key.starts_with(b"GNU.sparse.") => ahead.sparse = true,
                        _ => {}
                    }
                }
            }
            EntryType::GNULongLink | EntryType::XGlobalHeader | EntryType::Directory => {}
            _ => {
                let Ahead { name, sparse } = std::mem::take(&mut ahead);
                let name = name.unwrap_or_else(|| String::from_utf8_lossy(&entry.path_bytes()).into_owned());
                let path = || format!("{}/{}", place.path, harmless(&name));
                if name.ends_with('/') {
                    continue;
                }
                match kind {
                    EntryType::GNUSparse => all.pass_over(path(), SPARSE.to_string()),
                    _ if sparse => all.pass_over(path(), SPARSE.to_string()),
                    EntryType::Symlink | EntryType::Link => {
                        all.pass_over(path(), "is a link; what it leads to is not looked for".to_string());
                    }
                    EntryType::Char | EntryType::Block | EntryType::Fifo => {
                        all.pass_over(path(), "is a device or a pipe".to_string());
                    }
                    _ => {
                        let mut reader = crate::container::meter::Guarded(&mut entry);
                        let taken = all.member(
                            place,
                            Member {
                                name: &name,
                                media: None,
                                origin: Origin::default(),
                                bytes: &mut reader,
                            },
                        );
                        if let Err(Halt::Broken(reason)) = taken {
                            all.check_room(place)?;
                            all.pass_over(path(), reason.clone());
                            return Err(Halt::Broken(reason));
                        }
                        taken?;
                    }
                }
            }
        }
        if kind == EntryType::Directory {
            ahead = Ahead::default();
        }
    }
}

const SPARSE: &str = "is a file with holes; unpack it and add it by itself";

fn panicked<T>() -> io::Result<T> {
    Err(io::Error::other("cannot be unpacked"))
}
