//! Which mentions tell of the same occurrence: the chain of steps, and what a model of it is trained on.

use super::background::Background;
use super::blocking::{self, Reach};
use super::collection::{Collection, View, cosine};
use super::evidence::{EVIDENCE, Heads, KNOWN_PAIR, KNOWN_WORD, Material, threes_alike};
use super::joinings::{self, Joining};
use super::linkage::{self, Clusters};
use super::mentions::{EventMention, Profile};
use super::reports;
use super::stories::Stories;
use super::stumps::Stumps;
use super::support::{SUPPORT, support};
use super::telling::Telling;
use recount_model::{Evidence, ReportIndex, Span};

/// The evidence of the second look: that of the first and what the first judgements say of each other.
pub const SECOND_EVIDENCE: [&str; EVIDENCE.len() + SUPPORT.len()] = {
    let mut names = [""; EVIDENCE.len() + SUPPORT.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = if at < EVIDENCE.len() { EVIDENCE[at] } else { SUPPORT[at - EVIDENCE.len()] };
        at += 1;
    }
    names
};

/// With how many of those that follow one mention is compared.
const REACH: Reach = Reach { in_list: 120, in_all: 240 };
/// Rare words near a mention by which others are found.
const KEY_WORDS: usize = 3;
/// Letters at the beginning of a heading word by which others are found.
const KEY_LETTERS: usize = 4;
/// Letters in common, and likeness of the words near, from which two mentions without a kin word are compared.
const LEAST_LETTERS: f32 = 0.35;
const LEAST_NEAR: f32 = 0.25;

/// The models of occurrences across reports.
#[derive(Debug, Clone)]
pub struct Models {
    /// How common words are at large.
    pub background: Background,
    /// Reports of one story.
    pub stories: Stumps,
    /// Pairs of heading words.
    pub heads: Heads,
    /// Pairs of mentions, first look.
    pub first: Stumps,
    /// Pairs of mentions, second look; its threshold is that of joining.
    pub second: Stumps,
}

/// The pairs of mentions that are looked at.
#[derive(Debug)]
pub struct MentionPairs {
    profiles: Vec<Profile>,
    stems: Vec<String>,
    /// First and second mention, by their places in the list given.
    pub pairs: Vec<(usize, usize)>,
    /// The evidence of each pair, in the order of [`EVIDENCE`].
    pub evidence: Vec<[f32; EVIDENCE.len()]>,
}

impl MentionPairs {
    /// Finds the pairs and their evidence. A mention that points to no telling, or to none of its words, is compared with nothing. The
    /// comparisons are linear in mentions: each is compared with at most 240 of those that follow it, at most 120 for each of the keys it is
    /// found by; any number that stand before may have reached it.
    pub fn of(
        tellings: &[Telling],
        mentions: &[EventMention],
        stories: &Stumps,
        heads: &Heads,
        background: &Background,
    ) -> Self {
        let collection = Collection::of(tellings, background);
        let report_pairs = reports::pairs_in(&collection, tellings);
        let stories = Stories::of(tellings.len(), &report_pairs, stories);
        let profiles: Vec<Profile> = mentions
            .iter()
            .map(|m| {
                tellings.get(m.telling).map_or_else(Profile::default, |t| Profile::of(m, t, &collection))
            })
            .collect();
        let keys: Vec<Vec<Key>> = profiles.iter().map(|p| keys(p, &stories, &collection)).collect();
        let pairs: Vec<(usize, usize)> = blocking::pairs(&keys, REACH)
            .into_iter()
            .filter(|&(a, b)| may_be_same(&profiles[a], &profiles[b]))
            .collect();
        let material = Material::new(&collection, &stories, heads, &profiles);
        let evidence = pairs.iter().map(|&(a, b)| material.of(&profiles[a], &profiles[b])).collect();
        let stems = profiles.iter().map(|p| collection.terms.stem(p.head_term).to_string()).collect();
        MentionPairs { profiles, stems, pairs, evidence }
    }

    /// The stem of each mention's heading word.
    pub fn stems(&self) -> &[String] {
        &self.stems
    }

    /// Puts what is known of a pair's heading words in its evidence; for training, where a topic may not learn from itself.
    pub fn know(&mut self, pair: usize, heads: &Heads) {
        let (a, b) = self.pairs[pair];
        let (of_pair, of_word) = heads.of(&self.stems[a], &self.stems[b]);
        self.evidence[pair][KNOWN_PAIR] = of_pair;
        self.evidence[pair][KNOWN_WORD] = of_word;
    }

