//! The database as a file, and against what the journal makes of an empty one.

use super::journal::Ground;
use super::{Damage, MAKE_ANEW, OnProgress, PUT_BACK, TAKE_OUT, of_error, rows, schema, told, words};
use crate::database::migrate;
use crate::database::open::Database;
use crate::database::touched::Touched;
use crate::database::{Found, apply, rows as kept};
use crate::error::StoreError;
use crate::journal::{Head, JournalEntries};
use crate::layout::Layout;
use rusqlite::Connection;
use rusqlite::types::Value;

/// Opens it and holds on to its present state.
pub(super) fn open(layout: &Layout) -> Result<(Database, Head), StoreError> {
    let path = layout.database();
    Database::read(&path).and_then(|database| {
        let head = database
            .connection
            .execute_batch("BEGIN")
            .map_err(Into::into)
            .and_then(|()| database.head())
            .map_err(|fault| fault.at(&path))?;
        Ok((database, head))
    })
}

pub(super) fn check(
    layout: &Layout,
    database: &Database,
    head: &Head,
    ground: &Ground,
    progress: &OnProgress<'_>,
    damage: &mut Vec<Damage>,
) {
    let connection = &database.connection;
    look(layout, integrity(connection), damage);
    look(layout, empty(layout).and_then(|anew| schema::check(connection, &anew)), damage);
    if ground.sound {
        match wrong_head(layout, head, ground) {
            Some(wrong) => damage.push(wrong),
            None => look(layout, against_journal(layout, connection), damage),
        }
    }
    look(layout, rows::check(connection, progress), damage);
    look(layout, words::check(connection, progress), damage);
}

/// Tells of what was found; a fault on the way is damage too.
fn look(layout: &Layout, found: Found<Vec<(String, String)>>, damage: &mut Vec<Damage>) {
    let path = layout.database();
    let file = told(layout, &path);
    match found {
        Ok(found) => damage.extend(found.into_iter().map(|(place, what)| Damage {
            file: file.clone(),
            hint: if what == schema::ADDED { TAKE_OUT } else { MAKE_ANEW },
            place: Some(place),
            what,
        })),
        Err(fault) => damage.push(of_error(layout, fault.at(&path), &path)),
    }
}

fn integrity(connection: &Connection) -> Found<Vec<(String, String)>> {
    let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
    let lines = lines.collect::<Result<Vec<_>, _>>()?;
    let wrong = lines.into_iter().filter(|line| line != "ok");
    Ok(wrong.map(|line| ("integrity".into(), line)).collect())
}

/// The journal must hold what the database has taken. The database may be behind by what nobody was told of: the next writer takes it in.
fn wrong_head(layout: &Layout, head: &Head, ground: &Ground) -> Option<Damage> {
    if head.number > ground.head.number {
        let what = format!(
            "ends with entry {}; the database has taken {} entries from it",
            ground.head.number, head.number
        );
        let file = told(layout, &layout.journal());
        return Some(Damage { file, place: None, what, hint: PUT_BACK });
    }
    (ground.at_taken != *head).then(|| Damage {
        file: told(layout, &layout.database()),
        place: Some("head".into()),
        what: format!("is not that of entry {} of the journal", head.number),
        hint: MAKE_ANEW,
    })
}

/// Tables that follow from the journal alone.
const OF_JOURNAL: [&str; 3] = ["originals", "arrivals", "rulings"];

/// A database without rows, as this program makes it.
fn empty(layout: &Layout) -> Found<Connection> {
    let mut anew = Connection::open_in_memory()?;
    migrate::migrate(&mut anew, &layout.database())?;
    Ok(anew)
}

/// What stands in one database and not in the other, row by row: the journal is taken in anew by an empty one.
fn against_journal(layout: &Layout, connection: &Connection) -> Found<Vec<(String, String)>> {
    let head = crate::database::open::head(connection)?;
    let anew = empty(layout)?;
    anew.execute_batch("BEGIN")?;
    let entries = JournalEntries::after(&layout.journal(), Head::empty())?;
    for entry in entries.take(usize::try_from(head.number).unwrap_or(usize::MAX)) {
        // Nothing is made of it here; whose rows it touches is of no interest.
        apply::apply(&anew, &entry?, &mut Touched::default())?;
    }
    let mut out = Vec::new();
    for table in OF_JOURNAL {
        let sql = format!("SELECT * FROM {table} ORDER BY 1");
        let (mut here, mut there) = (connection.prepare(&sql)?, anew.prepare(&sql)?);
        let columns = there.column_count();
        let (mut here, mut there) = (here.query([])?, there.query([])?);
        let (mut left, mut right) = (next(&mut here, columns)?, next(&mut there, columns)?);
        while left.is_some() || right.is_some() {
            let order = match (&left, &right) {
                (Some(left), Some(right)) => left.0.cmp(&right.0),
                (Some(_), None) => std::cmp::Ordering::Less,
                _ => std::cmp::Ordering::Greater,
            };
            let mut told = |number: i64, what: &str| {
                let name = name(connection, &anew, table, number);
                out.push((format!("{table}, {name}"), what.to_string()));
            };
            match (order, &left, &right) {
                (std::cmp::Ordering::Less, Some(left), _) => told(left.0, "is not in the journal"),
                (std::cmp::Ordering::Greater, _, Some(right)) => told(right.0, "is missing"),
                (_, Some(left), Some(right)) if left.1 != right.1 => {
                    told(left.0, "is not what the journal says")
                }
                _ => {}
            }
            if order.is_le() {
                left = next(&mut here, columns)?;
            }
            if order.is_ge() {
                right = next(&mut there, columns)?;
            }
        }
    }
    Ok(out)
}

/// What a row is called: an original by its hash, others by their entry.
fn name(connection: &Connection, anew: &Connection, table: &str, number: i64) -> String {
    if table != "originals" {
        return format!("entry {number}");
    }
    match kept::id_of(anew, number).or_else(|_| kept::id_of(connection, number)) {
        Ok(id) => format!("original {id}"),
        Err(_) => format!("row {number}"),
    }
}

type KeyedRow = Option<(i64, Vec<Value>)>;

fn next(rows: &mut rusqlite::Rows<'_>, columns: usize) -> Found<KeyedRow> {
    let Some(row) = rows.next()? else { return Ok(None) };
    let values = (0..columns).map(|at| row.get(at)).collect::<Result<Vec<Value>, _>>()?;
    Ok(Some((row.get(0)?, values)))
}
