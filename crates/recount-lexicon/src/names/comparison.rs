//! The result of comparing two names: a score, and the features it is made of.

/// Why a feature counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeatureKind {
    /// The same word on both sides.
    SameWord,
    /// Words that sound or are written alike.
    AlikeWord,
    /// Two or more words of one side are one word of the other.
    JoinedWords,
    /// Spellings of one given name.
    SpellingOfName,
    /// A given name and its short form.
    ShortForm,
    /// An initial and a word that begins with it.
    Initial,
    /// The same common word of bodies, perhaps in two languages: bank, ministry.
    GenericWord,
    /// One number on both sides.
    Number,
    /// The same legal form.
    LegalForm,
    /// One name is made of the initials of the other.
    Acronym,
    /// A factor: words of both sides that have nothing to pair with, so that they contradict.
    Contradiction,
    /// A factor: words of one side that the other leaves out, between words that are paired.
    LeftOut,
    /// A factor: words of one side that the other leaves out, at its beginning or its end.
    LeftOutAtEnd,
    /// A factor: a number stands on one side only, or two numbers differ.
    OtherNumber,
    /// A factor: two unlike legal forms.
    OtherLegalForm,
    /// A factor: the parts stand in another order.
    Order,
    /// A factor: who is the child of one name is the father in the other.
    FatherAndSon,
    /// A factor: too little is shared to know.
    TooLittle,
    /// The names were compared as wholes.
    Whole,
}

impl FeatureKind {
    /// The kind in words of a reader.
    pub fn words(self) -> &'static str {
        match self {
            FeatureKind::SameWord => "the same word",
            FeatureKind::AlikeWord => "words alike in sound or spelling",
            FeatureKind::JoinedWords => "the same words written apart or together",
            FeatureKind::SpellingOfName => "spellings of one name",
            FeatureKind::ShortForm => "a name and its short form",
            FeatureKind::Initial => "an initial",
            FeatureKind::GenericWord => "the same generic word",
            FeatureKind::Number => "the same number",
            FeatureKind::LegalForm => "the same legal form",
            FeatureKind::Acronym => "initials of the longer name",
            FeatureKind::Contradiction => "words that contradict",
            FeatureKind::LeftOut => "words one name leaves out",
            FeatureKind::LeftOutAtEnd => "words one name leaves out at an end",
            FeatureKind::OtherNumber => "another number",
            FeatureKind::OtherLegalForm => "another legal form",
            FeatureKind::Order => "another order",
            FeatureKind::FatherAndSon => "father and son changed places",
            FeatureKind::TooLittle => "too little is shared",
            FeatureKind::Whole => "compared as wholes",
        }
    }
}

/// One reason of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// What it is.
    pub kind: FeatureKind,
    /// The words of the left name, in Latin letters and lower case.
    pub left: String,
    /// The words of the right name.
    pub right: String,
    /// How much the pair counts among the pairs; 0 for a factor.
    pub weight: f64,
    /// How well the pair agrees, 0 to 1; for a factor what the whole is multiplied by.
    pub agreement: f64,
}

/// How alike two names are, with every reason.
///
/// `score` = (sum of weight × agreement over the features with a weight / sum of their weights) × the agreement of every
/// feature without a weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// 0 to 1; [`super::SAME_NAME`] is the border.
    pub score: f64,
    /// Pairs in the order of the left name, then factors.
    pub features: Vec<Feature>,
}

impl Comparison {
    /// The comparison that these features make.
    pub(super) fn of(features: Vec<Feature>) -> Self {
        let score = score(&features);
        Comparison { score, features }
    }

    /// Names that have no parts to compare.
    pub(super) fn whole(left: &str, right: &str) -> Self {
        let agreement = if left.trim() == right.trim() && !left.trim().is_empty() { 1.0 } else { 0.0 };
        let (left, right) = (left.trim().to_string(), right.trim().to_string());
        Comparison::of(vec![Feature { kind: FeatureKind::Whole, left, right, weight: 1.0, agreement }])
    }
}

fn score(features: &[Feature]) -> f64 {
    let pairs = features.iter().filter(|f| f.weight > 0.0);
    let (sum, weight) = pairs.fold((0.0, 0.0), |(s, w), f| (s + f.weight * f.agreement, w + f.weight));
    let factors: f64 = features.iter().filter(|f| f.weight <= 0.0).map(|f| f.agreement).product();
    if weight > 0.0 { (sum / weight * factors).clamp(0.0, 1.0) } else { 0.0 }
}