    /// The evidence of the second look, given the first judgements.
    pub fn second(&self, likely: &[f64]) -> Vec<[f32; SECOND_EVIDENCE.len()]> {
        let support = support(&self.profiles, &self.pairs, likely);
        let both = |(first, second): (&[f32; EVIDENCE.len()], [f32; SUPPORT.len()])| {
            let mut all = [0.0; SECOND_EVIDENCE.len()];
            all[..EVIDENCE.len()].copy_from_slice(first);
            all[EVIDENCE.len()..].copy_from_slice(&second);
            all
        };
        self.evidence.iter().zip(support).map(both).collect()
    }

    /// Clusters of mentions, given how likely each pair is the same. A mention is expected to have as many scored pairs as the list of one of its keys
    /// gives, though several keys may give more.
    pub fn cluster(&self, likely: &[f64], threshold: f64) -> Clusters {
        let pairs: Vec<(usize, usize, f64)> =
            self.pairs.iter().zip(likely).map(|(&(a, b), &p)| (a, b, p)).collect();
        linkage::cluster(self.profiles.len(), &pairs, threshold, REACH.in_list)
    }
}

/// What a mention is found by, within its loose story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Word(usize, u64),
    Kin(usize, u16),
    Letters(usize, [char; KEY_LETTERS]),
    Near(usize, u64),
}

fn keys(profile: &Profile, stories: &Stories, collection: &Collection) -> Vec<Key> {
    let Some(&story) = stories.loose.get(profile.telling) else { return Vec::new() };
    let mut out: Vec<Key> = profile.own.iter().map(|t| Key::Word(story, u64::from(*t))).collect();
    out.extend(profile.kin.iter().map(|g| Key::Kin(story, *g)));
    let letters: Vec<char> = profile.head.chars().take(KEY_LETTERS).collect();
    out.extend(<[char; KEY_LETTERS]>::try_from(letters).ok().map(|l| Key::Letters(story, l)));
    let mut near = profile.near.clone();
    near.retain(|(key, _)| collection.frequency(View::Words, *key) > 1);
    near.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    out.extend(near.iter().take(KEY_WORDS).map(|(key, _)| Key::Near(story, *key)));
    out
}

fn may_be_same(a: &Profile, b: &Profile) -> bool {
    a.own.intersection(&b.own).next().is_some()
        || a.kin.iter().any(|g| b.kin.contains(g))
        || threes_alike(a, b) > LEAST_LETTERS
        || cosine(&a.near, &b.near) > LEAST_NEAR
}

/// Mentions that tell of one occurrence.
#[derive(Debug, Clone, PartialEq)]
pub struct Occurrence {
    /// The mentions, by their places in the list given, rising.
    pub mentions: Vec<usize>,
    /// The pairs of mentions that hold them together, with the reasons; a reason's evidence is the two mentions, the report by its place among the tellings.
    pub joined: Vec<Joining>,
}

/// Puts mentions of one occurrence together, across reports and within; in the order of each occurrence's first mention. Every mention stands in one.
///
/// The comparisons are linear in mentions: each is compared with at most 240 of those that follow it.
pub fn same_occurrence(tellings: &[Telling], mentions: &[EventMention], models: &Models) -> Vec<Occurrence> {
    let pairs = MentionPairs::of(tellings, mentions, &models.stories, &models.heads, &models.background);
    let first: Vec<f64> = pairs.evidence.iter().map(|e| models.first.likely(e)).collect();
    let evidence = pairs.second(&first);
    let likely: Vec<f64> = evidence.iter().map(|e| models.second.likely(e)).collect();
    let clusters = pairs.cluster(&likely, models.second.threshold);
    let trees = joinings::tree(&clusters.places(), clusters.members.len(), &pairs.pairs, &likely);
    let joining = |&at: &usize| {
        let (a, b) = pairs.pairs[at];
        let places: Vec<Evidence> = [a, b].iter().filter_map(|&m| place(&mentions[m], tellings)).collect();
        let reasons = joinings::reasons(&models.second, &evidence[at], |_| (String::new(), places.clone()));
        Joining { a, b, likely: likely[at], reasons }
    };
    let occurrence = |(mentions, tree): (Vec<usize>, Vec<usize>)| Occurrence {
        mentions,
        joined: tree.iter().map(joining).collect(),
    };
    clusters.members.into_iter().zip(trees).map(occurrence).collect()
}

/// Where a mention stands, from its first word to its last.
fn place(mention: &EventMention, tellings: &[Telling]) -> Option<Evidence> {
    let tokens = &tellings.get(mention.telling)?.sentences.get(mention.sentence)?.tokens;
    let (first, last) = (tokens.get(*mention.tokens.first()?)?, tokens.get(*mention.tokens.last()?)?);
    Some(Evidence { report: ReportIndex(mention.telling), span: Span::new(first.start, last.end) })
}
