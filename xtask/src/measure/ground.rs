//! Where the material lies, where predictions go, and how a scorer is asked.

use super::{Figures, MeasureArguments};
use anyhow::{Context, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders of one run.
pub struct Ground {
    /// The public material.
    pub data: PathBuf,
    /// The dossiers with gold.
    pub dossiers: PathBuf,
    /// The part to run.
    pub split: String,
    scorers: PathBuf,
    /// Where predictions are written: what the user named, or a folder that goes with the run.
    predictions: PathBuf,
    _scratch: tempfile::TempDir,
}

impl Ground {
    /// The folders the arguments name.
    ///
    /// # Errors
    ///
    /// When the data are not there, or the folder for predictions cannot be made.
    pub fn new(arguments: &MeasureArguments) -> anyhow::Result<Ground> {
        let data = arguments.data.clone();
        if !data.is_dir() {
            bail!(
                "{}: there is no such folder; --data names the folder of the public material",
                data.display()
            );
        }
        let beside = |name: &str| data.parent().unwrap_or(Path::new(".")).join(name);
        let scorers = arguments.scorers.clone().unwrap_or_else(|| {
            let near = beside("score");
            if near.is_dir() { near } else { PathBuf::from("../shared/score") }
        });
        let scratch = tempfile::tempdir()?;
        let predictions = arguments.write.clone().unwrap_or_else(|| scratch.path().to_path_buf());
        std::fs::create_dir_all(&predictions).with_context(|| predictions.display().to_string())?;
        Ok(Ground {
            dossiers: arguments.dossiers.clone().unwrap_or_else(|| beside("dossiers")),
            split: arguments.split.clone(),
            data,
            scorers,
            predictions,
            _scratch: scratch,
        })
    }

    /// The file of the split in a track's folder, or the track's own file `dev_name` for the split `dev`; `None` where there is none.
    pub fn gold(&self, track: &str, dev_name: &str, ending: &str) -> Option<PathBuf> {
        let name = if self.split == "dev" { dev_name } else { self.split.as_str() };
        Some(self.data.join(track).join(format!("{name}.{ending}"))).filter(|file| file.is_file())
    }

    /// Writes predictions, or gold that is only a part of a file, under `name`, and says where.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn write(&self, name: &str, text: &str) -> anyhow::Result<PathBuf> {
        let file = self.predictions.join(name);
        std::fs::write(&file, text).with_context(|| file.display().to_string())?;
        Ok(file)
    }

    /// The figures of `score_TRACK.py GOLD PREDICTIONS`.
    ///
    /// # Errors
    ///
    /// When Python or the scorer is not there, or the scorer fails.
    pub fn score(&self, track: &str, gold: &Path, predictions: &Path) -> anyhow::Result<Figures> {
        let scorer = self.scorers.join(format!("score_{track}.py"));
        let out = Command::new("python3")
            .arg(&scorer)
            .args([gold, predictions])
            .arg("--json")
            .output()
            .context("python3, which runs the scorers, could not be started")?;
        if !out.status.success() {
            bail!("{}: {}", scorer.display(), String::from_utf8_lossy(&out.stderr).trim());
        }
        let said: Value =
            serde_json::from_slice(&out.stdout).with_context(|| scorer.display().to_string())?;
        Ok(figures(&said))
    }
}

/// The figures of a scorer's JSON. A rate is an object, a share a pair of value and number of cases, anything else a number.
fn figures(said: &Value) -> Figures {
    let mut out = Figures::new();
    for (name, value) in said.as_object().into_iter().flatten() {
        match value {
            Value::Object(rate) => {
                for part in ["p", "r", "f1"] {
                    let figure = rate.get(part).and_then(Value::as_f64);
                    out.extend(figure.map(|f| (format!("{name} {part}"), f)));
                }
            }
            Value::Array(share) => {
                out.extend(share.first().and_then(Value::as_f64).map(|f| (name.clone(), f)));
            }
            _ => out.extend(value.as_f64().map(|f| (name.clone(), f))),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_shares_and_numbers_become_figures() {
        let said = serde_json::json!({"a": {"p": 0.5, "r": 1.0, "f1": 0.75, "tp": 3}, "b": [0.25, 8], "c": [null, 0], "d": 0.5});
        let shown: Vec<String> = figures(&said).iter().map(|(name, f)| format!("{name}={f}")).collect();
        assert_eq!(shown.join(" "), "a p=0.5 a r=1 a f1=0.75 b=0.25 d=0.5");
    }
}
