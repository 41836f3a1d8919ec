//! Clauses read off a tree: the predicate a word stands under, the words of its clause, its subject, which coordinated verbs share.
//!
//! Words are numbers of words, as everywhere in [`Syntax`]. Trees are made by a program and are sometimes wrong; what is said here holds of the
//! tree, and every question has an answer on any tree.

use super::cut::english;
use super::{Relation, Syntax, Upos};
use std::ops::Range;

/// Most steps from a word to what it shares a subject with: longer chains are no writer's.
const MOST_STEPS: usize = 12;

impl Relation {
    /// Whether a word with this relation heads a clause of its own.
    pub fn is_clause(self) -> bool {
        use Relation::*;
        matches!(
            self,
            Root | Ccomp
                | Xcomp
                | Advcl
                | AdvclRelcl
                | Acl
                | AclRelcl
                | Csubj
                | CsubjOuter
                | CsubjPass
                | Parataxis
        )
    }

    /// Whether it is a subject, a clause as subject too.
    pub fn is_subject(self) -> bool {
        use Relation::*;
        matches!(self, Nsubj | NsubjOuter | NsubjPass | Csubj | CsubjOuter | CsubjPass)
    }
}

impl Syntax {
    /// Whether a word is a predicate: a full verb that is no mere modifier before a noun, or what a form of "be" or a subject makes one.
    pub fn is_predicate(&self, word: usize) -> bool {
        use Relation::{Amod, Aux, AuxPass, Case, Compound, Cop, Fixed};
        self.words.get(word).is_some_and(|w| {
            let modifier = matches!(w.relation, Amod | Aux | AuxPass | Cop | Case | Compound | Fixed);
            let verb = w.tag == Upos::Verb && !modifier;
            verb || self.children(word).any(|c| {
                let relation = self.words[c].relation;
                relation == Cop || relation.is_subject()
            })
        })
    }

    /// The nearest predicate above a word, or the word itself where it is one.
    ///
    /// # Examples
    ///
    /// Of "a man who fled said they fired": for "who" it is "fled", for "man" "said", for "they" "fired".
    pub fn predicate_of(&self, word: usize) -> Option<usize> {
        std::iter::once(word).chain(self.ancestors(word)).find(|&w| self.is_predicate(w))
    }

    /// The nearest finite predicate above a word, or itself: infinitives and participles are passed over.
    pub fn finite_predicate_of(&self, text: &str, word: usize) -> Option<usize> {
        std::iter::once(word).chain(self.ancestors(word)).find(|&w| self.is_finite(text, w))
    }

    /// Whether a word is a predicate with a time of its own ("fled", "was hit", "may flee"), not an infinitive or a bare participle.
    pub fn is_finite(&self, text: &str, word: usize) -> bool {
        use Relation::{Acl, Advcl, Aux, AuxPass, Cop, Mark, Xcomp};
        let is_to = |c: usize| self.words[c].relation == Mark && self.words[c].tag == Upos::Part;
        if !self.is_predicate(word) || self.children(word).any(is_to) {
            return false;
        }
        let helper = |c: usize| matches!(self.words[c].relation, Aux | AuxPass | Cop);
        let ing = |w| self.ends_in_ing(text, w);
        match self.children(word).find(|&c| helper(c)) {
            Some(helper) => !ing(helper),
            None if ing(word) => false,
            None => match self.words[word].relation {
                Acl | Xcomp => false,
                Advcl => self.children(word).any(|c| self.words[c].relation.is_subject()),
                _ => true,
            },
        }
    }

    /// The subject of a predicate: its own, else the one it shares with the verb it is coordinated
    /// with or depends on, else the noun that its relative clause or participle modifies.
    ///
    /// # Examples
    ///
    /// "Guards came and killed two men seen fleeing": of "killed" it is "Guards", of "seen" "men".
    pub fn subject(&self, text: &str, predicate: usize) -> Option<usize> {
        let mut at = predicate;
        for _ in 0..MOST_STEPS {
            if let Some(own) = self.children(at).find(|&c| self.words[c].relation.is_subject()) {
                return Some(self.antecedent(text, own));
            }
            let head = self.head(at)?;
            match self.words[at].relation {
                // Without a subject of its own a clause at a noun is about the noun.
                Relation::Acl | Relation::AclRelcl => return Some(head),
                Relation::Conj | Relation::Xcomp | Relation::Advcl => at = head,
                _ => return None,
            }
        }
        None
    }

    /// For a pronoun that is the subject of a relative clause ("who fled", but not "they" of "men they killed") the noun the clause
    /// modifies; any other word is its own.
    fn antecedent(&self, text: &str, word: usize) -> usize {
        let relative = english().is_relative(self.words[word].span().slice(text));
        let verb = self.head(word).filter(|&v| relative && self.words[v].relation == Relation::AclRelcl);
        verb.and_then(|verb| self.head(verb)).unwrap_or(word)
    }

    /// Whether a predicate is passive: "was killed", "men killed by a shell".
    pub fn is_passive(&self, text: &str, predicate: usize) -> bool {
        use Relation::{Acl, AuxPass, Mark, NsubjPass, Obj, OblAgent};
        let has = |relation| self.child(predicate, relation).is_some();
        let participle = self.words.get(predicate).is_some_and(|w| w.relation == Acl && w.tag == Upos::Verb);
        let bare = participle && !has(Obj) && !has(Mark) && !self.ends_in_ing(text, predicate);
        bare || has(AuxPass) || has(NsubjPass) || has(OblAgent)
    }

    fn ends_in_ing(&self, text: &str, word: usize) -> bool {
        let form = self.words[word].span().slice(text).as_bytes();
        form.len() > 4 && form[form.len() - 3..].eq_ignore_ascii_case(b"ing")
    }

    /// The clause of a predicate: the words below it that stand together around it, without a clause that is coordinated with it or set
    /// beside it.
    pub fn clause(&self, predicate: usize) -> Range<usize> {
        let whole = self.subtree(predicate);
        let apart = |&c: &usize| {
            let relation = self.words[c].relation;
            relation == Relation::Parataxis || (relation == Relation::Conj && self.is_predicate(c))
        };
        let before = self.children(predicate).filter(apart).rfind(|&c| c < predicate);
        let after = self.children(predicate).filter(apart).find(|&c| c > predicate);
        let start = before.map_or(whole.start, |c| self.subtree(c).end);
        let end = after.map_or(whole.end, |c| self.subtree(c).start);
        start..end
    }
}
