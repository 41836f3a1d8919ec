//! `recount init`: a folder becomes a dossier that is kept, with the reports that lie in it.

use super::add::take_in;
use super::writing::with_hand;
use crate::arguments::{Global, InitArguments, ListFormat};
use crate::failure::Failure;
use crate::notices;
use crate::progress::Bar;
use recount::kept;

/// Runs the verb.
pub fn run(arguments: &InitArguments, global: &Global) -> Result<(), Failure> {
    let folder = &arguments.dossier;
    with_hand(&arguments.writer, "init", global, |hand| {
        if let Some(bag) = &arguments.from {
            let bar = Bar::new(global.quiet);
            kept::open_bag(bag, folder, hand, &|step| bar.step(step))?;
            drop(bar);
            if !global.quiet {
                notices::say(&format!("opened {} as {}", bag.display(), folder.display()));
            }
            return Ok(());
        }
        kept::init(folder, hand)?;
        if !global.quiet {
            notices::say(&format!("made a dossier in {}", folder.display()));
        }
        let here = recount::intake::source_files(folder).map_err(recount::Error::from)?;
        if here.value.files.is_empty() {
            return Ok(());
        }
        let request =
            kept::Request { sources: vec![folder.clone()], jobs: global.jobs, ..kept::Request::default() };
        take_in(folder, &request, ListFormat::Text, hand, global)
    })
}
