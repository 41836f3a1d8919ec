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
