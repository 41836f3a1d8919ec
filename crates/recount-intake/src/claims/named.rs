//! Reports as people name them, in files of claims and on the command line: by file name, the name of a copy, the name without its
//! ending or as much of its beginning as fits no other, or the first digits of the SHA-256.

use recount_model::{Report, ReportId};
use std::collections::BTreeMap;

/// Digits of a SHA-256 that name a report, at least.
const DIGITS: usize = 6;

/// The names of the reports of a dossier, looked up in logarithmic time: a table may have a line for each of many reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportNames {
    files: BTreeMap<String, ReportId>,
    /// Names without their endings, in order.
    stems: Vec<(String, ReportId)>,
    /// SHA-256, in order.
    ids: Vec<(String, ReportId)>,
}

impl ReportNames {
    /// The names of these reports and of their copies.
    pub fn of(reports: &[Report]) -> Self {
        let mut names = ReportNames::new(reports.iter().map(|report| (report.file.clone(), report.id)));
        for report in reports {
            report.copies.iter().for_each(|copy| names.also(&copy.file, report.id));
        }
        names
    }

    /// Reports by the files that they are shown by.
    pub fn new(shown: impl IntoIterator<Item = (String, ReportId)>) -> Self {
        let mut names = ReportNames::default();
        for (file, id) in shown {
            let stem = file.rsplit_once('.').map_or(&file[..], |(stem, _)| stem);
            names.stems.push((stem.to_string(), id));
            names.ids.push((id.to_string(), id));
            names.files.entry(file).or_insert(id);
        }
        names.stems.sort();
        names.ids.sort();
        names
    }

    /// A report goes by another whole name too, unless that is one's already.
    pub fn also(&mut self, file: &str, id: ReportId) {
        self.files.entry(file.to_string()).or_insert(id);
    }

    /// The files, in order.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The report of this name: the one whose whole name it is, else whose name without its ending, else the beginning of whose name, else
    /// of whose SHA-256.
    ///
    /// # Errors
    /// How many reports it may be of, when that is none or several.
    pub fn find(&self, name: &str) -> Result<ReportId, usize> {
        if let Some(id) = self.files.get(name) {
            return Ok(*id);
        }
        if name.is_empty() {
            return Err(0);
        }
        let beginning_so = beginning(&self.stems, name);
        let whole = beginning_so.partition_point(|(stem, _)| stem == name);
        let is_id = name.len() >= DIGITS && name.bytes().all(|b| b.is_ascii_hexdigit());
        let of_ids = || if is_id { beginning(&self.ids, &name.to_ascii_lowercase()) } else { &[] };
        let fits = match (whole, beginning_so) {
            (0, []) => of_ids(),
            (0, several) => several,
            _ => &beginning_so[..whole],
        };
        match fits {
            [(_, id)] => Ok(*id),
            fits => Err(fits.len()),
        }
    }
}

/// Those of names in order that begin so.
fn beginning<'n>(names: &'n [(String, ReportId)], with: &str) -> &'n [(String, ReportId)] {
    let from = names.partition_point(|(name, _)| name.as_str() < with);
    let number = names[from..].partition_point(|(name, _)| name.starts_with(with));
    &names[from..from + number]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_go_by_several_names() {
        let reports = ["01-fire.txt", "01-flood.txt", "02.txt", "02b.txt", "03.txt", "03.html"]
            .map(|file| Report::of_text(file, file));
        let mut names = ReportNames::of(&reports);
        names.also("copy.txt", reports[1].id);
        names.also("02.txt", reports[1].id);
        let id = reports[1].id.to_string();
        for (name, want) in [
            ("01-fire.txt", Ok(0)),
            ("01-fl", Ok(1)),
            ("copy.txt", Ok(1)),
            ("copy", Err(0)),
            (&id, Ok(1)),
            (&id.to_uppercase()[..6], Ok(1)),
            (&id[..5], Err(0)),
            ("02.txt", Ok(2)),
            // A whole name before a beginning.
            ("02", Ok(2)),
            ("02b", Ok(3)),
            ("01", Err(2)),
            ("0", Err(6)),
            ("03", Err(2)),
            ("", Err(0)),
            ("04", Err(0)),
        ] {
            assert_eq!(names.find(name), want.map(|at: usize| reports[at].id), "{name}");
        }
    }
}
