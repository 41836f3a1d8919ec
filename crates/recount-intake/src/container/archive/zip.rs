//! Zip archives, and what is one: WACZ (a web archive with its list of pages), and documents of office programs under another name,
//! which are handed out whole.
//!
//! The directory is walked, never held: an archive of a million members costs no more memory than one of ten, and two members of one
//! name are two members. Of what the archive states only the bytes that come out are believed.

use super::super::meter::{Metered, guarded, read_up_to};
use super::super::unpacking::{Done, Halt, Member, Place, ReadSeek, Unpacking};
use super::super::{ContainerKind, Origin, Packing, web};
use ::zip::ZipReadOptions;
use ::zip::read::{Config, ZipFileEntry};
use ::zip::result::{ZipError, ZipResult};
use ::zip::unstable::read::ZipIterable;
use std::io::SeekFrom;

/// Bytes of a WACZ's list of pages.
const PAGES_BYTES: u64 = 50_000_000;

/// What the names in the archive say it is.
#[derive(Default)]
struct Marks {
    word_document: bool,
    office_document: bool,
    web_archive: bool,
}

pub(in super::super) fn unpack(all: &mut Unpacking, place: &Place, source: &mut dyn ReadSeek) -> Done {
    let marks = marks(source)?;
    if marks.office_document || marks.word_document {
        return whole(all, place, source, &marks);
    }
    let titles = if marks.web_archive { titles(all, source)? } else { web::Titles::default() };
    let mut archive = opened(source)?;
    let files = guarded(|| archive.files()).unwrap_or(Err(ZipError::FileNotFound)).map_err(broken)?;
    loop {
        let Some(entry) = guarded(|| files.next()).unwrap_or(Some(Err(ZipError::FileNotFound))) else {
            return Ok(());
        };
        let entry = entry.map_err(broken)?;
        let name = name_of(&entry);
        let path = || format!("{}/{}", place.path, super::super::name::harmless(&name));
        if entry.is_dir() {
            continue;
        }
        all.check_room(place)?;
        if entry.is_symlink() {
            all.pass_over(path(), "is a link; what it leads to is not looked for".to_string());
            continue;
        }
        if marks.web_archive && is_about_the_archive(&name) {
            continue;
        }
        if entry.encrypted() {
            all.pass_over(
                path(),
                "is encrypted; unpack it with its password and add it by itself".to_string(),
            );
            continue;
        }
        let reader = guarded(|| entry.with_reader(files.reader_mut(), ZipReadOptions::new()));
        let file = match reader.unwrap_or(Err(ZipError::FileNotFound)) {
            Ok(file) => file,
            Err(error) => {
                all.pass_over(path(), in_words(&error));
                continue;
            }
        };
        let mut metered = Metered::new(file, &all.purse.clone());
        let lower = name.to_lowercase();
        let is_pages = marks.web_archive && (lower.ends_with(".warc.gz") || lower.ends_with(".warc"));
        let taken = if is_pages {
            let inner = format!("{}/{}", place.path, super::super::name::harmless(&name));
            let mut chain = place.chain.clone();
            chain.push(Packing { path: inner.clone(), kind: ContainerKind::Warc, id: None });
            let inner = Place { path: inner, chain };
            web::unpack_maybe_packed(all, &inner, &mut metered, &titles)
        } else {
            all.member(
                place,
                Member { name: &name, media: None, origin: Origin::default(), bytes: &mut metered },
            )
        };
        if let Err(Halt::Broken(reason)) = taken {
            all.check_room(place)?;
            all.pass_over(path(), reason);
        } else {
            taken?;
        }
    }
}

fn opened(source: &mut dyn ReadSeek) -> Result<ZipIterable<&mut dyn ReadSeek>, Halt> {
    guarded(|| ZipIterable::try_new(source, Config::default()))
        .unwrap_or(Err(ZipError::FileNotFound))
        .map_err(broken)
}

