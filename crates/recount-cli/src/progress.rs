//! A progress bar on standard error: only on a terminal, and only when the work takes long enough to wonder.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use recount::Progress;
use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(700);

/// The bar of one verb; it is wiped when dropped.
pub struct Bar {
    bar: Option<ProgressBar>,
    since: Instant,
}

impl Bar {
    /// A bar that has not shown itself yet; with `quiet`, or when standard error is no terminal, it never will.
    pub fn new(quiet: bool) -> Bar {
        let bar = (!quiet && stderr().is_terminal()).then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
            bar.set_style(
                ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}")
                    .unwrap_or_else(|_| ProgressStyle::default_bar()),
            );
            bar
        });
        Bar { bar, since: Instant::now() }
    }

    /// Takes note of a step. May be called from any thread.
    pub fn step(&self, step: Progress) {
        let Some(bar) = &self.bar else { return };
        if self.since.elapsed() < PATIENCE {
            return;
        }
        if bar.is_hidden() {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        let (what, done, of) = match step {
            Progress::Intake { done, of } => ("taking in files", done, of),
            Progress::Reading { done, of } => ("reading reports", done, of),
            Progress::Table { done_bytes, of_bytes } => {
                let megabytes = |bytes: u64| (bytes / 1_000_000) as usize;
                let of = of_bytes.map_or(0, megabytes).max(megabytes(done_bytes));
                ("taking in the table, megabytes", megabytes(done_bytes), of)
            }
            Progress::Checking { what, done, of } => (what, done, of),
            Progress::Reconciling => ("weighing", 1, 1),
        };
        bar.set_message(what);
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
