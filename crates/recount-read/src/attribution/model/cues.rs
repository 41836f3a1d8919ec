//! First step: which words of a sentence are cues, as features of each word.

use super::page::{NOWHERE, Page, Word};
use super::weights::{feature, pair};
use std::ops::Range;

/// Adds the hashed features of word `i` of a sentence.
pub fn features(page: &Page, sentence: &Range<usize>, i: usize, out: &mut Vec<u32>) {
    let at = |k: isize| -> &Word {
        let place = i as isize + k;
        if place < sentence.start as isize || place >= sentence.end as isize {
            &NOWHERE
        } else {
            &page.words[place as usize]
        }
    };
    let (w, p, n) = (at(0), at(-1), at(1));
    let (pp, nn) = (at(-2), at(2));
    let mut add = |template: u32, value: u32| out.push(feature(template, value));
    add(1, 0);
    add(2, w.form);
    add(3, p.form);
    add(4, n.form);
    add(5, pp.form);
    add(6, nn.form);
    add(7, pair(p.form, w.form));
    add(8, pair(w.form, n.form));
    add(9, pair(pair(p.form, w.form), n.form));
    add(10, pair(pp.form, p.form));
    add(11, pair(n.form, nn.form));
    add(12, w.suffix);
    add(13, p.suffix);
    add(14, n.suffix);
    add(15, pair(p.suffix, w.suffix));
    add(16, pair(w.suffix, n.suffix));
    add(17, w.shape as u32);
    add(18, p.shape as u32 * 16 + w.shape as u32);
    add(19, w.shape as u32 * 16 + n.shape as u32);
    add(20, (p.shape as u32 * 16 + w.shape as u32) * 16 + n.shape as u32);
    add(21, at(-3).form);
    add(22, at(3).form);
    let quoted = u32::from(page.in_quotation[i] != 0);
    add(23, quoted);
    add(24, pair(w.form, quoted));
    // Whether a quotation ends just before, or begins just after.
    let back = near_quotation(page, sentence, i, -1);
    let ahead = near_quotation(page, sentence, i, 1);
    add(25, back * 8 + ahead);
    add(26, pair(w.form, back * 8 + ahead));
    add(27, pair(w.suffix, back * 8 + ahead));
    let first = (i - sentence.start).min(4) as u32;
    let last = (sentence.end - 1 - i).min(4) as u32;
    add(28, first);
    add(29, last);
    add(30, pair(w.form, u32::from(first == 0)));
    add(31, pair(w.form, u32::from(last <= 1)));
    // Classes of words: coarse ones and fine ones.
    add(40, u32::from(w.cluster.coarse));
    add(41, u32::from(p.cluster.coarse) * 256 + u32::from(w.cluster.coarse));
    add(42, u32::from(w.cluster.coarse) * 256 + u32::from(n.cluster.coarse));
    add(
        43,
        pair(u32::from(p.cluster.coarse) * 256 + u32::from(w.cluster.coarse), u32::from(n.cluster.coarse)),
    );
    add(44, u32::from(w.cluster.fine));
    add(45, pair(u32::from(w.cluster.fine), w.suffix));
    add(46, pair(u32::from(p.cluster.fine), u32::from(w.cluster.fine)));
    add(47, pair(u32::from(w.cluster.fine), u32::from(n.cluster.fine)));
    add(48, pair(u32::from(w.cluster.fine), n.form));
    add(49, pair(p.form, u32::from(w.cluster.fine)));
    add(50, pair(u32::from(p.cluster.fine), w.form));
    add(51, pair(w.form, u32::from(n.cluster.fine)));
    add(52, u32::from(p.cluster.fine));
    add(53, u32::from(n.cluster.fine));
    // The tree.
    let head = &page.words[w.head as usize];
    let (tag, relation, below) = (u32::from(w.tag), u32::from(w.relation), u32::from(w.below));
    let fine = u32::from(w.cluster.fine);
    add(60, tag);
    add(61, u32::from(p.tag) * 256 + tag);
    add(62, tag * 256 + u32::from(n.tag));
    add(63, pair(u32::from(p.tag) * 256 + tag, u32::from(n.tag)));
    add(64, pair(fine, tag));
    add(65, pair(w.form, tag));
    add(66, pair(relation, u32::from(head.tag)));
    add(67, pair(w.form, relation));
    add(68, pair(fine, relation));
    add(69, pair(below, tag));
    add(70, pair(below, fine));
    add(71, pair(below, w.form));
    add(72, pair(relation, head.form));
    add(73, pair(relation, u32::from(head.cluster.fine)));
    add(74, pair(relation, pair(u32::from(head.below), u32::from(head.tag))));
    add(75, pair(pair(relation, below), tag));
    add(76, pair(w.form, head.form));
    add(77, pair(w.form, pair(u32::from(head.cluster.fine), relation)));
}

/// How many words away, up to three, a quotation that does not hold word `i` ends before it or begins after it; zero for none.
fn near_quotation(page: &Page, sentence: &Range<usize>, i: usize, step: isize) -> u32 {
    let own = page.in_quotation[i];
    for k in 1..=3isize {
        let place = i as isize + k * step;
        if place < sentence.start as isize || place >= sentence.end as isize {
            return 4;
        }
        let there = page.in_quotation[place as usize];
        if there != 0 && there != own {
            return k as u32;
        }
    }
    0
}
