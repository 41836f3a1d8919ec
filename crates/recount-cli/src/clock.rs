//! The only clock of Recount, and who is logged in.

use recount::model::PartialDate;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Seconds of a day.
const DAY_SECONDS: u64 = 86_400;

fn since_1970() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// The day it is, by the system's clock, in UTC.
pub fn today() -> PartialDate {
    PartialDate::from_ordinal((since_1970().as_secs() / DAY_SECONDS) as i64)
}

/// The time, as RFC 3339 in UTC.
pub fn now() -> String {
    let seconds = since_1970().as_secs() % DAY_SECONDS;
    format!("{}T{:02}:{:02}:{:02}Z", today(), seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// The name somebody is logged in by.
pub fn user() -> String {
    let named =
        ["RECOUNT_BY", "USER", "LOGNAME", "USERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
    named
        .map(|name| name.trim().to_string())
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "unknown".to_string())
}
