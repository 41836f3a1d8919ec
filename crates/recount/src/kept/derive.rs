//! From the bytes of an original, and the way it came, to its report: the one function that adding, repairing and proving share.

use recount_intake::Fault;
pub(crate) use recount_intake::INTAKE;
use recount_model::{Arrival, Checked, Report};

/// The report of an item, with what is known by its way laid over what it states of itself.
///
/// # Errors
/// When the bytes give no report.
pub(crate) fn derive(arrival: &Arrival, bytes: &[u8]) -> Result<Checked<Report>, Fault> {
    let mut checked = recount_intake::read_item(&arrival.file, bytes)?;
    recount_intake::lay_arrival(arrival, &mut checked.value);
    Ok(checked)
}

/// The report that `is_recorded`, by the first of several ways that gives it; else what the first way gives that gives anything: an item may
/// have been read by a later way only, whose name tells its format.
///
/// # Errors
/// When no way gives a report; the fault is that of the first.
pub(crate) fn derive_by(
    ways: &[Arrival],
    bytes: &[u8],
    is_recorded: impl Fn(&Report) -> bool,
) -> Result<Report, Fault> {
    let (mut given, mut fault) = (None, None);
    for way in ways {
        match derive(way, bytes) {
            Ok(checked) if is_recorded(&checked.value) => return Ok(checked.value),
            Ok(checked) => given = given.or(Some(checked.value)),
            Err(error) => fault = fault.or(Some(error)),
        }
    }
    given.ok_or_else(|| fault.unwrap_or(Fault::Empty))
}
