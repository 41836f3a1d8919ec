//! The evidence of a pair of mentions, as numbers with names: what their words have in common, what stands around them, how surely their reports
//! are of one story.

use super::collection::{Collection, Term, View, cosine};
use super::mentions::Profile;
use super::stories::Stories;
use super::words::Words;
use std::collections::{BTreeSet, HashMap};

/// The evidence of a pair of mentions, in this order. Shares and cosines run from 0 to 1; -1 stands for what is not known.
pub const EVIDENCE: [&str; 32] = [
    "same heading word",
    "same last word",
    "letters in common",
    "same beginning of the word",
    "own words in common",
    // Words in the smallest group of kin that both stand in; 0 where there is none.
    "size of the group of kin",
    "groups of kin in common",
    // How often the two words told of the same in the material; -1 where they are one word.
    "words known to tell of the same",
    // How often the word told of the same twice; -1 where they are two.
    "word known to tell of the same",
    "rarity of the heading word",
    // 0: two reports, 1: one report, 2: one sentence.
    "nearness",
    "reports alike",
    "reports of one story",
    "same story",
    "stories alike",
    "sentences alike",
    "words near alike",
    "names in the sentence",
    "share of names in the sentence",
    "numbers in the sentence",
    "weekdays in the sentence",
    "months in the sentence",
    "same word before",
    "same word after",
    "names before",
    "names after",
    "first sentences",
    "sentences apart",
    "difference of length",
    "capitals",
    "same form in -ing",
    // Share of the story's reports whose mentions have the heading word.
    "word of the story",
];

/// Places of the two pieces of evidence that are learned from pairs of words.
pub(super) const KNOWN_PAIR: usize = 7;
pub(super) const KNOWN_WORD: usize = 8;

/// What the evidence of all pairs of a collection rests on.
pub(super) struct Material<'c> {
    pub collection: &'c Collection,
    pub stories: &'c Stories,
    pub heads: &'c Heads,
    /// Reports of a story whose mentions have a heading word.
    pub burst: HashMap<(usize, Term), usize>,
}

impl<'c> Material<'c> {
    pub fn new(
        collection: &'c Collection,
        stories: &'c Stories,
        heads: &'c Heads,
        profiles: &[Profile],
    ) -> Self {
        let held: BTreeSet<(usize, Term, usize)> = profiles
            .iter()
            .filter_map(|p| Some((*stories.of.get(p.telling)?, p.head_term, p.telling)))
            .collect();
        let mut burst = HashMap::new();
        held.into_iter().for_each(|(story, term, _)| *burst.entry((story, term)).or_default() += 1);
        Material { collection, stories, heads, burst }
    }

    fn word_of_story(&self, p: &Profile) -> f32 {
        let story = self.stories.of[p.telling];
        let held = self.burst.get(&(story, p.head_term)).copied().unwrap_or(0);
        held as f32 / self.stories.size[story].max(1) as f32
    }

    /// The evidence that two mentions tell of the same.
    pub fn of(&self, a: &Profile, b: &Profile) -> [f32; EVIDENCE.len()] {
        let same = a.head_term == b.head_term;
        let one_report = a.telling == b.telling;
        let (kin_size, kin_share) = if same { (0.0, 1.0) } else { kin(&a.kin, &b.kin) };
        let stem = |p: &Profile| self.collection.terms.stem(p.head_term).to_string();
        let (known_pair, known_word) = self.heads.of(&stem(a), &stem(b));
        let rarity = |p: &Profile| self.collection.rarity(View::Words, u64::from(p.head_term));
        let flag = |yes: bool| f32::from(u8::from(yes));
        [
            flag(same),
            flag(a.last == b.last),
            threes_alike(a, b),
            beginning(&a.head, &b.head),
            of_all(&a.own, &b.own),
            kin_size,
            kin_share,
            known_pair,
            known_word,
            rarity(a).min(rarity(b)),
            flag(one_report) + flag(one_report && a.sentence == b.sentence),
            if one_report { 1.0 } else { self.collection.alike(View::Words, a.telling, b.telling) },
            self.stories.likely(a.telling, b.telling),
            flag(self.stories.of[a.telling] == self.stories.of[b.telling]),
            self.stories.between(a.telling, b.telling),
            cosine(&a.around, &b.around),
            cosine(&a.near, &b.near),
            of_fewer(&a.names, &b.names),
            of_all(&a.names, &b.names),
            of_fewer(&a.numbers, &b.numbers),
            of_fewer(&a.weekdays, &b.weekdays),
            of_fewer(&a.months, &b.months),
            flag(a.before.is_some() && a.before == b.before),
            flag(a.after.is_some() && a.after == b.after),
            of_fewer(&a.names_before, &b.names_before),
            of_fewer(&a.names_after, &b.names_after),
            flag(a.sentence == 0) + flag(b.sentence == 0),
            a.sentence.abs_diff(b.sentence) as f32,
            a.length.abs_diff(b.length) as f32,
            flag(a.capital) + flag(b.capital),
            flag(a.head.ends_with("ing") == b.head.ends_with("ing")),
            self.word_of_story(a).min(self.word_of_story(b)),
        ]
    }
}

