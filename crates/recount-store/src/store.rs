//! A dossier that is open: for reading, or for writing by one process at a time.

use crate::batch::Batch;
use crate::database::open::Database;
use crate::database::reading::{PackedReading, put_reading};
use crate::database::touched::Touched;
use crate::database::{Found, apply, open, refresh, rows};
use crate::entry::{Act, Entry, NewEntry};
use crate::error::StoreError;
use crate::journal::{self, Head, JournalEntries, JournalFile};
use crate::layout::Layout;
use crate::lock::{Holder, WriteLock};
use crate::originals;
use rayon::prelude::*;
use recount_model::ReportId;
use rusqlite::{Connection, TransactionBehavior};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An open dossier. Opened for reading it never waits for a writer and sees what was committed when it asks; several may be open
/// at once, one to a thread. Opened for writing it holds the dossier's lock until dropped.
#[derive(Debug)]
pub struct Store {
    layout: Layout,
    database: Database,
    writer: Option<Writer>,
}

#[derive(Debug)]
struct Writer {
    journal: JournalFile,
    /// Where a torn rest of the journal was kept when this writer opened it.
    torn: Option<PathBuf>,
    _lock: WriteLock,
}

/// How many entries of the journal are taken in at once when a database is behind.
const CATCH_UP: usize = 5_000;

impl Store {
    /// Whether the folder keeps a dossier, or what is left of one: one that has lost its journal is told of on opening.
    pub fn exists(folder: &Path) -> bool {
        Layout::new(folder).has_state()
    }

    /// The error of a folder in which no dossier can be made, since one is there, sound or not.
    pub(crate) fn refuse_another(folder: &Path) -> Result<(), StoreError> {
        let layout = Layout::new(folder);
        match (layout.journal().is_file(), layout.has_state()) {
            (true, _) => Err(StoreError::AlreadyADossier { folder: folder.to_path_buf() }),
            (false, true) => Err(StoreError::JournalMissing { path: layout.journal() }),
            (false, false) => Ok(()),
        }
    }

    /// The error of a folder that keeps no dossier that could be opened.
    fn require(folder: &Path) -> Result<(), StoreError> {
        let layout = Layout::new(folder);
        match (layout.journal().is_file(), layout.has_state()) {
            (true, _) => Ok(()),
            (false, true) => Err(StoreError::JournalMissing { path: layout.journal() }),
            (false, false) => Err(StoreError::NotADossier { folder: folder.to_path_buf() }),
        }
    }

    /// Makes a dossier in a folder (made when it is missing) and opens it for writing. `created` is its first entry; its act is
    /// always [`Act::Created`], whatever is given.
    ///
    /// # Errors
    ///
    /// When there is one already, sound or without its journal, or the folder cannot be written.
    pub fn create(folder: &Path, created: NewEntry, holder: &Holder) -> Result<Store, StoreError> {
        let layout = Layout::new(folder);
        Store::refuse_another(folder)?;
        let originals = layout.originals();
        fs::create_dir_all(&originals).map_err(StoreError::io(&originals, "cannot be made"))?;
        let lock = WriteLock::take(&layout, holder, Duration::ZERO, &|_| {})?;
        Store::refuse_another(folder)?;
        // The journal is what makes a folder a dossier, so it appears last and with its first line.
        let entry = Entry { number: 1, when: created.when, who: created.who, act: Act::Created };
        let (line, _) = journal::lines_of(&Head::empty(), &[entry])?;
        let early = layout.state().join(".new-journal");
        let _ = fs::remove_file(&early);
        JournalFile::create(&early)?.append(&line, 0)?;
        let path = layout.journal();
        fs::rename(&early, &path).map_err(StoreError::io(&path, "cannot be put in place"))?;
        originals::sync_folder(layout.state())?;
        originals::sync_folder(layout.folder())?;
        Store::with_lock(layout, lock)
    }

    /// Opens a dossier for reading. Never waits, and works on a folder or medium that cannot be written.
    ///
    /// # Errors
    ///
    /// When there is no dossier, or its journal is missing, or its database is missing, damaged or of another schema.
    pub fn open(folder: &Path) -> Result<Store, StoreError> {
        let layout = Layout::new(folder);
        Store::require(folder)?;
        let database = Database::read(&layout.database())?;
        Ok(Store { layout, database, writer: None })
    }

