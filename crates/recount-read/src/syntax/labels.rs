//! The closed lists of Universal Dependencies (version 2, <https://universaldependencies.org>): parts of speech and
//! relations. Numbers of variants are what model files and networks count in, so new ones go at the end.

macro_rules! labels {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// All of them, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word of the standard.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The one a word of the standard names.
            pub fn named(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }

            /// The one with a number, counted from 0.
            pub fn numbered(number: usize) -> Option<Self> {
                Self::ALL.get(number).copied()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

labels! {
    /// A part of speech (UPOS).
    Upos {
        /// Adjective, ordinal numbers too.
        Adj = "ADJ",
        /// Preposition.
        Adp = "ADP",
        /// Adverb.
        Adv = "ADV",
        /// Auxiliary verb, the copula too.
        Aux = "AUX",
        /// "and", "or", "but".
        Cconj = "CCONJ",
        /// Determiner: articles, "this" before a noun.
        Det = "DET",
        /// "yes", "oh".
        Intj = "INTJ",
        /// Common noun.
        Noun = "NOUN",
        /// Cardinal number, in digits or words.
        Num = "NUM",
        /// "not", the possessive "'s", "to" before an infinitive.
        Part = "PART",
        /// Pronoun, "my" and "its" too.
        Pron = "PRON",
        /// Proper noun.
        Propn = "PROPN",
        /// Punctuation.
        Punct = "PUNCT",
        /// "that", "because", "if".
        Sconj = "SCONJ",
        /// A sign that stands for a word: "$", "%".
        Sym = "SYM",
        /// Full verb.
        Verb = "VERB",
        /// Anything else.
        X = "X",
    }
}

labels! {
    /// The relation of a word to its head, with the subtypes that English uses.
    Relation {
        /// Clause that modifies a noun.
        Acl = "acl",
        /// Relative clause.
        AclRelcl = "acl:relcl",
        /// Clause that modifies a verb.
        Advcl = "advcl",
        /// Relative clause that modifies a clause.
        AdvclRelcl = "advcl:relcl",
        /// Adverb that modifies.
        Advmod = "advmod",
        /// Adjective that modifies a noun.
        Amod = "amod",
        /// Noun phrase that names the same again.
        Appos = "appos",
        /// Auxiliary of a verb.
        Aux = "aux",
        /// Auxiliary of a passive.
        AuxPass = "aux:pass",
        /// Preposition of a noun.
        Case = "case",
        /// Conjunction before the conjunct that is its head.
        Cc = "cc",
        /// "both", "either".
        CcPreconj = "cc:preconj",
        /// Clause that is an object: what was said.
        Ccomp = "ccomp",
        /// Noun within a compound.
        Compound = "compound",
        /// Particle of a verb: "carried out".
        CompoundPrt = "compound:prt",
        /// Further conjunct; its head is the first.
        Conj = "conj",
        /// "be" with a predicate.
        Cop = "cop",
        /// Clause that is a subject.
        Csubj = "csubj",
        /// Subject clause of a clause that is a predicate.
        CsubjOuter = "csubj:outer",
        /// Subject clause of a passive.
        CsubjPass = "csubj:pass",
        /// Unspecified.
        Dep = "dep",
        /// Determiner.
        Det = "det",
        /// "all" before "the".
        DetPredet = "det:predet",
        /// Interjection.
        Discourse = "discourse",
        /// Set before or after its clause.
        Dislocated = "dislocated",
        /// "there", "it" without a referent.
        Expl = "expl",
        /// Later word of a fixed expression: "as well as".
        Fixed = "fixed",
        /// Later word of a name.
        Flat = "flat",
        /// Part of a word written apart.
        Goeswith = "goeswith",
        /// Indirect object.
        Iobj = "iobj",
        /// Item of a list.
        List = "list",
        /// "that", "if", "to" before a clause.
        Mark = "mark",
        /// Noun that modifies a noun.
        Nmod = "nmod",
        /// Title or description before a name.
        NmodDesc = "nmod:desc",
        /// Possessive.
        NmodPoss = "nmod:poss",
        /// Noun without preposition that modifies a noun.
        NmodUnmarked = "nmod:unmarked",
        /// Subject.
        Nsubj = "nsubj",
        /// Subject of a clause that is a predicate.
        NsubjOuter = "nsubj:outer",
        /// Subject of a passive: who was killed.
        NsubjPass = "nsubj:pass",
        /// Number that counts.
        Nummod = "nummod",
        /// Object.
        Obj = "obj",
        /// Noun with a preposition that modifies a verb.
        Obl = "obl",
        /// Who did it, in a passive: "by".
        OblAgent = "obl:agent",
        /// Noun without preposition that modifies a verb: "last week".
        OblUnmarked = "obl:unmarked",
        /// Dependent of a word left out.
        Orphan = "orphan",
        /// Clause set beside another.
        Parataxis = "parataxis",
        /// Punctuation.
        Punct = "punct",
        /// Words taken back.
        Reparandum = "reparandum",
        /// Head of the sentence.
        Root = "root",
        /// Who is addressed.
        Vocative = "vocative",
        /// Clause whose subject the verb above gives.
        Xcomp = "xcomp",
    }
}

impl Relation {
    /// The relation without its subtype: `nsubj` of `nsubj:pass`.
    pub fn base(self) -> &'static str {
        let word = self.as_str();
        word.split_once(':').map_or(word, |(base, _)| base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_found_by_its_word_and_its_number() {
        for (number, &tag) in Upos::ALL.iter().enumerate() {
            assert_eq!((Upos::named(tag.as_str()), Upos::numbered(number)), (Some(tag), Some(tag)));
        }
        for (number, &relation) in Relation::ALL.iter().enumerate() {
            assert_eq!(Relation::named(relation.as_str()), Some(relation));
            assert_eq!(relation as usize, number);
        }
        assert_eq!(Relation::NsubjPass.base(), "nsubj");
    }
}
