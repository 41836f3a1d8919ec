//! How much each voice moved a figure: the way from what was taken for granted, through each voice, to the result, and the
//! figure as it would be without that voice.

/// The three numbers of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount {
    /// The lower end of the range; `None` when open below.
    pub low: Option<u64>,
    /// The number to lead with; `None` when the rule gives none.
    pub best: Option<u64>,
    /// The upper end of the range; `None` when open above.
    pub high: Option<u64>,
}

/// What the ends of a figure's range are. They are called a confidence interval nowhere: only a source's own is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum RangeBasis {
    /// Bounds that somebody stands by.
    #[default]
    Stated,
    /// The ends of a part of a posterior distribution that holds so many per cent of it.
    Posterior {
        /// How many per cent, from 1 to 99.
        percent: u8,
    },
}

/// What one voice does to one figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Influence {
    /// The testimony's place in the finding's list.
    pub testimony: usize,
    /// How much of a voice it counts for under the method, from 0 (kept beside) to 1.
    pub weight: f64,
    /// Why it weighs so much, as a phrase.
    pub why: String,
    /// For a method that takes something for granted: the figure of that, this testimony and those before it in the list.
    pub after: Option<Amount>,
    /// The figure of all testimonies but this one.
    pub without: Amount,
}
