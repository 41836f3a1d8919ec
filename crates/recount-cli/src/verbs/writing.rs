//! What the verbs that write to a dossier share: who writes, and the word to whoever waits.

use crate::arguments::{Global, Writer};
use crate::progress::Bar;
use crate::{clock, notices};
use recount::kept::Hand;
use std::time::Duration;

/// Calls `work` with the hand of whoever runs the verb.
pub fn with_hand<T>(
    writer: &Writer,
    verb: &'static str,
    global: &Global,
    work: impl FnOnce(&Hand<'_>) -> T,
) -> T {
    let quiet = global.quiet;
    let bar = Bar::new(quiet);
    let tell = move |words: &str| {
        if !quiet {
            notices::say(&super::plain(words));
        }
    };
    work(&Hand {
        who: writer.by.clone().unwrap_or_else(clock::user),
        verb,
        now: &clock::now,
        wait: Duration::from_secs(writer.wait),
        tell: &tell,
        progress: &|step| bar.step(step),
    })
}
