//! Parquet: the columns of a table as they are, row group by row group. Texts, numbers, truth values, dates and times of the day are
//! read as the text that CSV would have; `cites` may be a list of texts. Columns of other shapes are refused by name.

use super::columns::{ColumnError, ColumnNames, Places, Role, place};
use super::delimiter::LONGEST_ROW_BYTES;
use super::faults::Fault;
use super::gather::{Cells, Gathering};
use super::open::Seekable;
use super::window::has_room;
use super::{TableError, TableProgress};
use bytes::Bytes;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{AsBytes, ByteArray, DataType};
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;
use recount_model::PartialDate;
use std::fmt::Write;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Rows taken at once.
const BATCH_ROWS: usize = 8192;

/// Reads all row groups; the number of rows.
pub(super) fn read(
    file: &str,
    bytes: Seekable,
    names: &ColumnNames,
    gathering: &mut Gathering,
    progress: &dyn Fn(TableProgress),
) -> std::result::Result<u64, TableError> {
    let damaged = |reason: String| TableError::Parquet { file: file.to_string(), reason };
    let of_columns = |reason| TableError::Columns { file: file.to_string(), reason };
    // The library meets some damaged files with a panic.
    let read = catch_unwind(AssertUnwindSafe(|| -> Result<_> {
        let reader: Box<dyn FileReader> = match bytes {
            Seekable::File(file) => Box::new(SerializedFileReader::new(file)?),
            Seekable::Held(bytes) => Box::new(SerializedFileReader::new(Bytes::from(bytes))?),
        };
        check(reader.as_ref())?;
        match plans(reader.as_ref(), names) {
            Ok(plans) => groups(reader.as_ref(), &plans, gathering, progress).map(Ok),
            Err(error) => Ok(Err(error)),
        }
    }));
    match read {
        Ok(Ok(read)) => read.map_err(of_columns),
        Ok(Err(error)) => Err(damaged(error.to_string())),
        Err(_) => Err(damaged("its parts contradict each other".to_string())),
    }
}

/// Refuses places and lengths that no file has, which the library would panic at.
fn check(reader: &dyn FileReader) -> Result<()> {
    let mut chunks = reader.metadata().row_groups().iter().flat_map(|group| group.columns());
    let is_sound = chunks.all(|chunk| {
        let places =
            [chunk.data_page_offset(), chunk.compressed_size(), chunk.dictionary_page_offset().unwrap_or(0)];
        places.iter().all(|place| *place >= 0)
    });
    if is_sound {
        Ok(())
    } else {
        Err(ParquetError::General("a column lies nowhere in the file".to_string()))
    }
}

/// How a column is read.
struct Plan {
    role: Role,
    /// Index among the leaves of the schema.
    leaf: usize,
    form: Form,
    most_definition: i16,
    is_list: bool,
}

/// What the stored numbers of a column stand for.
#[derive(Debug, Clone, Copy)]
enum Form {
    Plain,
    Unsigned,
    Day,
    /// A time, by how many units make a second.
    Instant(i64),
    /// A number by its digits, so many of them behind the point.
    Decimal(usize),
}

/// The columns that serve, in the order of their roles.
fn plans(reader: &dyn FileReader, names: &ColumnNames) -> std::result::Result<Vec<Plan>, ColumnError> {
    let schema = reader.metadata().file_metadata().schema_descr();
    let tops: Vec<String> = schema.root_schema().get_fields().iter().map(|f| f.name().to_string()).collect();
    let places: Places = place(&tops, names)?;
    let planned = Role::ALL.into_iter().filter_map(|role| places[role as usize].map(|top| (role, top)));
    planned
        .map(|(role, top)| {
            let unfit = |holds: String| ColumnError::Unfit { name: tops[top].clone(), holds };
            let leaves: Vec<usize> =
                (0..schema.num_columns()).filter(|leaf| schema.get_column_root_idx(*leaf) == top).collect();
            let [leaf] = leaves[..] else { return Err(unfit("records of several fields".to_string())) };
            let column = schema.column(leaf);
            let is_list = column.max_rep_level() == 1 && role == Role::Cites;
            if column.max_rep_level() > 0 && !is_list {
                return Err(unfit("lists".to_string()));
            }
            let form = form(&column)
                .ok_or_else(|| unfit(format!("values of the type {:?}", column.physical_type())))?;
            Ok(Plan { role, leaf, form, most_definition: column.max_def_level(), is_list })
        })
        .collect()
}

