//! How the cost of reading grows: a text is read at some length and at twice that length, and the second may cost little more than
//! twice the first. Work in step with the text gives 2, work with its square 4.
//!
//! Cost is time on a processor, not time on the clock, so that a busy machine does not show; the least of several attempts counts.
//! Where the system does not tell it, the clock is taken.

use std::time::Instant;

/// The most that twice the text may cost: between 2 and 4, with room for caches that no longer suffice.
const MOST_TIMES: f64 = 3.2;

/// What a measurement costs at least: systems count processor time in steps of some milliseconds.
const LEAST_SECONDS: f64 = 0.06;

/// Most times that a text is read to cost so much.
const MOST_ROUNDS: usize = 4_096;

/// Attempts before the growth is believed.
const ATTEMPTS: usize = 5;

/// Checks that `read` costs about twice as much of a text of `2 * length_bytes` as of one of half that length. `text` makes a text of
/// about so many bytes.
pub fn check(name: &str, length_bytes: usize, text: impl Fn(usize) -> String, read: impl Fn(String)) {
    let (once, twice) = (text(length_bytes), text(2 * length_bytes));
    let seconds = |text: &String, rounds: usize| {
        let begun = Cost::now();
        (0..rounds).for_each(|_| read(text.clone()));
        begun.seconds()
    };
    // The first reading also makes what is made once, such as lexicons.
    let mut rounds = 1;
    while seconds(&once, rounds) < LEAST_SECONDS && rounds < MOST_ROUNDS {
        rounds *= 2;
    }
    let mut least = [f64::MAX; 2];
    for _ in 0..ATTEMPTS {
        for (least, text) in least.iter_mut().zip([&once, &twice]) {
            *least = least.min(seconds(text, rounds));
        }
        let [once, twice] = least;
        if twice <= MOST_TIMES * once.max(LEAST_SECONDS / 2.0) {
            return;
        }
    }
    let [once, twice] = least.map(|seconds| seconds / rounds as f64);
    panic!(
        "{name}: {length_bytes} bytes cost {once:.6} s, twice as many {twice:.6} s, {:.1} times",
        twice / once
    );
}

/// What has been spent up to a moment.
struct Cost {
    processor: Option<f64>,
    clock: Instant,
}

impl Cost {
    #[allow(clippy::disallowed_methods, reason = "a test of speed needs a clock")]
    fn now() -> Self {
        Cost { processor: processor_seconds(), clock: Instant::now() }
    }

    /// What has been spent since.
    fn seconds(&self) -> f64 {
        match (self.processor, processor_seconds()) {
            (Some(from), Some(to)) => to - from,
            _ => self.clock.elapsed().as_secs_f64(),
        }
    }
}

/// Seconds that this thread has run on a processor, as Linux tells it (`proc_pid_schedstat(5)`).
#[allow(clippy::disallowed_methods, reason = "a test of speed needs a clock")]
fn processor_seconds() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = told.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}
