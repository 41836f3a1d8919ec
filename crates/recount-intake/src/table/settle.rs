//! What can be settled only when all rows are known: which number each value is, whether an item is a number or a category,
//! which rows say nothing new.

use super::faults::{Fault, Faults};
use super::gather::Gathering;
use recount_model::{Checked, Table, ValueKind};

/// The table with its issues, and the commonest reason for which rows were left out.
pub(super) fn settle(gathering: Gathering, file: &str) -> (Checked<Table>, Option<String>) {
    let Gathering { mut table, mut kinds, mut faults, .. } = gathering;
    kinds.resize(if kinds.is_empty() { 0 } else { table.items.len() }, [0, 0]);
    let forms: Vec<Form> = table.values.iter().map(Form::of).collect();
    table.numbers = forms.iter().map(|form| if let Form::Number(n) = form { *n } else { f64::NAN }).collect();
    table.kinds = settle_kinds(&table, &forms, &kinds, &mut faults);
    let mut keep = vec![true; table.len()];
    leave_no_numbers(&table, &mut keep, &mut faults);
    leave_repeated(&mut table, &mut keep, &mut faults);
    if keep.contains(&false) {
        retain(&mut table, &keep);
    }
    let issues = faults.issues(file);
    (Checked { value: table, issues }, faults.worst())
}

/// How a value is written.
#[derive(Clone, Copy)]
enum Form {
    Number(f64),
    /// A numeral without a finite number: `NaN`, `inf`, `1e999`.
    NotFinite,
    Text,
}

impl Form {
    fn of(value: &str) -> Form {
        // What no number begins with is told apart without a try.
        if !value.starts_with(|c: char| c.is_ascii_digit() || "+-.niNI".contains(c)) {
            return Form::Text;
        }
        match value.parse::<f64>() {
            Ok(number) if number.is_finite() => Form::Number(number),
            Ok(_) => Form::NotFinite,
            Err(_) => grouped(value).map_or(Form::Text, Form::Number),
        }
    }
}

/// The number of digits grouped by commas in threes, as in `12,345` and `-1,234.5`.
fn grouped(value: &str) -> Option<f64> {
    const LONGEST: usize = 40;
    let digits = value.trim_start_matches(['-', '+']);
    if value.len() > LONGEST || value.len() - digits.len() > 1 || !digits.contains(',') {
        return None;
    }
    let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let all_digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let fits =
        (1..=3).contains(&first.len()) && all_digits(first) && groups.all(|g| g.len() == 3 && all_digits(g));
    if !fits {
        return None;
    }
    value.replace(',', "").parse().ok().filter(|n: &f64| n.is_finite())
}

/// The kind of each item: what most of its rows say; where none says, a number if all its values are.
fn settle_kinds(table: &Table, forms: &[Form], said: &[[u32; 2]], faults: &mut Faults) -> Vec<ValueKind> {
    let mut has_number = vec![false; table.items.len()];
    let mut has_text = vec![false; table.items.len()];
    for (item, value) in table.item.iter().zip(&table.value) {
        match forms[*value as usize] {
            Form::Number(_) => has_number[*item as usize] = true,
            Form::Text => has_text[*item as usize] = true,
            Form::NotFinite => {}
        }
    }
    let kind = |item: usize| match said.get(item) {
        Some([numbers, categories]) if numbers + categories > 0 => {
            if *numbers > 0 && *categories > 0 {
                let name = table.items.name(item as u32);
                faults.add_at(Fault::MixedKinds, "such as", name);
            }
            numbers > categories
        }
        _ => has_number[item] && !has_text[item],
    };
    let kind_of = |number: bool| if number { ValueKind::Number } else { ValueKind::Category };
    (0..table.items.len()).map(kind).map(kind_of).collect()
}

/// Leaves out rows that say of a number what is none.
fn leave_no_numbers(table: &Table, keep: &mut [bool], faults: &mut Faults) {
    for (row, keep) in keep.iter_mut().enumerate() {
        let (item, value) = (table.item[row], table.value[row]);
        if table.kinds[item as usize] == ValueKind::Number && table.numbers[value as usize].is_nan() {
            *keep = false;
            let (source, value) = (table.sources.name(table.source[row]), table.values.name(value));
            faults.add_at(Fault::NoNumber, &format!("{source} of {}", table.items.name(item)), value);
        }
    }
}

