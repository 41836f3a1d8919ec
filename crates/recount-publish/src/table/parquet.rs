//! Parquet: texts as strings, shares as doubles, counts as integers, lists as lists of strings; packed by zstd.

use super::sheet::{Cell, Holds, Sheet};
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use std::sync::Arc;

pub(super) fn write(sheet: &dyn Sheet) -> Result<Vec<u8>> {
    let fields: Vec<TypePtr> =
        sheet.columns().iter().map(|(name, holds)| field(name, *holds)).collect::<Result<_>>()?;
    let schema = Arc::new(Type::group_type_builder("table").with_fields(fields).build()?);
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by(concat!("recount ", env!("CARGO_PKG_VERSION")).to_string())
        .build();
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, schema, Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    for (at, (_, holds)) in sheet.columns().iter().enumerate() {
        if let Some(mut column) = group.next_column()? {
            write_column(sheet, at, *holds, &mut column)?;
            column.close()?;
        }
    }
    group.close()?;
    writer.close()?;
    Ok(out)
}

fn field(name: &str, holds: Holds) -> Result<TypePtr> {
    let plain = |physical| Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    let text = |name: &str, repetition| {
        Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
            .with_repetition(repetition)
            .with_logical_type(Some(LogicalType::String))
            .with_converted_type(ConvertedType::UTF8)
            .build()
    };
    let field = match holds {
        Holds::Text => text(name, Repetition::OPTIONAL)?,
        Holds::Number => plain(Physical::DOUBLE).build()?,
        Holds::Count => plain(Physical::INT64).build()?,
        Holds::List => {
            let element = Arc::new(text("element", Repetition::REQUIRED)?);
            let list = Type::group_type_builder("list")
                .with_repetition(Repetition::REPEATED)
                .with_fields(vec![element])
                .build()?;
            Type::group_type_builder(name)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(Some(LogicalType::List))
                .with_converted_type(ConvertedType::LIST)
                .with_fields(vec![Arc::new(list)])
                .build()?
        }
    };
    Ok(Arc::new(field))
}

/// Writes a column; a level of definition tells how far a cell is there (0: not at all), one of repetition whether a text goes on a list.
fn write_column(
    sheet: &dyn Sheet,
    column: usize,
    holds: Holds,
    writer: &mut SerializedColumnWriter<'_>,
) -> Result<()> {
    let (mut texts, mut numbers, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    let (mut definitions, mut repetitions) = (Vec::new(), Vec::new());
    for row in 0..sheet.rows() {
        match sheet.cell(row, column) {
            Cell::Empty => {
                definitions.push(0);
                repetitions.push(0);
                continue;
            }
            Cell::Text(text) => texts.push(ByteArray::from(text.as_ref())),
            Cell::Number(number) => numbers.push(number),
            Cell::Count(count) => counts.push(i64::from(count)),
            Cell::List(list) => {
                if list.is_empty() {
                    definitions.push(1);
                    repetitions.push(0);
                }
                for (place, text) in list.into_iter().enumerate() {
                    texts.push(ByteArray::from(text));
                    definitions.push(2);
                    repetitions.push(i16::from(place > 0));
                }
                continue;
            }
        }
        definitions.push(1);
        repetitions.push(0);
    }
    let (defined, repeated) = (Some(&definitions[..]), Some(&repetitions[..]));
    match holds {
        Holds::Text => writer.typed::<ByteArrayType>().write_batch(&texts, defined, None)?,
        Holds::List => writer.typed::<ByteArrayType>().write_batch(&texts, defined, repeated)?,
        Holds::Number => writer.typed::<DoubleType>().write_batch(&numbers, defined, None)?,
        Holds::Count => writer.typed::<Int64Type>().write_batch(&counts, defined, None)?,
    };
    Ok(())
}
