//! How common words are in news at large. In a collection of a dozen reports on one matter every telling word stands in all of them, and would
//! count for nothing if the collection alone said what is rare; so the collection is counted as if it stood among other news.

use super::collection::{Collection, View};
use super::telling::Telling;
use std::collections::HashMap;

/// In how many reports of other news the stems stand.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Background {
    reports: f32,
    held: HashMap<String, f32>,
}

impl Background {
    /// Counts of stems over so many reports.
    pub fn new(reports: f32, held: impl IntoIterator<Item = (String, f32)>) -> Self {
        Background { reports, held: held.into_iter().collect() }
    }

    /// Counts the stems of reports, most frequent first, as if there were `reports` of them: only so much does other news weigh beside a collection.
    pub fn count(tellings: &[Telling], reports: f32) -> Vec<(String, f32)> {
        let collection = Collection::of(tellings, &Background::default());
        let scale = reports / tellings.len().max(1) as f32;
        let mut held: Vec<(String, f32)> = collection
            .terms
            .all()
            .map(|(term, stem)| {
                (stem.to_string(), scale * collection.frequency(View::Words, term.into()) as f32)
            })
            .collect();
        held.sort_by(|x, y| y.1.total_cmp(&x.1).then_with(|| x.0.cmp(&y.0)));
        held
    }

    /// Reads a file: the number of reports on a line of its own, then on each line a stem and a number, parted by a tab; lines that begin with `#` are left
    /// out.
    ///
    /// # Errors
    /// The first line that is not of this form.
    pub fn read(file: &str) -> Result<Self, String> {
        let mut lines = file.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        let first = lines.next().unwrap_or_default();
        let reports = first.parse().map_err(|_| first.to_string())?;
        let line = |line: &str| {
            let (stem, held) = line.split_once('\t')?;
            Some((stem.to_string(), held.parse().ok()?))
        };
        let held: Result<HashMap<String, f32>, String> =
            lines.map(|l| line(l).ok_or_else(|| l.to_string())).collect();
        Ok(Background { reports, held: held? })
    }

    /// How many reports it stands for.
    pub fn reports(&self) -> f32 {
        self.reports
    }

    /// In how many of them the stem stands.
    pub fn held(&self, stem: &str) -> f32 {
        self.held.get(stem).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_counts_is_read() {
        let background = Background::read("# counts\n100\nsay\t80\nfire\t4.5\n").expect("well formed");
        assert_eq!(
            (background.reports(), background.held("say"), background.held("orvan")),
            (100.0, 80.0, 0.0)
        );
        assert!(Background::read("say\t80").is_err() && Background::read("1\nsay").is_err());
    }
}