/// Looks through the names.
fn marks(source: &mut dyn ReadSeek) -> Result<Marks, Halt> {
    let mut archive = opened(source)?;
    let mut marks = Marks::default();
    let files = guarded(|| archive.files()).unwrap_or(Err(ZipError::FileNotFound)).map_err(broken)?;
    while let Some(Ok(entry)) = guarded(|| files.next()).flatten() {
        match entry.name_raw() {
            b"word/document.xml" => marks.word_document = true,
            b"[Content_Types].xml" | b"META-INF/container.xml" | b"content.xml" => {
                marks.office_document = true
            }
            b"datapackage.json" | b"pages/pages.jsonl" => marks.web_archive = true,
            _ => {}
        }
    }
    Ok(marks)
}

/// A document that does not say by its name what it is.
fn whole(all: &mut Unpacking, place: &Place, source: &mut dyn ReadSeek, marks: &Marks) -> Done {
    source.seek(SeekFrom::Start(0))?;
    let limit = all.limits.of_member("a.docx");
    let (bytes, more) = read_up_to(source, limit)?;
    if more || !marks.word_document {
        let reason = if more {
            "is too large a document"
        } else {
            "is a document of an office program, of a kind that is not read"
        };
        all.pass_over(place.path.clone(), reason.to_string());
        return Ok(());
    }
    let around = place.chain[..place.chain.len().saturating_sub(1)].to_vec();
    all.hand_out(format!("{}.docx", place.path), bytes, None, Origin::default(), around)
}

/// The titles that a WACZ's list of pages gives.
fn titles(all: &mut Unpacking, source: &mut dyn ReadSeek) -> Result<web::Titles, Halt> {
    let mut titles = web::Titles::default();
    let mut archive = opened(source)?;
    let files = guarded(|| archive.files()).unwrap_or(Err(ZipError::FileNotFound)).map_err(broken)?;
    while let Some(Ok(entry)) = guarded(|| files.next()).flatten() {
        let name = entry.name_raw();
        if !(name.starts_with(b"pages/") && name.ends_with(b".jsonl")) {
            continue;
        }
        let reader = guarded(|| entry.with_reader(files.reader_mut(), ZipReadOptions::new()));
        if let Some(Ok(file)) = reader {
            let mut metered = Metered::new(file, &all.purse.clone());
            if let Ok((bytes, _)) = read_up_to(&mut metered, PAGES_BYTES) {
                titles.add(&bytes);
            }
        }
    }
    Ok(titles)
}

/// Files of a WACZ that are about it.
fn is_about_the_archive(name: &str) -> bool {
    matches!(name, "datapackage.json" | "datapackage-digest.json")
        || name.starts_with("indexes/")
        || name.starts_with("pages/")
}

/// The name in UTF-8, which many programs write without saying so; else as the archive has it.
fn name_of(entry: &ZipFileEntry) -> String {
    match std::str::from_utf8(entry.name_raw()) {
        Ok(name) => name.to_string(),
        Err(_) => guarded(|| entry.name().map(|name| name.into_owned()))
            .and_then(ZipResult::ok)
            .unwrap_or_else(|| String::from_utf8_lossy(entry.name_raw()).into_owned()),
    }
}

fn broken(error: ZipError) -> Halt {
    Halt::Broken(in_words(&error))
}

fn in_words(error: &ZipError) -> String {
    match error {
        ZipError::CompressionMethodNotSupported(method) => {
            format!("is packed in a way that is not read (method {method}); pack it anew with deflate")
        }
        ZipError::UnsupportedArchive(what) if what.contains("ompression") => {
            "is packed in a way that is not read; pack it anew with deflate".to_string()
        }
        ZipError::UnsupportedArchive(what) => format!("is an archive of a kind that is not read ({what})"),
        ZipError::Io(error) => format!("is a broken archive: {error}"),
        ZipError::InvalidArchive(what) => format!("is a broken archive: {what}"),
        _ => "is a broken archive".to_string(),
    }
}
