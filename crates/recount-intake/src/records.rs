//! `reports.csv`: what the user knows of the reports. Columns `file`, `publisher`, `author`, `published`, `url` in any
//! order; any but `file` may be missing, any cell empty. A row that does not fit becomes an issue; the others apply.

use csv::{ReaderBuilder, StringRecord};
use recount_model::{Arrival, DateBasis, Issue, PartialDate, Published, Severity};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// The file's name in a dossier.
pub const RECORDS_FILE: &str = "reports.csv";

/// One row: what the user knows of one report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Record {
    pub publisher: Option<String>,
    pub author: Option<String>,
    pub published: Option<PartialDate>,
    pub url: Option<String>,
}

impl Record {
    /// The row as the way its file came.
    pub(crate) fn arrival(self, file: &str) -> Arrival {
        let published = self.published.map(|date| Published { date, basis: DateBasis::Given });
        let Record { publisher, author, url, .. } = self;
        Arrival { file: file.to_string(), publisher, author, published, url, within: None }
    }

    /// Fills what is empty from a row of a copy of the same report.
    pub(crate) fn fill_from(&mut self, copy: Record) {
        self.publisher = self.publisher.take().or(copy.publisher);
        self.author = self.author.take().or(copy.author);
        self.published = self.published.or(copy.published);
        self.url = self.url.take().or(copy.url);
    }
}

const COLUMNS: [&str; 5] = ["file", "publisher", "author", "published", "url"];

/// Reads the rows by file. `files` are the names a row may speak of.
pub(crate) fn read_records(text: &str, files: &BTreeSet<String>) -> (BTreeMap<String, Record>, Vec<Issue>) {
    let text = text.trim_start_matches('\u{feff}');
    let mut issues = Vec::new();
    let mut records = BTreeMap::new();
    let header = text.lines().next().unwrap_or("");
    let delimiter = if header.contains(';') && !header.contains(',') { b';' } else { b',' };
    let mut reader = ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let columns = match reader.headers() {
        Ok(header) => columns(header, &mut issues),
        Err(error) => {
            issues.push(issue(Severity::Error, 1, &error.to_string(), "write it as comma-separated values"));
            return (records, issues);
        }
    };
    if !columns.contains(&Some("file")) {
        issues.push(issue(
            Severity::Error,
            1,
            "there is no column 'file'",
            "name the columns file, publisher, author, published, url",
        ));
        return (records, issues);
    }
    for (n, row) in reader.records().enumerate() {
        match row {
            Ok(row) => take_row(n + 2, &row, &columns, files, &mut records, &mut issues),
            Err(error) => issues.push(issue(
                Severity::Error,
                n + 2,
                &error.to_string(),
                "write it as comma-separated values",
            )),
        }
    }
    (records, issues)
}

/// The known name of every column; an unknown one becomes an issue and is passed over.
fn columns(header: &StringRecord, issues: &mut Vec<Issue>) -> Vec<Option<&'static str>> {
    let known = |name: &str| COLUMNS.into_iter().find(|c| *c == name.trim().to_lowercase());
    for name in header.iter().filter(|name| known(name).is_none() && !name.trim().is_empty()) {
        let hint = "known columns are file, publisher, author, published, url";
        issues.push(issue(
            Severity::Note,
            1,
            &format!("the column '{}' is not known and was passed over", name.trim()),
            hint,
        ));
    }
    header.iter().map(known).collect()
}

