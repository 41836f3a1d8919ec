//! Links between names of one report: acronyms in brackets, other names, and who speaks for whom.

use super::Name;
use crate::lexicon::{ReadingLexicon, Word};
use crate::text::Text;
use recount_model::{EntityKind, NameLink, NameLinkKind};

/// Finds the links, and notes at each person the body spoken for.
pub(super) fn find(text: &Text<'_>, lexicon: &ReadingLexicon, names: &mut [Name]) -> Vec<NameLink> {
    let mut out = Vec::new();
    for a in 0..names.len() {
        // "FPM, the local initials of the Free Port Movement": one more name may stand between.
        let found = (a + 1..names.len().min(a + 3)).find_map(|b| {
            let far = b > a + 1
                && !(text.tokens[names[a].tokens.start].is_acronym() && names[b].words.contains(' '));
            same_thing(text, &names[a], &names[b], lexicon).filter(|_| !far).map(|kind| NameLink {
                a,
                b,
                kind,
            })
        });
        out.extend(found);
    }
    for link in out.iter().filter(|l| l.kind == NameLinkKind::Acronym) {
        // What has an acronym is a body, whatever its words look like.
        names[link.a].kind = EntityKind::Body;
        names[link.b].kind = EntityKind::Body;
    }
    for a in 0..names.len() {
        if names[a].kind == EntityKind::Person
            && let Some(b) = spoken_for(text, a, names, lexicon)
        {
            names[a].speaks_for = Some(b);
            out.push(NameLink { a, b, kind: NameLinkKind::SpeaksFor });
        }
    }
    out.sort();
    out
}

/// Whether two neighbouring names are said to be one: "(FPM)", "/", "also known as".
fn same_thing(text: &Text<'_>, a: &Name, b: &Name, lexicon: &ReadingLexicon) -> Option<NameLinkKind> {
    let (from, to) = (a.tokens.end, b.tokens.start);
    if to < from || to - from > 12 {
        return None;
    }
    let bracket = to > from && text.tokens[to - 1].text == "(" && text.lower(b.tokens.end) == ")";
    let possessive = from + 2 == to && text.is(from, Word::Possessive);
    if bracket && (to - from == 1 || possessive) {
        let first = |n: &Name| n.words.chars().next().map(|c| c.to_ascii_lowercase());
        if first(a) != first(b) && !(a.kind == EntityKind::Body && a.words.contains(' ')) {
            // "NORHAVEN, Norland (AP)": a dateline.
            return None;
        }
        let acronym = text.tokens[b.tokens.start].is_acronym() || text.tokens[a.tokens.start].is_acronym();
        return Some(if acronym { NameLinkKind::Acronym } else { NameLinkKind::Apposition });
    }
    if to == from + 1 && text.lower(from) == "/" {
        return Some(NameLinkKind::Apposition);
    }
    // "the local initials of NAME": the first word describes the cue.
    if lexicon.alias_cues.has(&text.tokens, from, to) || text.is(from, Word::Naming) {
        let set_off = text.is(from, Word::SetsOff);
        if !set_off {
            return None;
        }
    }
    let crosses = text.tokens[from..to].iter().any(|t| matches!(t.text, "." | ";" | "!" | "?"));
    let cue = !crosses && (from..to).any(|k| lexicon.alias_cues.has(&text.tokens, k, to));
    // An acronym is explained by words, not by the name of a language.
    let acronym = text.tokens[a.tokens.start].is_acronym();
    let explains = !acronym || b.words.contains(' ') || text.tokens[b.tokens.start].is_acronym();
    (cue && a.kind == b.kind && explains).then_some(NameLinkKind::AlsoKnownAs)
}

