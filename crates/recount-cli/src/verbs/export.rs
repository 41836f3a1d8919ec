//! `recount export`: the whole dossier as a bag that can be opened elsewhere.

use crate::arguments::{ExportArguments, Global};
use crate::failure::Failure;
use crate::progress::Bar;
use crate::{clock, notices};
use recount::kept;
use recount::model::Unread;

/// Runs the verb.
pub fn run(arguments: &ExportArguments, global: &Global) -> Result<(), Failure> {
    let bar = Bar::new(global.quiet);
    let (exported, left_out) =
        kept::export(&arguments.dossier, &arguments.output, &clock::now(), &|step| bar.step(step))?;
    drop(bar);
    for Unread { file, reason } in left_out.iter().filter(|_| !global.quiet) {
        notices::say(&format!("{file}: not among the pages as it came: {reason}; the bag has its bytes"));
    }
    if !global.quiet {
        notices::say(&format!(
            "wrote {}: {} files, {} bytes",
            arguments.output.display(),
            exported.files,
            exported.bytes
        ));
    }
    Ok(())
}
