//! What gzip packed: a tar archive or a web archive, whose members then stand directly in it (`a.tar.gz/b.txt`), or one file, named as
//! the packed one without its end (`a.txt.gz/a.txt`).

use super::meter::{Metered, read_head};
use super::unpacking::{Done, Halt, Member, Place, ReadSeek, Unpacking};
use super::{ContainerKind, Origin, archive, is_container, mailbox, web};
use crate::format::extension;
use flate2::read::MultiGzDecoder;
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};

/// Bytes read from the source at once.
const BLOCK_BYTES: usize = 64 * 1024;

pub(super) fn unpack(all: &mut Unpacking, place: &Place, source: &mut dyn ReadSeek) -> Done {
    let decoder = MultiGzDecoder::new(BufReader::with_capacity(BLOCK_BYTES, source));
    let mut unpacked = Metered::new(decoder, &all.purse.clone());
    let head =
        read_head(&mut unpacked, 1_024).map_err(|error| Halt::Broken(format!("is broken gzip: {error}")))?;
    let file = place.path.rsplit('/').next().unwrap_or(&place.path);
    let name = match extension(file).as_str() {
        "gz" => file[..file.len() - 3].to_string(),
        "tgz" | "taz" => format!("{}.tar", &file[..file.len() - 4]),
        _ => file.to_string(),
    };
    let kind = is_container(&name, &head);
    let mut stream = Stream(Cursor::new(head).chain(unpacked));
    match kind {
        Some(ContainerKind::Tar) => archive::tar::unpack(all, place, &mut stream),
        Some(ContainerKind::Warc) => web::unpack(all, place, &mut stream, &web::Titles::default()),
        Some(ContainerKind::Mailbox) => mailbox::unpack(all, place, &mut stream),
        _ => all.member(
            place,
            Member { name: &name, media: None, origin: Origin::default(), bytes: &mut stream },
        ),
    }
}

/// A stream where one that can be moved in is asked for and not needed.
struct Stream<R>(R);

impl<R: Read> Read for Stream<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer)
    }
}

impl<R> Seek for Stream<R> {
    fn seek(&mut self, _: SeekFrom) -> std::io::Result<u64> {
        Err(std::io::ErrorKind::Unsupported.into())
    }
}
