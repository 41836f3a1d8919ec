//! The method `posterior`: a discrete posterior distribution over the true count of one question, in which bounds are censored
//! evidence and voices may be wrong. Everything that could be set otherwise is in the method file; what the numbers mean stands
//! there.
//!
//! Model. The truth N has the prior of `grid`. Given N, each voice's words have the likelihood of `evidence`, from what the words commit to
//! (`words`); `pool` multiplies them, each as far as it counts for a voice of its own. `answer` reads off the range and the middle, and
//! says when the evidence is too little for an answer.

mod answer;
mod evidence;
mod grid;
mod pool;
mod settings;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use answer::{amounts, figure};
pub(crate) use settings::Settings;
