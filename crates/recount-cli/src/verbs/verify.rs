//! `recount verify`: whether all is as it was written, and whether what follows from it follows still.

use super::plain;
use crate::arguments::{Global, VerifyArguments};
use crate::destination::Destination;
use crate::failure::Failure;
use crate::progress::Bar;
use recount::kept::{Asked, verify};
use std::fmt::Write;

/// Runs the verb.
pub fn run(arguments: &VerifyArguments, global: &Global) -> Result<(), Failure> {
    let bar = Bar::new(global.quiet);
    let asked = Asked {
        account: arguments.account.clone(),
        head: arguments.head.clone(),
        quick: arguments.quick,
        jobs: global.jobs,
    };
    let verified = verify(&arguments.dossier, &asked, &|step| bar.step(step))?;
    drop(bar);
    let mut out = String::new();
    // Writing to a String cannot fail.
    for wrong in &verified.wrong {
        let _ = writeln!(out, "wrong: {}: {}\n  {}", wrong.place, wrong.what, wrong.hint);
    }
    for compared in &verified.compared {
        let _ = writeln!(out, "compared: {compared}");
    }
    for note in &verified.notes {
        let _ = writeln!(out, "note: {note}");
    }
    if !verified.head.is_empty() {
        let _ = writeln!(out, "journal: {}", verified.head);
    }
    let _ = match (verified.wrong.is_empty(), verified.pending) {
        (false, _) => writeln!(out, "something is wrong"),
        (true, 0) => writeln!(out, "all holds"),
        (true, 1) => {
            writeln!(out, "what is there holds; 1 report is to be made again by a command that writes")
        }
        (true, n) => {
            writeln!(out, "what is there holds; {n} reports are to be made again by a command that writes")
        }
    };
    Destination::Stdout.write(plain(&out).as_bytes())?;
    if verified.holds() { Ok(()) } else { Err(Failure::Found) }
}
