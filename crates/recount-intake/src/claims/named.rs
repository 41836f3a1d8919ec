//! Reports as files of claims name them: by file name, the name of a copy, SHA-256 or as much of its beginning as `recount list` prints,
//! or an unambiguous beginning of the name without its ending.

use recount_model::Report;
use std::collections::BTreeMap;

/// Digits of a SHA-256 that name a report, at least.
const DIGITS: usize = 12;

/// The names of the reports of a dossier, looked up in logarithmic time: a table may have a line for each of many reports.
#[derive(Debug)]
pub(super) struct Named<'r> {
    files: BTreeMap<&'r str, usize>,
    /// Names without their endings, in order.
    stems: Vec<(&'r str, usize)>,
    /// SHA-256, in order.
    ids: Vec<(String, usize)>,
}

impl<'r> Named<'r> {
    pub fn of(reports: &'r [Report]) -> Self {
        let mut named = Named { files: BTreeMap::new(), stems: Vec::new(), ids: Vec::new() };
        for (n, report) in reports.iter().enumerate() {
            for file in [&report.file].into_iter().chain(report.copies.iter().map(|copy| &copy.file)) {
                named.files.entry(file).or_insert(n);
            }
            let stem = report.file.rsplit_once('.').map_or(&report.file[..], |(stem, _)| stem);
            named.stems.push((stem, n));
            named.ids.push((report.id.to_string(), n));
        }
        named.stems.sort();
        named.ids.sort();
        named
    }

    /// The report of this name.
    ///
    /// # Errors
    /// A phrase, when there is none or when the name may be of several.
    pub fn report(&self, name: &str) -> Result<usize, String> {
        if let Some(n) = self.files.get(name) {
            return Ok(*n);
        }
        let is_id = name.len() >= DIGITS && name.bytes().all(|b| b.is_ascii_hexdigit());
        let id = name.to_ascii_lowercase();
        let of_ids = if is_id { beginning(&self.ids, &id) } else { &[] };
        let of_stems = if name.is_empty() { &[] } else { beginning(&self.stems, name) };
        match (of_ids, of_stems) {
            ([(_, n)], _) | (_, [(_, n)]) => Ok(*n),
            ([], []) => Err(format!("there is no report '{name}'")),
            _ => Err(format!("'{name}' may be any of {} reports", of_ids.len().max(of_stems.len()))),
        }
    }
}

/// Those of names in order that begin so.
fn beginning<'n, S: AsRef<str>>(names: &'n [(S, usize)], with: &str) -> &'n [(S, usize)] {
    let from = names.partition_point(|(name, _)| name.as_ref() < with);
    let number = names[from..].partition_point(|(name, _)| name.as_ref().starts_with(with));
    &names[from..from + number]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_go_by_several_names() {
        let reports = ["01-fire.txt", "01-flood.txt", "02.txt"].map(|file| Report::of_text(file, file));
        let named = Named::of(&reports);
        let id = reports[1].id.to_string();
        for (name, want) in [
            ("01-fire.txt", Ok(0)),
            ("01-fl", Ok(1)),
            (&id, Ok(1)),
            (&id.to_uppercase()[..12], Ok(1)),
            (&id[..11], Err(format!("there is no report '{}'", &id[..11]))),
            ("02", Ok(2)),
            ("01", Err("'01' may be any of 2 reports".to_string())),
            ("", Err("there is no report ''".to_string())),
            ("03", Err("there is no report '03'".to_string())),
        ] {
            assert_eq!(named.report(name), want, "{name}");
        }
    }
}