    /// Opens a dossier for writing: waits for another writer, at most `wait`, and tells `on_wait` once who it is. Brings the database up to
    /// the journal; when it is missing it is made anew, and [`Store::pending`] names the reports that are to be read again.
    ///
    /// # Errors
    ///
    /// [`StoreError::Held`] when the other writer is not done in time; when the journal does not hold what the database has
    /// taken from it, is missing, or a line was altered; when the folder cannot be written.
    pub fn open_to_write(
        folder: &Path,
        holder: &Holder,
        wait: Duration,
        on_wait: &dyn Fn(&Holder),
    ) -> Result<Store, StoreError> {
        let layout = Layout::new(folder);
        Store::require(folder)?;
        let lock = WriteLock::take(&layout, holder, wait, on_wait)?;
        Store::with_lock(layout, lock)
    }

    fn with_lock(layout: Layout, lock: WriteLock) -> Result<Store, StoreError> {
        let originals = layout.originals();
        fs::create_dir_all(&originals).map_err(StoreError::io(&originals, "cannot be made"))?;
        originals::sweep(&layout)?;
        let database = Database::write(&layout.database())?;
        let head = database.head().map_err(|fault| fault.at(&database.path))?;
        let torn = journal::set_torn_aside(&layout.journal(), &head)?;
        let journal = JournalFile::open(&layout.journal())?;
        let mut store = Store { layout, database, writer: Some(Writer { journal, torn, _lock: lock }) };
        store.catch_up()?;
        Ok(store)
    }

    /// Takes in what the journal has beyond the database.
    fn catch_up(&mut self) -> Result<(), StoreError> {
        let mut entries = JournalEntries::after(&self.layout.journal(), self.head()?)?;
        loop {
            let some: Vec<Entry> = entries.by_ref().take(CATCH_UP).collect::<Result<_, _>>()?;
            if some.is_empty() {
                return Ok(());
            }
            let head = entries.head().clone();
            self.transact(|connection| {
                let mut touched = Touched::default();
                some.iter().try_for_each(|entry| apply::apply(connection, entry, &mut touched))?;
                refresh::refresh(connection, &touched.reached(connection)?, &BTreeSet::new())?;
                open::set_head(connection, &head)
            })?;
        }
    }

    /// Writes a batch: originals, then the journal, then the database. Everything is durable when it returns, with
    /// the numbers of the batch's entries.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when the batch contradicts itself or the dossier: nothing was written. When the disk is full or
    /// the system refuses: nothing was acknowledged, and the dossier is intact; if the entries had reached the
    /// journal they are taken in by the next commit or opening.
    pub fn commit(&mut self, batch: Batch) -> Result<Vec<u64>, StoreError> {
        if self.writer.is_none() {
            return Err(StoreError::ReadOnly { folder: self.layout.folder().to_path_buf() });
        }
        // After a failure of the database alone, it is behind.
        if self.is_behind()? {
            self.catch_up()?;
        }
        crate::admission::admit(self, &batch)?;
        let before = self.head()?;
        let Batch { originals, entries, reports, readings, passages, account, .. } = batch;
        let readings: Vec<PackedReading> = readings.par_iter().map(PackedReading::of).collect();
        let entries: Vec<Entry> = (before.number + 1..)
            .zip(entries)
            .map(|(number, NewEntry { when, who, act })| Entry { number, when, who, act })
            .collect();
        // Refuses what the journal could not give back, before anything is written.
        let (lines, head) = journal::lines_of(&before, &entries)?;
        originals::keep(&self.layout, &originals)?;
        fault::point("originals")?;
        if let (false, Some(writer)) = (entries.is_empty(), &mut self.writer) {
            writer.journal.append(&lines, before.bytes)?;
        }
        fault::point("journal")?;
        self.transact(|connection| {
            let mut touched = Touched::default();
            let mut texts = BTreeSet::new();
            entries.iter().try_for_each(|entry| apply::apply(connection, entry, &mut touched))?;
            let key = |id: ReportId| -> Found<i64> {
                rows::key_of(connection, id)?
                    .ok_or_else(|| crate::database::Fault::row("originals", format!("{id} is missing")))
            };
            for report in &reports {
                let key = key(report.id)?;
                rows::put_report(connection, key, report)?;
                touched.itself(key);
                texts.insert(key);
            }
            for reading in &readings {
                put_reading(connection, key(reading.report())?, reading)?;
            }
            for (report, passages) in &passages {
                rows::put_passages(connection, key(*report)?, *report, passages)?;
            }
            if let Some(account) = &account {
                crate::database::account::put_account(connection, account)?;
            }
            refresh::refresh(connection, &touched.reached(connection)?, &texts)?;
            open::set_head(connection, &head)?;
            fault::point("database")?;
            Ok(())
        })?;
        Ok(entries.iter().map(|entry| entry.number).collect())
    }