/// Leaves out rows that repeat another to the letter: same source, item, value and time. What the repetition cites, the first cites.
fn leave_repeated(table: &mut Table, keep: &mut [bool], faults: &mut Faults) {
    let (starts, rows) = by_item(table);
    // The item of which each source spoke last.
    let mut spoke = vec![u32::MAX; table.sources.len()];
    // Rows left out, with the rows they repeat.
    let mut repeated: Vec<(u32, u32)> = Vec::new();
    for item in 0..table.items.len() {
        let rows = &rows[starts[item] as usize..starts[item + 1] as usize];
        let mut twice = false;
        for row in rows {
            let last = &mut spoke[table.source[*row as usize] as usize];
            twice |= *last == item as u32;
            *last = item as u32;
        }
        if !twice {
            continue;
        }
        let day = |row: u32| table.day.get(row as usize).map_or(0, |day| day.to_bits());
        let key = |row: u32| (table.source[row as usize], table.value[row as usize], day(row));
        let mut sorted: Vec<u32> = rows.iter().copied().filter(|row| keep[*row as usize]).collect();
        sorted.sort_unstable_by_key(|row| (key(*row), *row));
        for same in sorted.chunk_by(|a, b| key(*a) == key(*b)) {
            for row in &same[1..] {
                keep[*row as usize] = false;
                repeated.push((*row, same[0]));
            }
        }
    }
    faults.add_many(Fault::Repeated, repeated.len() as u64);
    repeated.sort_unstable();
    for (row, _) in &mut table.cites {
        if let Ok(at) = repeated.binary_search_by_key(row, |(row, _)| *row) {
            *row = repeated[at].1;
        }
    }
    table.cites.sort_unstable();
    table.cites.dedup();
}

/// Rows in runs by item, each in the order of the file: where the runs start, and the rows.
fn by_item(table: &Table) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; table.items.len() + 1];
    for item in &table.item {
        starts[*item as usize + 1] += 1;
    }
    for item in 0..table.items.len() {
        starts[item + 1] += starts[item];
    }
    let mut next = starts.clone();
    let mut rows = vec![0u32; table.len()];
    for (row, item) in table.item.iter().enumerate() {
        let place = &mut next[*item as usize];
        rows[*place as usize] = row as u32;
        *place += 1;
    }
    (starts, rows)
}

/// Drops the rows that are not kept, and with them what they cite.
fn retain(table: &mut Table, keep: &[bool]) {
    let mut at = 0u32;
    let moved: Vec<Option<u32>> = keep
        .iter()
        .map(|keep| {
            let place = keep.then_some(at);
            at += u32::from(*keep);
            place
        })
        .collect();
    let kept = |column: &mut Vec<u32>| {
        let mut row = 0;
        column.retain(|_| {
            row += 1;
            keep[row - 1]
        });
    };
    [&mut table.source, &mut table.item, &mut table.value].into_iter().for_each(kept);
    let mut row = 0;
    table.day.retain(|_| {
        row += 1;
        keep[row - 1]
    });
    table.cites =
        table.cites.iter().filter_map(|(row, cited)| Some((moved[*row as usize]?, *cited))).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_by_their_form() {
        for (value, want) in [
            ("12", Some(12.0)),
            ("-3.5", Some(-3.5)),
            ("1e3", Some(1000.0)),
            ("12,345", Some(12_345.0)),
            ("-1,234,567.5", Some(-1_234_567.5)),
            ("12,34", None),
            ("1,2345", None),
            (",123", None),
            ("--1,234", None),
            ("NaN", None),
            ("inf", None),
            ("1e999", None),
            ("F78", None),
            ("2011-04-08", None),
            ("Nine", None),
            ("", None),
        ] {
            let got = if let Form::Number(n) = Form::of(value) { Some(n) } else { None };
            assert_eq!(got, want, "{value}");
        }
    }
}
