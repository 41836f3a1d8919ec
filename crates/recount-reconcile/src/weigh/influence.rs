//! What each voice does to a figure: the figure without it, and for a posterior also the figure after the first testimonies of the
//! list, one more each time. Both ask the method again, so whatever a method does is explained as it is done.

use super::method::{Case, Method};
use super::posterior;
use recount_model::{Amount, Influence};

/// Of a question with more testimonies than this no influences are told: nobody would read them, and each asks the method twice.
const TOLD: usize = 60;

/// The influence of every testimony of the case; `weights` are what the method says of each.
pub(crate) fn influences(method: &Method, case: &Case, weights: Vec<(f64, String)>) -> Vec<Influence> {
    let count = case.testimonies.len();
    if count > TOLD || weights.len() != count {
        return Vec::new();
    }
    // A posterior need not work out every voice's evidence anew each time.
    let (after, without) = match posterior::amounts(method, case) {
        Some((after, without)) => (after.into_iter().map(Some).collect(), without),
        None => (vec![None; count], (0..count).map(|i| without(i, method, case)).collect()),
    };
    let told = weights.into_iter().zip(after.into_iter().zip(without)).enumerate();
    let influence =
        |(testimony, ((weight, why), (after, without)))| Influence { testimony, weight, why, after, without };
    told.map(influence).collect()
}

fn without(testimony: usize, method: &Method, case: &Case) -> Amount {
    method.work(&case.only(|other| other != testimony)).amount
}
