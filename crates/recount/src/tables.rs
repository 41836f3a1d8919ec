//! The way a table travels: rows to columns, columns to answers and what was learned of the sources. The table's own reading and
//! writing are in [`crate::intake::table`] and [`crate::publish::table`].

use crate::Error;
use crate::pipeline::{OnProgress, Progress, in_threads, names_hint};
use recount_intake::table::{ColumnNames, TableInput, read_table};
use recount_model::{Checked, Discovery, Issue, Table};
use recount_reconcile::truth::{Choice, Explanation, Weighing, method};
use std::num::NonZeroUsize;

pub use recount_reconcile::truth::METHODS;

/// How a table is reconciled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableOptions {
    /// Which column is which, where the usual names do not tell.
    pub columns: ColumnNames,
    /// The method; `None` for one chosen by the shape of the data.
    pub method: Option<String>,
    /// Whether copies are looked for and taken out; `None` leaves it to the shape of the data.
    pub copies: Option<bool>,
    /// Threads to weigh with; `None` for one per core.
    pub jobs: Option<NonZeroUsize>,
    /// Items whose answers are to be explained, by name.
    pub explain: Vec<String>,
}

/// A table with its answers.
#[derive(Debug)]
pub struct ReconciledTable {
    /// The table.
    pub table: Table,
    /// What was made of it.
    pub discovery: Discovery,
    /// The explanations asked for, in that order.
    pub explanations: Vec<Explanation>,
    /// What was imperfect in the input.
    pub issues: Vec<Issue>,
}

/// Reads a table of claims and answers each item.
///
/// # Errors
/// When the table gives no row, or the method or an item to explain does not exist.
pub fn reconcile_table(
    input: TableInput,
    options: &TableOptions,
    progress: OnProgress<'_>,
) -> Result<ReconciledTable, Error> {
    check_method(options.method.as_deref())?;
    in_threads(options.jobs, || {
        let taken = |p: recount_intake::table::TableProgress| {
            progress(Progress::Table { done_bytes: p.done_bytes, of_bytes: p.of_bytes });
        };
        let Checked { value: table, issues } = read_table(input, &options.columns, &taken)?;
        let asked: Vec<u32> =
            options.explain.iter().map(|name| find_item(&table, name)).collect::<Result<_, _>>()?;
        progress(Progress::Reconciling);
        let choice = Choice { method: options.method.clone(), copies: options.copies };
        let weighing = Weighing::new(&table, &choice)?;
        let discovery = weighing.discovery();
        let explanations = asked.into_iter().filter_map(|item| weighing.explain(item)).collect();
        drop(weighing);
        Ok(ReconciledTable { table, discovery, explanations, issues })
    })
}

fn check_method(name: Option<&str>) -> Result<(), Error> {
    match name {
        Some(name) if method(name).is_none() => Err(Error::UnknownMethod {
            name: name.to_string(),
            hint: names_hint("the methods are", METHODS.iter().map(|method| method.name())),
        }),
        _ => Ok(()),
    }
}

/// The item of a name or, where none has it, the only one whose name holds it.
fn find_item(table: &Table, name: &str) -> Result<u32, Error> {
    if let Some(item) = table.items.find(name.trim()) {
        return Ok(item);
    }
    let near: Vec<(u32, &str)> =
        (0..).zip(table.items.iter()).filter(|(_, item)| item.contains(name.trim())).collect();
    match near[..] {
        [(item, _)] => Ok(item),
        [] => Err(Error::UnknownItem {
            name: name.to_string(),
            hint: names_hint("its items are", table.items.iter()),
        }),
        _ => Err(Error::UnknownItem {
            name: name.to_string(),
            hint: names_hint("those whose names hold it are", near.iter().map(|(_, item)| *item)),
        }),
    }
}
