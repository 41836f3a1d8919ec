//! Second step: for one cue, which words around it are its source, and which its content.

use super::page::{NOWHERE, Page, Shape, Word};
use super::weights::{feature, pair};
use super::window::Window;
use crate::syntax::Upos;
use std::ops::Range;

/// Kind of a segment that is a source.
pub const SOURCE: usize = 0;
/// Kind of a segment that is content.
pub const CONTENT: usize = 1;

/// What is asked once for a cue.
#[derive(Debug, Clone)]
pub struct Cue {
    /// Its words.
    pub words: Range<usize>,
    /// Hash of the word that governs it.
    pub form: u32,
    /// Class of that word.
    pub cluster: u32,
    /// Hash of all its words.
    pub all: u32,
    /// Its tag, relation and what depends on it.
    pub tree: u32,
    /// The word that the rest of it hangs on.
    pub top: usize,
    /// What stands before and after it: quotation marks, signs, words.
    pub setting: u32,
}

impl Cue {
    /// Describes the cue that is `words` of the page.
    pub fn of(page: &Page, words: Range<usize>) -> Self {
        let head = words.end - 1;
        let all = words.clone().fold(7, |h, i| pair(h, page.words[i].form));
        let side = |i: Option<usize>| match i.and_then(|i| page.words.get(i)) {
            None => 15,
            Some(w) => w.shape as u32,
        };
        let setting = side(words.start.checked_sub(1)) * 16 + side(Some(words.end));
        // The word of the cue whose head stands outside it, a full verb if there is one.
        let outside = |i: &usize| {
            let above = page.words[*i].head as usize;
            above == *i || !words.contains(&above)
        };
        let verb = |i: &usize| outside(i) && page.words[*i].tag == Upos::Verb as u8;
        let top = words.clone().find(verb).or_else(|| words.clone().find(outside)).unwrap_or(head);
        let word = &page.words[top];
        Cue {
            form: page.words[head].form,
            cluster: u32::from(page.words[head].cluster.fine),
            all,
            tree: pair(
                u32::from(word.tag) * 256 + u32::from(word.relation),
                u32::from(word.below & 0b111_1111),
            ),
            top,
            setting,
            words,
        }
    }
}

fn bucket(n: usize) -> u32 {
    match n {
        0..=6 => n as u32,
        7..=9 => 7,
        10..=14 => 8,
        15..=24 => 9,
        _ => 10,
    }
}

/// Adds the hashed features of the `t`-th word of the window.
pub fn features(
    page: &Page,
    window: &Window,
    cue: &Cue,
    signs: &[u8],
    branches: &[u8],
    t: usize,
    out: &mut Vec<u32>,
) {
    let i = window.words[t] as usize;
    let at = |k: isize| -> &Word {
        let place = t as isize + k;
        if place < 0 || place as usize >= window.words.len() {
            &NOWHERE
        } else {
            &page.words[window.words[place as usize] as usize]
        }
    };
    let (w, p, n) = (at(0), at(-1), at(1));
    let own = &page.sentences[window.sentence];
    let mut add = |template: u32, value: u32| out.push(feature(template, value));
    if cue.words.contains(&i) {
        add(100, 0);
        return;
    }
    // Where the word stands, seen from the cue.
    let after = i >= cue.words.end;
    let distance = if after { i - cue.words.end } else { cue.words.start - 1 - i };
    let in_sentence = own.words.contains(&i);
    let quotation = page.in_quotation[i];
    let own_quotation = page.in_quotation[cue.words.start];
    let quoted = match (quotation, own_quotation) {
        (0, 0) => 0,
        (0, _) => 1,
        (q, o) if q == o => 2,
        _ => 3,
    };
    let region = u32::from(after) + 2 * u32::from(in_sentence) + 4 * quoted;
    let place = region * 16 + bucket(distance);
    add(101, 0);
    add(102, place);
    add(103, pair(place, cue.form));
    add(104, pair(region, cue.form));
    add(105, pair(region, cue.all));
    add(106, pair(place, cue.setting));
    add(107, pair(region, w.form));
    add(108, pair(region, p.form));
    add(109, pair(region, n.form));
    add(110, pair(pair(region, p.form), w.form));
    add(111, pair(pair(region, w.form), n.form));
    add(112, pair(pair(region, cue.form), w.form));
    add(113, pair(region, w.suffix));
    let shapes = (p.shape as u32 * 16 + w.shape as u32) * 16 + n.shape as u32;
    add(114, pair(region, shapes));
    add(115, pair(place, shapes));
    add(116, pair(pair(region, cue.form), shapes));
    let between = u32::from(signs[t]);
    add(117, pair(between, region));
    add(118, pair(between, pair(region, cue.form)));
    add(119, pair(between, pair(region, shapes)));
    add(120, pair(place, pair(w.form, 1)));
    let neighbours =
        window.words.get(t + 1).map_or(1, |&k| u32::from(page.in_quotation[k as usize] != quotation))
            + 2 * t
                .checked_sub(1)
                .map_or(1, |k| u32::from(page.in_quotation[window.words[k] as usize] != quotation));
    add(121, pair(neighbours, region));
    add(122, pair(neighbours, pair(region, cue.setting)));
    add(123, pair(neighbours, pair(region, cue.form)));
    let first = (i as isize - own.words.start as isize).clamp(-1, 3) as u32 & 7;
    let last = (own.words.end as isize - 1 - i as isize).clamp(-1, 3) as u32 & 7;
    add(124, pair(region, first * 8 + last));
    add(125, pair(pair(region, cue.setting), first * 8 + last));
    add(126, pair(place, cue.cluster));
    add(127, pair(pair(region, cue.cluster), shapes));
    add(128, pair(neighbours, pair(region, cue.cluster)));
    add(129, pair(between, pair(region, cue.cluster)));
    add(130, pair(region, u32::from(w.cluster.coarse)));
    // The tree.
    let branch = |k: isize| {
        let there = usize::try_from(t as isize + k).ok().and_then(|t| branches.get(t));
        u32::from(there.copied().unwrap_or(u8::MAX))
    };
    let (own, before, after) = (branch(0), branch(-1), branch(1));
    let tag = u32::from(w.tag);
    add(140, pair(own, region));
    add(141, pair(own, cue.form));
    add(142, pair(own, cue.cluster));
    add(143, pair(own, cue.tree));
    add(144, pair(own * 256 + before, region));
    add(145, pair(own * 256 + after, region));
    add(146, pair(own * 256 + before, cue.cluster));
    add(147, pair(own * 256 + after, cue.cluster));
    add(148, pair(own * 256 + before, cue.form));
    add(149, pair(own * 256 + after, cue.form));
    add(150, pair(pair(own, before), pair(after, cue.tree)));
    add(151, pair(own, w.form));
    add(152, pair(own * 256 + before, w.form));
    add(153, pair(own, tag));
    add(154, pair(region, u32::from(p.tag) * 256 + tag));
    add(155, pair(region, tag * 256 + u32::from(n.tag)));
    add(156, pair(own, shapes));
}

