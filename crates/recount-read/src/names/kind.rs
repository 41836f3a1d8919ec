//! What a name names, decided once for all its mentions in the report.

use super::Name;
use crate::lexicon::{ReadingLexicon, Word};
use crate::text::Text;
use recount_model::EntityKind;
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

/// What speaks for each kind, summed over all mentions of one spelling.
#[derive(Default, Clone, Copy)]
struct KindVotes {
    person: i32,
    body: i32,
    place: i32,
}

/// Sets the kind of every name.
pub(super) fn decide(text: &Text<'_>, lexicon: &ReadingLexicon, names: &mut [Name]) {
    let mut evidence: HashMap<String, KindVotes> = HashMap::default();
    for name in names.iter() {
        let add = weigh(text, name, lexicon);
        let sum = evidence.entry(name.words.clone()).or_default();
        sum.person += add.person;
        sum.body += add.body;
        sum.place += add.place;
    }
    let surnames = surnames(names, &evidence);
    for name in names.iter_mut() {
        let mut sum = evidence.get(&name.words).copied().unwrap_or_default();
        let single = !name.words.contains(' ');
        if single && surnames.contains(&name.words) && sum.body < 8 && sum.place < 8 {
            sum.person += 10;
        }
        name.kind = pick(sum);
    }
}

fn pick(sum: KindVotes) -> EntityKind {
    if sum.person > sum.body && sum.person > sum.place {
        EntityKind::Person
    } else if sum.place > sum.body {
        EntityKind::Place
    } else {
        EntityKind::Body
    }
}

/// The last and first words of names that are persons of two or more words.
fn surnames(names: &[Name], evidence: &HashMap<String, KindVotes>) -> HashSet<String> {
    let person = |n: &&Name| {
        evidence.get(&n.words).is_some_and(|e| pick(*e) == EntityKind::Person) && n.words.contains(' ')
    };
    let ends = |n: &Name| {
        [n.words.rsplit(' ').next(), n.words.split(' ').next()]
            .into_iter()
            .flatten()
            .map(str::to_string)
            .collect::<Vec<_>>()
    };
    names.iter().filter(person).flat_map(ends).collect()
}

fn weigh(text: &Text<'_>, name: &Name, lexicon: &ReadingLexicon) -> KindVotes {
    let tokens = &text.tokens;
    let (start, end) = (name.tokens.start, name.tokens.end);
    let mut e = KindVotes::default();
    if name.role.is_some() {
        e.person += 8;
    }
    let whole = |len: usize| len == name.tokens.len();
    if lexicon.known_bodies.at(tokens, start, end).is_some_and(|(len, _)| whole(len)) {
        e.body += 20;
    }
    if lexicon.known_places.at(tokens, start, end).is_some_and(|(len, _)| whole(len)) {
        e.place += 20;
    }
    for (i, token) in tokens[name.tokens.clone()].iter().enumerate() {
        let last = i + 1 == name.tokens.len();
        if lexicon.body_heads.contains(&token.lower) && token.is_capital() {
            e.body += if last { 9 } else { 6 };
        }
        // "Camp Oster", "Oster Province": a place's head word stands at an end of its name.
        if lexicon.place_heads.contains(&token.lower) && (i == 0 || last) {
            e.place += 7;
        }
        if token.is_acronym() {
            e.body += 5;
        }
        // "Country Reports", "Convention": documents carry names too.
        if lexicon.documents.contains(lexicon.words.without_ending(&token.lower, Word::PluralLike)) {
            e.body += 6;
        }
        if lexicon.particles.contains(&token.lower) || token.is(Word::GluedArticle) {
            e.person += 2;
        }
    }
    let before = start.checked_sub(1).map_or("", |b| text.lower(b));
    let after = text.lower(end);
    let stands_before = |class: Word| start > 0 && text.is(start - 1, class);
    if stands_before(Word::Whither) {
        e.place += 1;
    } else if stands_before(Word::Whereabouts) {
        e.place += 3;
    }
    if stands_before(Word::The) {
        e.body += 4;
        e.person -= 3;
    }
    // "the charity SeaHelp": a word for a body right before.
    if lexicon.body_words.contains(before) {
        e.body += 8;
    }
    if name.tokens.len() == 2 || name.tokens.len() == 3 {
        e.person += 2;
    }
    if lexicon.reporting_verbs.contains_key(after) || text.is(end, Word::Who) {
        e.person += if name.tokens.len() >= 2 { 3 } else { 1 };
        e.body += if name.tokens.len() == 1 { 2 } else { 0 };
    }
    if text.lower(end) == "," && begins_apposition(text, end + 1, lexicon) {
        e.person += 4;
    }
    e
}

/// Whether a role follows: ", a spokesman for", ", the Corps's director", ", who heads".
fn begins_apposition(text: &Text<'_>, at: usize, lexicon: &ReadingLexicon) -> bool {
    if text.is(at, Word::Who) {
        return true;
    }
    (at..at + 7)
        .take_while(|&k| !matches!(text.lower(k), "," | "." | ";" | ""))
        .any(|k| lexicon.roles.contains(text.lower(k)))
}

#[cfg(test)]
mod tests {
    use crate::lexicon::ReadingLexicon;
    use crate::names::Names;
    use crate::reader::tests::report;
    use crate::text::Text;

    fn check(words: &str, expected: &str) {
        let report = report(words);
        let text = Text::of(&report, ReadingLexicon::english());
        let names = Names::of(&text, ReadingLexicon::english());
        let shown: Vec<String> = names
            .list
            .iter()
            .map(|n| {
                format!(
                    "{:?} {}{}",
                    n.kind,
                    n.words,
                    n.role.as_ref().map(|r| format!(" [{r}]")).unwrap_or_default()
                )
            })
            .collect();
        assert_eq!(shown.join("; "), expected, "{words}");
    }

    #[test]
    fn names_and_their_titles() {
        check("Ministry spokesman Karl Adler said so.", "Person Karl Adler [Ministry spokesman]");
        check("Col. Mara Voss spoke in Norhaven.", "Person Mara Voss [Col.]; Place Norhaven");
        check(
            "Danish Prime Minister Tarek al-Oster spoke in Norhaven.",
            "Person Tarek al-Oster [Danish Prime Minister]; Place Norhaven",
        );
        check(
            "UN High Commissioner for Human Rights Ana Ruiz spoke.",
            "Person Ana Ruiz [UN High Commissioner for Human Rights]",
        );
        check(
            "Harbour Workers Union (HWU) members met in Camp Oster.",
            "Body Harbour Workers Union; Body HWU; Place Camp Oster",
        );
        check("Ana Ruiz, who heads the group, left. Ruiz said no.", "Person Ana Ruiz; Person Ruiz");
    }
}