/// The body a person speaks for: in the role before the name, or in the words after it.
fn spoken_for(text: &Text<'_>, person: usize, names: &[Name], lexicon: &ReadingLexicon) -> Option<usize> {
    let name = &names[person];
    let speaking = |k: usize| lexicon.speaking_roles.contains(text.lower(k));
    // "State Department spokesman Paul Reed": a body, a role, the name.
    if let Some(before) = person.checked_sub(1) {
        let body = &names[before];
        let gap = body.tokens.end..name.tokens.start;
        if let Some(country) = sends(text, before, names, &gap, lexicon) {
            return Some(country);
        }
        if body.kind == EntityKind::Body
            && gap.len() <= 6
            && !gap.is_empty()
            && gap.clone().any(speaking)
            && !gap.clone().any(|k| ends_role(text, k))
        {
            return Some(before);
        }
        // "The director of operations at the Relief Corps, Bart Jansen": a role, a body, the name between commas.
        let comma = gap.len() == 1 && text.lower(gap.start) == ",";
        let role = body.tokens.start.saturating_sub(8)..body.tokens.start;
        if body.kind == EntityKind::Body
            && comma
            && role.clone().any(speaking)
            && !role.clone().any(|k| matches!(text.lower(k), "." | ";"))
        {
            return Some(before);
        }
    }
    let after = person + 1;
    let body = names.get(after).filter(|b| b.kind == EntityKind::Body)?;
    let gap = name.tokens.end..body.tokens.start;
    if gap.len() > 10 || gap.clone().any(|k| matches!(text.lower(k), "." | ";")) {
        return None;
    }
    // "Lena Marsh of Watch": "of" alone between a person and a body.
    if gap.len() == 1 && (text.is(gap.start, Word::Of) || text.is(gap.start, Word::From)) {
        return Some(after);
    }
    // "Kate Stone, the Corps's manager"; "Lena Marsh, a spokeswoman for the Council"; "Joan Carr, who heads the Corps".
    let apposition = text.lower(gap.start) == ",";
    let role = gap.clone().any(speaking) || (body.tokens.end..body.tokens.end + 5).any(speaking);
    let told = gap.clone().any(|k| lexicon.reporting_verbs.contains_key(text.lower(k)));
    let heads = gap.clone().any(|k| text.is(k, Word::Heads));
    (apposition && !told && (role || heads)).then_some(after)
}

/// An ambassador or envoy speaks for the country that sends: "Norland's UN ambassador Ole Berg".
fn sends(
    text: &Text<'_>,
    before: usize,
    names: &[Name],
    gap: &std::ops::Range<usize>,
    lexicon: &ReadingLexicon,
) -> Option<usize> {
    let envoy = gap.len() <= 4 && gap.clone().any(|k| text.is(k, Word::Envoy));
    let country = before.checked_sub(1)?;
    let place = &names[country];
    let known = lexicon.known_places.at(&text.tokens, place.tokens.start, place.tokens.end).is_some();
    (envoy
        && known
        && text.is(place.tokens.end, Word::Possessive)
        && place.tokens.end + 1 == names[before].tokens.start)
        .then_some(country)
}

/// Whether the words between a body and a name are more than a role.
fn ends_role(text: &Text<'_>, k: usize) -> bool {
    let word = text.lower(k);
    matches!(word, "." | ";" | ",")
        || text.is(k, Word::EndsRole)
        || (text.is(k, Word::PastLike) && word.len() > 4)
}

#[cfg(test)]
mod tests {
    use crate::lexicon::ReadingLexicon;
    use crate::names::Names;
    use crate::reader::tests::report;
    use crate::text::Text;

    fn check(words: &str, expected: &[&str]) {
        let report = report(words);
        let text = Text::of(&report, ReadingLexicon::english());
        let names = Names::of(&text, ReadingLexicon::english());
        let shown: Vec<String> = names
            .links
            .iter()
            .map(|l| format!("{} {:?} {}", names.list[l.a].words, l.kind, names.list[l.b].words))
            .collect();
        assert_eq!(shown, expected, "{words}");
    }

    #[test]
    fn links_between_names() {
        check("The Harbour Workers Union (HWU) met.", &["Harbour Workers Union Acronym HWU"]);
        check(
            "The Free Port Movement, also known as the Dock Front, met.",
            &["Free Port Movement AlsoKnownAs Dock Front"],
        );
        check("Lena Marsh, a spokeswoman for the Dock Front, left.", &["Lena Marsh SpeaksFor Dock Front"]);
        check("State Department spokesman Paul Reed spoke.", &["Paul Reed SpeaksFor State Department"]);
        check("Lena Marsh met the Dock Front.", &[]);
    }
}