fn take_row(
    row: usize,
    cells: &StringRecord,
    columns: &[Option<&'static str>],
    files: &BTreeSet<String>,
    records: &mut BTreeMap<String, Record>,
    issues: &mut Vec<Issue>,
) {
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        return;
    }
    if cells.len() != columns.len() {
        let message = format!("{} cells where the header has {}", cells.len(), columns.len());
        issues.push(issue(Severity::Error, row, &message, "put cells that hold a comma into double quotes"));
        return;
    }
    let cell = |name: &str| {
        let value = columns.iter().position(|c| *c == Some(name)).and_then(|n| cells.get(n)).map(str::trim);
        value.filter(|v| !v.is_empty()).map(str::to_string)
    };
    let Some(file) = cell("file") else {
        issues.push(issue(
            Severity::Error,
            row,
            "the file's name is empty",
            "name the file as it stands in the folder",
        ));
        return;
    };
    let file = file.strip_prefix("./").unwrap_or(&file);
    let file = file.strip_prefix("reports/").unwrap_or(file).to_string();
    if !files.contains(&file) {
        issues.push(issue(
            Severity::Error,
            row,
            &format!("there is no report '{file}'"),
            "name the file as it stands in the folder",
        ));
        return;
    }
    let mut record =
        Record { publisher: cell("publisher"), author: cell("author"), published: None, url: cell("url") };
    if let Some(given) = cell("published") {
        match given.parse() {
            Ok(date) => record.published = Some(date),
            Err(_) => issues.push(issue(
                Severity::Error,
                row,
                &format!(
                    "'{given}' is no date; the report keeps the date it states, the row's other cells apply"
                ),
                "write 2011, 2011-04 or 2011-04-08",
            )),
        }
    }
    match records.entry(file) {
        Entry::Vacant(place) => {
            place.insert(record);
        }
        Entry::Occupied(place) => {
            let message = format!("a second row for '{}'; the first applies", place.key());
            issues.push(issue(Severity::Error, row, &message, "remove one of the two"));
        }
    }
}

fn issue(severity: Severity, row: usize, reason: &str, hint: &str) -> Issue {
    Issue {
        severity,
        code: "reports-csv",
        file: Some(RECORDS_FILE.to_string()),
        span: None,
        message: format!("{RECORDS_FILE}: row {row}: {reason}"),
        hint: Some(hint.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, records: &[&str], issues: &[&str]) {
        let files = ["a.txt", "b.txt"].map(String::from).into();
        let (got, found) = read_records(text, &files);
        let shown: Vec<String> = got
            .iter()
            .map(|(file, r)| {
                let date = r.published.map(|d| d.to_string());
                [Some(file.clone()), r.publisher.clone(), r.author.clone(), date, r.url.clone()]
                    .map(Option::unwrap_or_default)
                    .join("|")
            })
            .collect();
        assert_eq!(shown, records);
        let messages: Vec<&str> =
            found.iter().map(|i| i.message.trim_start_matches("reports.csv: ")).collect();
        assert_eq!(messages, issues);
        assert!(found.iter().all(|i| i.hint.is_some() && i.code == "reports-csv"));
    }

    #[test]
    fn columns_may_come_in_any_order_or_be_missing() {
        check(
            "\u{feff}url,file,published\nhttps://a.example,a.txt,2011-04\n,reports/b.txt,\n",
            &["a.txt|||2011-04|https://a.example", "b.txt||||"],
            &[],
        );
        check("file;publisher\na.txt;\"Harl; Gazette\"\n", &["a.txt|Harl; Gazette|||"], &[]);
        check("file,publisher\n,,\n\na.txt,P\n", &["a.txt|P|||"], &[]);
    }

    #[test]
    fn a_wrong_row_is_named_and_the_others_apply() {
        check(
            "file,publisher,published\nc.txt,P,2011\na.txt,P,8 April 2011\nb.txt,P\nb.txt,Q,2011-04-08\nb.txt,R,2012\n,S,2013\n",
            &["a.txt|P|||", "b.txt|Q||2011-04-08|"],
            &[
                "row 2: there is no report 'c.txt'",
                "row 3: '8 April 2011' is no date; the report keeps the date it states, the row's other cells apply",
                "row 4: 2 cells where the header has 3",
                "row 6: a second row for 'b.txt'; the first applies",
                "row 7: the file's name is empty",
            ],
        );
        check("publisher\nP\n", &[], &["row 1: there is no column 'file'"]);
        check(
            "file,colour\na.txt,red\n",
            &["a.txt||||"],
            &["row 1: the column 'colour' is not known and was passed over"],
        );
    }
}