/// For each word of the window how many commas, stops and quotation marks stand between it and the cue, in one number.
pub fn signs_between(page: &Page, window: &Window, cue: &Range<usize>) -> Vec<u8> {
    let mut out = vec![0u8; window.words.len()];
    let split = window.words.partition_point(|&i| (i as usize) < cue.end);
    let code = |commas: u8, stops: u8, marks: u8| commas.min(2) * 9 + stops.min(2) * 3 + marks.min(2);
    let walk = |order: &mut dyn Iterator<Item = usize>, out: &mut Vec<u8>| {
        let (mut commas, mut stops, mut marks) = (0u8, 0u8, 0u8);
        for t in order {
            out[t] = code(commas, stops, marks);
            let w = &page.words[window.words[t] as usize];
            match w.shape {
                Shape::Comma | Shape::Dash => commas = commas.saturating_add(1),
                Shape::Stop | Shape::Colon => stops = stops.saturating_add(1),
                Shape::Quote => marks = marks.saturating_add(1),
                _ => {}
            }
        }
    };
    walk(&mut (split..window.words.len()), &mut out);
    walk(&mut (0..split).rev(), &mut out);
    out
}

/// Where each word of the window stands in the tree, seen from the cue.
///
/// Below the cue's top word it is the relation of the branch it is on; below the word that the cue depends on, the relation of
/// that branch, apart from those of the cue; then that word itself, any other word of the sentence, and words of other sentences.
pub fn branches(page: &Page, window: &Window, cue: &Cue) -> Vec<u8> {
    const BESIDE: u8 = 80;
    const ABOVE: u8 = 180;
    const ELSEWHERE: u8 = 181;
    const TOP: u8 = 182;
    const OTHER_SENTENCE: u8 = 183;
    let sentence = page.sentences[window.sentence].words.clone();
    let mut codes = vec![ELSEWHERE; sentence.len()];
    let mut fill = |word: usize, code: u8, add: u8| {
        let (left, right) = (page.words[word].left as usize, page.words[word].right as usize);
        let from = left.max(sentence.start) - sentence.start;
        let to = (right + 1).min(sentence.end).saturating_sub(sentence.start);
        if let Some(codes) = codes.get_mut(from..to) {
            codes.fill(code.saturating_add(add));
        }
    };
    let above = page.words[cue.top].head as usize;
    if above != cue.top {
        fill(above, ABOVE, 0);
        for i in sentence.clone().filter(|&i| page.words[i].head as usize == above && i != above) {
            fill(i, page.words[i].relation, BESIDE);
        }
    }
    fill(cue.top, TOP, 0);
    for i in sentence.clone().filter(|&i| page.words[i].head as usize == cue.top && i != cue.top) {
        fill(i, page.words[i].relation, 0);
    }
    let code = |&i: &u32| (i as usize).checked_sub(sentence.start).and_then(|k| codes.get(k)).copied();
    window.words.iter().map(|i| code(i).unwrap_or(OTHER_SENTENCE)).collect()
}