    /// Whether the journal has more than the database has taken in: a writer was stopped in between, and the next one takes it in.
    pub fn is_behind(&self) -> Result<bool, StoreError> {
        let path = self.layout.journal();
        let length = path.metadata().map_err(StoreError::io(&path, "cannot be read"))?.len();
        Ok(length > self.head()?.bytes)
    }

    /// How far the database has taken the journal in.
    pub fn head(&self) -> Result<Head, StoreError> {
        self.found(open::head)
    }

    /// The entries of the journal, each checked against the chain. Ends with an error at the first line that is not as it was written.
    pub fn journal(&self) -> Result<JournalEntries, StoreError> {
        JournalEntries::after(&self.layout.journal(), Head::empty())
    }

    /// Where things lie.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The torn rest of the journal that this writer found and kept when it opened the dossier: of a write that was
    /// stopped before anybody was told of it.
    pub fn torn(&self) -> Option<&Path> {
        self.writer.as_ref()?.torn.as_deref()
    }

    /// Copies the database, as it is now, into one compact file.
    pub(crate) fn copy_database(&self, target: &Path) -> Result<(), StoreError> {
        let Some(name) = target.to_str() else {
            let reason = "cannot be written by SQLite: its path is not UTF-8".to_string();
            return Err(StoreError::Bag { path: target.to_path_buf(), reason });
        };
        self.found(|connection| Ok(connection.execute("VACUUM INTO ?1", [name])?))?;
        let synced = fs::OpenOptions::new().write(true).open(target).and_then(|file| file.sync_all());
        synced.map_err(StoreError::io(target, "cannot be made durable"))
    }

    /// Reads the database in one state: whatever `read` asks of the store it is given is answered as it was when this began, though
    /// others commit meanwhile. Nobody is kept waiting for it; SQLite keeps what is committed meanwhile in a second file until it ends, so it
    /// should not last for hours. Within another such reading it is part of that one. The journal's file and the originals lie
    /// outside of it ([`Store::journal`], [`Store::is_behind`]: compare with [`Store::head`]), and no bag can be exported within.
    ///
    /// # Errors
    ///
    /// What `read` gives, or an error of the database on beginning and ending.
    pub fn at_one_state<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Store) -> Result<T, E>,
    ) -> Result<T, E> {
        let connection = &self.database.connection;
        if !connection.is_autocommit() {
            return read(self);
        }
        let at = StoreError::database(&self.database.path);
        // Rolled back when `read` fails or panics.
        let transaction = connection.unchecked_transaction().map_err(&at)?;
        // SQLite fixes the state with the first question and not with BEGIN.
        self.head()?;
        let value = read(self)?;
        transaction.commit().map_err(&at)?;
        Ok(value)
    }

    /// Asks the database.
    pub(crate) fn found<T>(&self, ask: impl FnOnce(&Connection) -> Found<T>) -> Result<T, StoreError> {
        ask(&self.database.connection).map_err(|fault| fault.at(&self.database.path))
    }

    /// Writes into the database, all or nothing.
    pub(crate) fn transact<T>(
        &mut self,
        write: impl FnOnce(&Connection) -> Found<T>,
    ) -> Result<T, StoreError> {
        let path = self.database.path.clone();
        let connection = &mut self.database.connection;
        let run = || {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = write(&transaction)?;
            transaction.commit()?;
            Ok(value)
        };
        run().map_err(|fault: crate::database::Fault| fault.at(&path))
    }
}

/// Places at which tests make a commit fail.
pub(crate) mod fault {
    use crate::error::StoreError;

    #[cfg(test)]
    thread_local! {
        /// The place at which the next commit of this thread fails.
        pub static FAIL_AT: std::cell::Cell<Option<&'static str>> = const { std::cell::Cell::new(None) };
    }

    #[cfg(test)]
    pub fn point(name: &'static str) -> Result<(), StoreError> {
        if FAIL_AT.get() == Some(name) {
            FAIL_AT.set(None);
            let reason = format!("failed at {name} for a test");
            return Err(StoreError::Refused { subject: "test".into(), reason });
        }
        Ok(())
    }

