//! Opening the database: for writing, for reading, on a medium that cannot be written; and bringing an older one to the newest schema.

use super::migrate::{NEWEST, migrate, user_version};
use super::{Fault, Found};
use crate::error::StoreError;
use crate::journal::Head;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// How long a reader or writer waits for SQLite's own short locks.
const BUSY: Duration = Duration::from_secs(30);

/// An open database.
#[derive(Debug)]
pub(crate) struct Database {
    pub connection: Connection,
    /// Where it lies, for errors.
    pub path: PathBuf,
    /// Holds a copy, when a database with unfinished business lies on a medium that cannot be written.
    _copy: Option<TempDir>,
}

impl Database {
    /// Opens it for writing, made or migrated as needed.
    pub fn write(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let at = StoreError::database(path);
        let connection = Connection::open_with_flags(path, flags).map_err(&at)?;
        let mut database = Database { connection, path: path.to_path_buf(), _copy: None };
        database.prepare_writing().map_err(|fault| fault.at(path))?;
        Ok(database)
    }

    fn prepare_writing(&mut self) -> Found<()> {
        self.connection.busy_timeout(BUSY)?;
        // Of a new database: rows of texts and readings are some kilobytes each and would leave much of small pages empty.
        self.connection.pragma_update(None, "page_size", 16_384)?;
        // The journal is the ground and durable before the database is told: what a power cut takes from the
        // database is taken from the journal again. So a sync at every checkpoint is enough.
        self.connection.pragma_update(None, "journal_mode", "wal")?;
        self.connection.pragma_update(None, "synchronous", "normal")?;
        self.connection.pragma_update(None, "journal_size_limit", 64 << 20)?;
        settle(&self.connection)?;
        migrate(&mut self.connection, &self.path)
    }

    /// Opens it for reading; nothing is written, where the system allows that.
    pub fn read(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::NoDatabase { path: path.to_path_buf() });
        }
        let database = open_shared(path).or_else(|error| open_unwritable(path).map_err(|_| error))?;
        let found = user_version(&database.connection).map_err(|fault| fault.at(path))?;
        let path = path.to_path_buf();
        match found {
            NEWEST => Ok(database),
            _ if found > NEWEST => Err(StoreError::NewerSchema { path, found, known: NEWEST }),
            _ => Err(StoreError::OlderSchema { path, found, known: NEWEST }),
        }
    }

    /// How far it has taken the journal in.
    pub fn head(&self) -> Found<Head> {
        head(&self.connection)
    }
}

/// The usual way: beside writers, who are never kept waiting.
fn open_shared(path: &Path) -> Result<Database, StoreError> {
    let at = StoreError::database(path);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(&at)?;
    connection.busy_timeout(BUSY).map_err(&at)?;
    settle(&connection).and_then(|()| user_version(&connection)).map_err(|fault| fault.at(path))?;
    Ok(Database { connection, path: path.to_path_buf(), _copy: None })
}

/// Where SQLite may not make the files it shares with writers: there is no writer either. A database whose last writer ended
/// in the middle has part of its content in a second file and is read from a copy.
fn open_unwritable(path: &Path) -> Result<Database, StoreError> {
    let wal = with_ending(path, "-wal");
    let unfinished = wal.metadata().is_ok_and(|m| m.len() > 0);
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let at = StoreError::database(path);
    if unfinished {
        let folder =
            TempDir::new().map_err(StoreError::io(path, "cannot be copied to a temporary folder"))?;
        let copy = folder.path().join("dossier.sqlite");
        let copied = std::fs::copy(path, &copy).and_then(|_| std::fs::copy(&wal, with_ending(&copy, "-wal")));
        copied.map_err(StoreError::io(path, "cannot be copied to a temporary folder"))?;
        let _ = make_writable(&copy).and_then(|()| make_writable(&with_ending(&copy, "-wal")));
        let connection =
            Connection::open_with_flags(&copy, flags | OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(&at)?;
        settle(&connection).map_err(|fault| fault.at(path))?;
        return Ok(Database { connection, path: path.to_path_buf(), _copy: Some(folder) });
    }
    let address = format!("file:{}?immutable=1", percent_encoded(path));
    let flags = flags | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(address, flags).map_err(&at)?;
    settle(&connection).map_err(|fault| fault.at(path))?;
    Ok(Database { connection, path: path.to_path_buf(), _copy: None })
}

fn make_writable(path: &Path) -> std::io::Result<()> {
    let mut permissions = path.metadata()?.permissions();
    #[cfg(unix)]
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o600);
    #[cfg(not(unix))]
    permissions.set_readonly(false);
    std::fs::set_permissions(path, permissions)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}

/// A path as SQLite's addresses have it.
fn percent_encoded(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'-' | b'_' | b'~');
    absolute
        .as_os_str()
        .as_encoded_bytes()
        .iter()
        .map(|b| if plain(*b) { char::from(*b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// Settings of every connection.
fn settle(connection: &Connection) -> Found<()> {
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    // A damaged or hostile database must not make statements of its own run.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// How far the journal has been taken in.
pub(crate) fn head(connection: &Connection) -> Found<Head> {
    let sql = "SELECT number, hash, bytes FROM head";
    let head = connection
        .query_row(sql, [], |row| {
            Ok(Head {
                number: row.get::<_, i64>(0)? as u64,
                hash: row.get(1)?,
                bytes: row.get::<_, i64>(2)? as u64,
            })
        })
        .optional()?;
    head.ok_or_else(|| Fault::row("head", "is missing"))
}

/// Records how far.
pub(crate) fn set_head(connection: &Connection, head: &Head) -> Found<()> {
    let sql = "UPDATE head SET number = ?1, hash = ?2, bytes = ?3";
    connection.execute(sql, (head.number as i64, &head.hash, head.bytes as i64))?;
    Ok(())
}
