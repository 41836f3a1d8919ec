//! A mention in numbers: the word that heads it, its other words, and what its sentence says around it.

use super::collection::{Collection, Term, Token, Vector, View, unit};
use super::telling::Telling;
use super::words::Words;
use std::collections::BTreeSet;

/// A place in a telling that speaks of something that happens: "struck", "the acquisition", "took over".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventMention {
    /// The telling, by its place in the list.
    pub telling: usize,
    /// The sentence in the telling.
    pub sentence: usize,
    /// Its words, by their places in the sentence, rising; there may be gaps.
    pub tokens: Vec<usize>,
}

/// Words on each side that stand near a mention.
const NEAR: usize = 6;
/// Names nearest to a mention, on each side.
const NAMES_BESIDE: usize = 3;

/// What is known of one mention.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    pub telling: usize,
    pub sentence: usize,
    /// The heading word in small letters, and its term.
    pub head: String,
    pub head_term: Term,
    pub last: Term,
    /// Terms of its own words that tell something.
    pub own: BTreeSet<Term>,
    /// Groups of kin of its head.
    pub kin: Vec<u16>,
    /// Words of its sentence by rarity, and those near it by rarity and nearness.
    pub around: Vector,
    pub near: Vector,
    pub names: BTreeSet<Term>,
    pub numbers: BTreeSet<Term>,
    pub weekdays: BTreeSet<u8>,
    pub months: BTreeSet<u8>,
    pub before: Option<Term>,
    pub after: Option<Term>,
    pub names_before: BTreeSet<Term>,
    pub names_after: BTreeSet<Term>,
    pub length: usize,
    pub capital: bool,
    /// Groups of three letters of the head, its ends marked.
    pub threes: Vec<[char; 3]>,
}

impl Profile {
    pub fn of(mention: &EventMention, telling: &Telling, collection: &Collection) -> Self {
        let mut out = Profile {
            telling: mention.telling,
            sentence: mention.sentence,
            length: mention.tokens.len(),
            ..Self::default()
        };
        let sentence = collection.tokens.get(mention.telling).and_then(|s| s.get(mention.sentence));
        let spans = telling.sentences.get(mention.sentence).map(|s| s.tokens.as_slice());
        let (Some(tokens), Some(spans)) = (sentence, spans) else { return out };
        let own: Vec<usize> = mention.tokens.iter().copied().filter(|&i| i < tokens.len()).collect();
        let (Some(&first), Some(&last)) = (own.first(), own.last()) else { return out };
        let written = |i: usize| telling.text.get(spans[i].start..spans[i].end).unwrap_or_default();
        out.set_own(&own, tokens, &written, collection);
        out.set_around(tokens, &own, collection);
        let outside = |i: &usize| !tokens[*i].empty && !tokens[*i].sign && own.binary_search(i).is_err();
        let tells = |i: &usize| !tokens[*i].empty && !tokens[*i].sign;
        out.before = (0..first).rev().find(tells).map(|i| tokens[i].term);
        out.after = (last + 1..tokens.len()).find(tells).map(|i| tokens[i].term);
        let named = |i: &usize| tokens[*i].capital && tells(i);
        out.names_before =
            (0..first).rev().filter(named).take(NAMES_BESIDE).map(|i| tokens[i].term).collect();
        out.names_after =
            (last + 1..tokens.len()).filter(named).take(NAMES_BESIDE).map(|i| tokens[i].term).collect();
        for i in (0..tokens.len()).filter(outside) {
            let day = recount_lexicon::weekday(written(i)).filter(|_| tokens[i].capital);
            let month = recount_lexicon::month(written(i)).filter(|_| tokens[i].capital);
            out.weekdays.extend(day);
            out.months.extend(month);
            if tokens[i].number {
                out.numbers.insert(tokens[i].term);
            } else if tokens[i].capital && i > 0 && day.is_none() && month.is_none() {
                out.names.insert(tokens[i].term);
            }
        }
        out
    }

    fn set_own<'w>(
        &mut self,
        own: &[usize],
        tokens: &[Token],
        written: &impl Fn(usize) -> &'w str,
        collection: &Collection,
    ) {
        let words = Words::english();
        let is_particle = |i: usize| words.is_particle(&written(i).to_lowercase());
        let last = own[own.len() - 1];
        let head = if own.len() > 1 && is_particle(last) {
            own.iter().copied().find(|&i| !is_particle(i)).unwrap_or(own[0])
        } else {
            last
        };
        self.head = written(head).to_lowercase();
        self.head_term = tokens[head].term;
        self.last = tokens[last].term;
        self.capital = tokens[last].capital;
        self.own =
            own.iter().filter(|&&i| !tokens[i].empty && !is_particle(i)).map(|&i| tokens[i].term).collect();
        self.own.insert(self.head_term);
        self.kin = words.groups(collection.terms.stem(self.head_term)).to_vec();
        let letters: Vec<char> =
            std::iter::once('^').chain(self.head.chars().take(40)).chain(['$']).collect();
        self.threes = letters.windows(3).map(|w| [w[0], w[1], w[2]]).collect();
        self.threes.sort_unstable();
        self.threes.dedup();
    }

    fn set_around(&mut self, tokens: &[Token], own: &[usize], collection: &Collection) {
        let (first, last) = (own[0], own[own.len() - 1]);
        let others = (0..tokens.len()).filter(|i| own.binary_search(i).is_err());
        for i in others.filter(|&i| !tokens[i].empty && !tokens[i].sign) {
            let key = u64::from(tokens[i].term);
            let rarity = collection.rarity(View::Words, key);
            self.around.push((key, rarity));
            let away = first.saturating_sub(i).max(i.saturating_sub(last));
            if away <= NEAR {
                self.near.push((key, rarity / (1.0 + 0.2 * away as f32)));
            }
        }
        for vector in [&mut self.around, &mut self.near] {
            vector.sort_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
            vector.dedup_by_key(|(key, _)| *key);
            *vector = unit(std::mem::take(vector));
        }
    }
}