    #[cfg(not(test))]
    #[inline]
    pub fn point(_name: &'static str) -> Result<(), StoreError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::{ArrivalEntry, Outcome};
    use crate::originals::Original;
    use recount_model::{Arrival, Report};
    use tempfile::TempDir;

    fn batch(file: &str) -> Batch {
        let report = Report::of_text(file, format!("The words of {file}."));
        let arrival = ArrivalEntry {
            original: report.id,
            size_bytes: report.text.len() as u64,
            arrival: Arrival { file: file.into(), ..Arrival::default() },
            media: "text/plain".into(),
            outcome: Outcome::read(&report.text, "test"),
            replaces: None,
        };
        let original = Original::bytes(report.text.clone().into_bytes());
        let entry = NewEntry { when: "now".into(), who: "Ada".into(), act: Act::Arrival(arrival) };
        Batch { originals: vec![original], entries: vec![entry], reports: vec![report], ..Batch::default() }
    }

    /// A new version of an address makes the rows of a bounded number of older ones anew, however many there are.
    #[test]
    fn the_work_for_a_version_does_not_grow_with_the_versions_before_it() {
        use crate::database::refresh::REFRESHED;
        use recount_model::{Decision, ReportId};
        const VERSIONS: usize = 3_000;
        let folder = TempDir::new().unwrap();
        let holder = Holder { pid: 1, verb: "test".into(), since: String::new() };
        let created = NewEntry { when: "now".into(), who: "Ada".into(), act: Act::Created };
        let mut store = Store::create(folder.path(), created, &holder).unwrap();
        let mut latest: Option<ReportId> = None;
        let mut batches = Vec::new();
        let mut files: Vec<String> = (0..VERSIONS).map(|n| format!("{n}.txt")).collect();
        files.push("one more.txt".into());
        // A hundred at once, and at the end one by one.
        for some in files[..VERSIONS - 20].chunks(100).chain(files[VERSIONS - 20..].chunks(1)) {
            let mut all = Batch::default();
            for file in some {
                let Batch { originals, mut entries, reports, .. } = batch(file);
                for entry in &mut entries {
                    if let Act::Arrival(arrival) = &mut entry.act {
                        arrival.arrival.url = Some("https://quay.example/".into());
                        arrival.replaces = latest.replace(arrival.original);
                    }
                }
                all.originals.extend(originals);
                all.entries.extend(entries);
                all.reports.extend(reports);
            }
            batches.push(all);
        }
        REFRESHED.set(0);
        let mut texts = Vec::new();
        for batch in batches {
            texts.extend(batch.reports.iter().map(|report| report.id));
            store.commit(batch).unwrap();
        }
        assert!(REFRESHED.get() < 2 * VERSIONS, "{} rows were made anew", REFRESHED.get());
        assert_eq!(store.count().unwrap(), 1);
        // Withdrawing the newest reaches one back as well; and of all of them, none twice.
        REFRESHED.set(0);
        let withdraw = |id: &ReportId| Batch::ruling("now", "Ada", "", Decision::Withdraw { report: *id });
        let ids: Vec<ReportId> = texts.into_iter().rev().collect();
        store.commit(withdraw(&ids[0])).unwrap();
        assert_eq!((REFRESHED.get(), store.count().unwrap()), (2, 1));
        let entries = ids[1..VERSIONS].iter().flat_map(|id| withdraw(id).entries).collect();
        store.commit(Batch { entries, ..Batch::default() }).unwrap();
        assert!(REFRESHED.get() <= VERSIONS + 3, "{} rows were made anew", REFRESHED.get());
        assert_eq!(store.reports().map(|r| r.unwrap().file).collect::<Vec<_>>(), ["0.txt"]);
    }

    /// Wherever a commit is stopped, what was acknowledged before stands, and the next commit goes on.
    #[test]
    fn a_commit_that_is_stopped_anywhere_leaves_a_sound_dossier() {
        for (point, kept) in [("originals", 2), ("journal", 3), ("database", 3)] {
            let folder = TempDir::new().unwrap();
            let holder = Holder { pid: 1, verb: "test".into(), since: String::new() };
            let created = NewEntry { when: "now".into(), who: "Ada".into(), act: Act::Created };
            let mut store = Store::create(folder.path(), created, &holder).unwrap();
            store.commit(batch("a.txt")).unwrap();
            fault::FAIL_AT.set(Some(point));
            store.commit(batch("b.txt")).unwrap_err();
            assert_eq!(store.head().unwrap().number, 2, "{point}");
            // The same process goes on, or the next one.
            let mut next = match point {
                "journal" => store,
                _ => {
                    drop(store);
                    Store::open_to_write(folder.path(), &holder, Duration::ZERO, &|_| {}).unwrap()
                }
            };
            assert_eq!(next.commit(batch("c.txt")).unwrap(), [kept + 1], "{point}");
            let again = |arrival: &ArrivalEntry, bytes: &[u8]| {
                Ok(Report::of_text(&arrival.arrival.file, String::from_utf8_lossy(bytes)))
            };
            assert_eq!(next.restore(&again, None).unwrap().failed, vec![]);
            assert_eq!(next.count().unwrap(), kept, "{point}");
            drop(next);
            assert_eq!(crate::check::check(folder.path(), &|_| {}), [], "{point}");
        }
    }
}