fn form(column: &ColumnDescriptor) -> Option<Form> {
    let scale = || usize::try_from(column.type_scale()).ok();
    let form = match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Timestamp(time)), _) => Form::Instant(match time.unit {
            TimeUnit::MILLIS => 1_000,
            TimeUnit::MICROS => 1_000_000,
            TimeUnit::NANOS => 1_000_000_000,
        }),
        (_, ConvertedType::TIMESTAMP_MILLIS) => Form::Instant(1_000),
        (_, ConvertedType::TIMESTAMP_MICROS) => Form::Instant(1_000_000),
        (Some(LogicalType::Date), _) | (_, ConvertedType::DATE) => Form::Day,
        (Some(LogicalType::Decimal(_)), _) | (_, ConvertedType::DECIMAL) => Form::Decimal(scale()?),
        (Some(LogicalType::Integer(integer)), _) if !integer.is_signed => Form::Unsigned,
        (Some(LogicalType::Time(_) | LogicalType::Float16), _) => return None,
        _ => Form::Plain,
    };
    let fits = match column.physical_type() {
        Type::INT32 | Type::INT64 => true,
        Type::BOOLEAN | Type::FLOAT | Type::DOUBLE | Type::INT96 => matches!(form, Form::Plain),
        Type::BYTE_ARRAY => matches!(form, Form::Plain | Form::Decimal(_)),
        Type::FIXED_LEN_BYTE_ARRAY => matches!(form, Form::Decimal(_)) && column.type_length() <= 16,
    };
    fits.then_some(form)
}

fn groups(
    reader: &dyn FileReader,
    plans: &[Plan],
    gathering: &mut Gathering,
    progress: &dyn Fn(TableProgress),
) -> Result<u64> {
    let metadata = reader.metadata();
    let sizes: Vec<u64> =
        metadata.row_groups().iter().map(|group| group.compressed_size().max(0).unsigned_abs()).collect();
    let of_bytes = Some(sizes.iter().sum());
    let mut rows = 0;
    let mut done_bytes = 0;
    for (group, size) in sizes.into_iter().enumerate() {
        let reader = reader.get_row_group(group)?;
        let mut columns = Vec::with_capacity(plans.len());
        for plan in plans {
            columns.push(Column {
                plan,
                reader: reader.get_column_reader(plan.leaf)?,
                texts: Texts::default(),
            });
        }
        loop {
            has_room(gathering).map_err(|e| ParquetError::General(e.to_string()))?;
            let mut taken = Vec::with_capacity(columns.len());
            for column in &mut columns {
                taken.push(column.next()?);
            }
            let count = taken.first().copied().unwrap_or_default();
            if taken.iter().any(|other| *other != count) {
                return Err(ParquetError::General("its columns are not equally long".to_string()));
            }
            if count == 0 {
                break;
            }
            for row in 0..count {
                rows += 1;
                take(&columns, row, gathering, rows);
            }
        }
        done_bytes += size;
        progress(TableProgress { done_bytes, of_bytes });
    }
    Ok(rows)
}

fn take(columns: &[Column<'_>], row: usize, gathering: &mut Gathering, line: u64) {
    let bytes = |column: &Column<'_>| -> usize { column.texts.of_row(row).map(<[u8]>::len).sum() };
    if columns.iter().map(bytes).fold(0, usize::saturating_add) > LONGEST_ROW_BYTES {
        return gathering.faults.add(Fault::TooLong, line, "");
    }
    let mut cells: Cells<'_> = [&[]; Role::COUNT];
    for column in columns.iter().filter(|column| !column.plan.is_list) {
        cells[column.plan.role as usize] = column.texts.of_row(row).next().unwrap_or_default();
    }
    if gathering.row(&cells, line) {
        let lists = columns.iter().filter(|column| column.plan.is_list);
        for name in lists.flat_map(|column| column.texts.of_row(row)) {
            gathering.cites_also(name, line);
        }
    }
}

/// The texts of a batch of rows: one a row or none, of a list several. Texts of the file are held and not copied, since thousands of rows may share one
/// of a hundred megabytes.
#[derive(Default)]
struct Texts {
    texts: Vec<Text>,
    /// Where the texts of each row end in `texts`.
    ends: Vec<usize>,
    /// The numbers of the batch as they are written, one behind the other.
    written: String,
}

enum Text {
    /// As the file has it, shared with it.
    Held(ByteArray),
    /// Of `written`.
    Written(Range<usize>),
}

impl Texts {
    fn clear(&mut self) {
        self.texts.clear();
        self.ends.clear();
        self.written.clear();
    }

    fn hold(&mut self, text: ByteArray) {
        self.texts.push(Text::Held(text));
    }

    fn write(&mut self, write: impl FnOnce(&mut String)) {
        let start = self.written.len();
        write(&mut self.written);
        self.texts.push(Text::Written(start..self.written.len()));
    }

    fn of_row(&self, row: usize) -> impl Iterator<Item = &[u8]> {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        self.texts[start..self.ends[row]].iter().map(|text| match text {
            Text::Held(text) => text.data(),
            Text::Written(range) => self.written[range.clone()].as_bytes(),
        })
    }
}

struct Column<'a> {
    plan: &'a Plan,
    reader: ColumnReader,
    texts: Texts,
}