/// Words in the smallest group that both stand in, and the groups in common by those of the word with fewer.
fn kin(a: &[u16], b: &[u16]) -> (f32, f32) {
    let common = a.iter().filter(|g| b.contains(g));
    let smallest = common.clone().map(|g| Words::english().size_of(*g)).min().unwrap_or(0);
    (smallest as f32, common.count() as f32 / (1 + a.len().min(b.len())) as f32)
}

/// Groups of three letters in common, by the mean number (Dice).
pub(super) fn threes_alike(a: &Profile, b: &Profile) -> f32 {
    let common = a.threes.iter().filter(|t| b.threes.binary_search(t).is_ok()).count();
    2.0 * common as f32 / (a.threes.len() + b.threes.len()).max(1) as f32
}

/// Letters at the beginning in common, by those of the longer word.
fn beginning(a: &str, b: &str) -> f32 {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    common as f32 / a.chars().count().max(b.chars().count()).max(1) as f32
}

/// What two sets have in common, by the smaller; -1 where one is empty.
fn of_fewer<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f32 {
    let fewer = a.len().min(b.len());
    if fewer == 0 { -1.0 } else { a.intersection(b).count() as f32 / fewer as f32 }
}

/// What two sets have in common, by all that is in either; -1 where both are empty.
fn of_all<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f32 {
    let common = a.intersection(b).count();
    let all = a.len() + b.len() - common;
    if all == 0 { -1.0 } else { common as f32 / all as f32 }
}

/// How often two heading words told of the same in the material: for each pair of stems the share, as a mean over topics that has a share of what
/// is usual added, so that few examples say little.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heads {
    shares: HashMap<(String, String), f32>,
}

/// The shares where nothing is known: of a word met twice, of two words.
const USUAL: (f32, f32) = (0.5, 0.05);

impl Heads {
    /// Shares by pair of stems; the order within a pair is no matter.
    pub fn new(shares: impl IntoIterator<Item = (String, String, f32)>) -> Self {
        let key = |(a, b, share)| (if a <= b { (a, b) } else { (b, a) }, share);
        Heads { shares: shares.into_iter().map(key).collect() }
    }

    /// Reads a file: on each line two stems and a share, parted by tabs; lines that begin with `#` are left out.
    ///
    /// # Errors
    /// The first line that is not of this form.
    pub fn read(file: &str) -> Result<Self, String> {
        let line = |line: &str| {
            let mut fields = line.split('\t');
            let (a, b, share) = (fields.next()?, fields.next()?, fields.next()?.parse().ok()?);
            Some((a.to_string(), b.to_string(), share))
        };
        let lines = file.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        let shares: Result<Vec<_>, String> = lines.map(|l| line(l).ok_or_else(|| l.to_string())).collect();
        Ok(Heads::new(shares?))
    }

    /// The share of two different words, and that of one word; -1 for the one that does not apply.
    pub fn of(&self, a: &str, b: &str) -> (f32, f32) {
        let key = if a <= b { (a.to_string(), b.to_string()) } else { (b.to_string(), a.to_string()) };
        let share = self.shares.get(&key).copied();
        if a == b { (-1.0, share.unwrap_or(USUAL.0)) } else { (share.unwrap_or(USUAL.1), -1.0) }
    }

    /// A share with what is usual added: `sum` of shares over `count` topics.
    pub fn share(sum: f32, count: f32, same_word: bool) -> f32 {
        let (usual, weight) = if same_word { (USUAL.0, 1.0) } else { (USUAL.1, 0.5) };
        (sum + weight * usual) / (count + weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_words_is_read_from_a_file() {
        let heads =
            Heads::read("# stem, stem, share\nbuy\tacquir\t0.6\nsay\tsay\t0.1\n").expect("well formed");
        assert_eq!(heads.of("acquir", "buy"), (0.6, -1.0));
        assert_eq!(heads.of("say", "say"), (-1.0, 0.1));
        assert_eq!(heads.of("quak", "fire"), (0.05, -1.0));
        assert!(Heads::read("a\tb").is_err());
    }

    #[test]
    fn sets_are_compared_and_nothing_known_is_told_from_nothing_common() {
        let set = |s: &str| s.split_whitespace().map(str::to_string).collect::<BTreeSet<String>>();
        for (a, b, fewer, all) in
            [("a b", "b c d", 0.5, 0.25), ("a", "b", 0.0, 0.0), ("", "b", -1.0, 0.0), ("", "", -1.0, -1.0)]
        {
            assert_eq!((of_fewer(&set(a), &set(b)), of_all(&set(a), &set(b))), (fewer, all), "{a}|{b}");
        }
    }
}