impl Column<'_> {
    /// Fills `texts` with the next rows; how many.
    fn next(&mut self) -> Result<usize> {
        let Column { plan, reader, texts } = self;
        texts.clear();
        let out = texts;
        let form = plan.form;
        match reader {
            ColumnReader::BoolColumnReader(r) => {
                fill(r, plan, out, |value, to| to.write(|to| write(to, value)))
            }
            ColumnReader::Int32ColumnReader(r) => fill(r, plan, out, |value, to| {
                to.write(|to| match form {
                    Form::Unsigned => write(to, u32::from_ne_bytes(value.to_ne_bytes())),
                    _ => integer(to, i64::from(value), form),
                });
            }),
            ColumnReader::Int64ColumnReader(r) => fill(r, plan, out, |value, to| {
                to.write(|to| match form {
                    Form::Unsigned => write(to, u64::from_ne_bytes(value.to_ne_bytes())),
                    _ => integer(to, value, form),
                });
            }),
            ColumnReader::Int96ColumnReader(r) => fill(r, plan, out, |value, to| {
                to.write(|to| integer(to, value.to_millis(), Form::Instant(1_000)));
            }),
            ColumnReader::FloatColumnReader(r) => {
                fill(r, plan, out, |value, to| to.write(|to| write(to, value)))
            }
            ColumnReader::DoubleColumnReader(r) => {
                fill(r, plan, out, |value, to| to.write(|to| write(to, value)))
            }
            ColumnReader::ByteArrayColumnReader(r) => fill(r, plan, out, |value, to| match form {
                Form::Decimal(scale) => to.write(|to| decimal(to, big_endian(value.as_bytes()), scale)),
                _ => to.hold(value),
            }),
            ColumnReader::FixedLenByteArrayColumnReader(r) => fill(r, plan, out, |value, to| {
                if let Form::Decimal(scale) = form {
                    to.write(|to| decimal(to, big_endian(value.as_bytes()), scale));
                }
            }),
        }
    }
}

/// Reads a batch: for each row its text, none where there is no value, of a list several.
fn fill<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    plan: &Plan,
    out: &mut Texts,
    keep: impl Fn(T::T, &mut Texts),
) -> Result<usize> {
    let (mut definitions, mut repetitions, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let (rows, read, levels) =
        reader.read_records(BATCH_ROWS, Some(&mut definitions), Some(&mut repetitions), &mut values)?;
    let levels = if plan.most_definition == 0 { read } else { levels };
    let mut values = values.into_iter();
    for level in 0..levels {
        let goes_on = plan.is_list && repetitions.get(level).is_some_and(|r| *r > 0);
        if goes_on {
            out.ends.pop();
        }
        if plan.most_definition == 0 || definitions.get(level) == Some(&plan.most_definition) {
            let value =
                values.next().ok_or_else(|| ParquetError::General("a value is missing".to_string()))?;
            keep(value, out);
        }
        out.ends.push(out.texts.len());
    }
    match out.ends.len() == rows {
        true => Ok(rows),
        false => Err(ParquetError::General("rows and values do not match".to_string())),
    }
}

fn write(to: &mut String, value: impl std::fmt::Display) {
    // Writing to a String cannot fail.
    let _ = write!(to, "{value}");
}

fn integer(to: &mut String, value: i64, form: Form) {
    const DAY_SECONDS: i64 = 86_400;
    match form {
        Form::Plain | Form::Unsigned => write(to, value),
        Form::Day => write(to, PartialDate::from_ordinal(value)),
        Form::Instant(units) => {
            let (seconds, part) = (value.div_euclid(units), value.rem_euclid(units));
            let (day, second) = (seconds.div_euclid(DAY_SECONDS), seconds.rem_euclid(DAY_SECONDS));
            let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
            write(to, format_args!("{}T{hour:02}:{minute:02}:{second:02}", PartialDate::from_ordinal(day)));
            if part > 0 {
                let digits = units.ilog10() as usize;
                write(to, format_args!(".{part:0digits$}"));
            }
        }
        Form::Decimal(scale) => decimal(to, i128::from(value), scale),
    }
}

/// The whole number that bytes are, the first weighing most, in two's complement; of longer ones than sixteen the last sixteen.
fn big_endian(bytes: &[u8]) -> i128 {
    let sign = if bytes.first().is_some_and(|first| *first >= 0x80) { -1 } else { 0 };
    bytes.iter().fold(sign, |number, byte| number << 8 | i128::from(*byte))
}

/// A number by its digits, the last `scale` of them behind the point.
fn decimal(to: &mut String, digits: i128, scale: usize) {
    const MOST_SCALE: usize = 64;
    let scale = scale.min(MOST_SCALE);
    let sign = if digits < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", digits.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let point = if part.is_empty() { "" } else { "." };
    write(to, format_args!("{sign}{whole}{point}{part}"));
}
