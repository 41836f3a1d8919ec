//! What a name is: a person, a body, a group, nobody in particular; and its parts where one string holds several, as in
//! "Relief Watch (Ana Sol)" or "Ana Sol (local official)". Looks at words only, joins nothing.

use super::state::{self, StateBody};
use crate::lexicon::{self, has};
use recount_lexicon::{SharedLexicon, fold, has_words, is_people};
use recount_model::{EntityKind, Voice, VoiceKind};

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NameParts {
    /// The name itself, without titles and brackets.
    pub text: String,
    /// What it names.
    pub kind: VoiceKind,
    /// The body a person speaks for, as written with the name.
    pub speaks_for: Option<String>,
    /// Office or role, as written with the name.
    pub role: Option<String>,
}

/// Takes a voice's name apart.
pub(crate) fn of_voice(voice: &Voice) -> NameParts {
    let mut name = of_words(&voice.name, Some(voice.kind));
    if let Some(body) = &voice.speaks_for {
        name.speaks_for = Some(body.clone());
    }
    if let Some(role) = &voice.role {
        name.role = Some(role.clone());
    }
    // "Relief Watch (RW)": the bracket holds the body's own initials and nobody who speaks for it.
    let initials = name.speaks_for.as_deref().is_some_and(|body| {
        super::bodies::is_acronym(&name.text) && super::bodies::initials_of(body).contains(&fold(&name.text))
    });
    if initials {
        name = of_words(&name.speaks_for.take().unwrap_or_default(), Some(VoiceKind::Body));
    }
    name
}

/// Takes a name apart; `kind` is what is known of it, which plain words may overrule.
pub(crate) fn of_words(words: &str, kind: Option<VoiceKind>) -> NameParts {
    let plain =
        |text: &str, kind| NameParts { text: text.trim().to_string(), kind, speaks_for: None, role: None };
    if let Some((outer, inner)) = brackets(words) {
        let whole = of_words(outer, kind);
        if whole.kind == VoiceKind::Unnamed || is_unnamed(inner) {
            return plain(words, VoiceKind::Unnamed);
        }
        if whole.kind == VoiceKind::Group {
            return NameParts { role: Some(inner.to_string()), ..whole };
        }
        let (person, title) = without_titles(inner);
        return if looks_like_person(&person, title.is_some()) && kind != Some(VoiceKind::Person) {
            NameParts {
                text: person,
                kind: VoiceKind::Person,
                speaks_for: Some(outer.trim().to_string()),
                role: title,
            }
        } else if starts_lower(inner)
            && looks_like_person(&whole.text, true)
            && whole.kind != VoiceKind::Document
        {
            NameParts { kind: VoiceKind::Person, role: Some(inner.to_string()), ..whole }
        } else {
            NameParts { role: Some(inner.to_string()), ..whole }
        };
    }
    let folded = fold(super::nodes::clean(words));
    let kind = if SharedLexicon::english().body(words).is_some() || super::nodes::is_generic_body(&folded) {
        Some(VoiceKind::Body)
    } else if has(&lexicon::english().voices.office, &folded) {
        Some(VoiceKind::Person)
    } else {
        kind
    };
    match kind {
        Some(VoiceKind::Unnamed) => return plain(words, VoiceKind::Unnamed),
        Some(VoiceKind::Group) if is_body_in_plain_words(words) => return plain(words, VoiceKind::Body),
        Some(VoiceKind::Group) => return plain(words, VoiceKind::Group),
        Some(VoiceKind::Document) => return plain(words, VoiceKind::Document),
        _ => {}
    }
    if is_unnamed(words) {
        return plain(words, VoiceKind::Unnamed);
    }
    if is_group(words) {
        return plain(words, VoiceKind::Group);
    }
    let (rest, title) = without_titles(words);
    let person = kind == Some(VoiceKind::Person) || (title.is_some() && looks_like_person(&rest, true));
    if person {
        NameParts { text: rest, kind: VoiceKind::Person, speaks_for: None, role: title }
    } else {
        plain(words, kind.unwrap_or(VoiceKind::Body))
    }
}

/// The kind of entity a voice of this kind is.
pub(crate) fn entity_kind(kind: VoiceKind) -> EntityKind {
    match kind {
        VoiceKind::Person => EntityKind::Person,
        VoiceKind::Group => EntityKind::Group,
        VoiceKind::Body | VoiceKind::Document | VoiceKind::Unnamed => EntityKind::Body,
    }
}

/// "Outer (inner)": both, when brackets end the words.
fn brackets(words: &str) -> Option<(&str, &str)> {
    let words = words.trim();
    let inner = words.strip_suffix(')')?;
    let at = inner.find(" (")?;
    Some((inner.get(..at)?, inner.get(at + 2..)?))
}

fn starts_lower(words: &str) -> bool {
    words.chars().next().is_some_and(char::is_lowercase)
}

fn is_capital(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// Two to five words, the first and the last with capitals, none of them of a state, a body or a place.
pub(crate) fn looks_like_person(words: &str, titled: bool) -> bool {
    let tokens: Vec<&str> = words.split_whitespace().collect();
    let enough = tokens.len() >= if titled { 1 } else { 2 } && tokens.len() <= 5;
    let capitals =
        tokens.first().is_some_and(|w| is_capital(w)) && tokens.last().is_some_and(|w| is_capital(w));
    let lexicon = SharedLexicon::english();
    let vocabulary = lexicon::english();
    let folded = fold(words);
    let body = lexicon.body(words).is_some()
        || state::of(words).is_some()
        || folded.split(' ').any(|w| {
            has(&vocabulary.voices.body_head, w) || has(&vocabulary.voices.people_of, w) || is_people(w)
        });
    let acronym = tokens
        .iter()
        .any(|w| w.len() > 1 && w.chars().all(|c| c.is_uppercase() || c == '.') && !w.contains('.'));
    enough && capitals && !body && !acronym
}

/// The words without titles before the name, and the titles if there were any. A country before a title belongs to it
/// ("U.S. Labor Secretary Frances Perkins").
fn without_titles(words: &str) -> (String, Option<String>) {
    let titles = &SharedLexicon::english().titles;
    let tokens: Vec<&str> = words.split_whitespace().collect();
    let mut end = 0;
    let mut i = 0;
    while i < tokens.len() {
        let two = tokens.get(i..i + 2).map(|pair| pair.join(" "));
        if let Some(two) = two.filter(|t| titles.has(t)) {
            i += two.split(' ').count();
            end = i;
        } else if titles.has(tokens[i]) || is_joined_title(tokens[i]) {
            i += 1;
            end = i;
        } else if i == end && state::country_of(tokens[i]).is_some() && i + 1 < tokens.len() {
            i += 1;
        } else {
            break;
        }
    }
    let is_name = end > 0 && end < tokens.len() && tokens[end..].iter().any(|w| is_capital(w));
    if is_name {
        (tokens[end..].join(" "), Some(tokens[..end].join(" ")))
    } else {
        (words.trim().to_string(), None)
    }
}

/// "Major-General": titles joined by a hyphen.
fn is_joined_title(word: &str) -> bool {
    let titles = &SharedLexicon::english().titles;
    word.contains('-') && word.split('-').all(|w| titles.has(w))
}

/// The part of a phrase before "who", "of", "from" and the like: its head is the last word of it.
fn head_of(words: &str) -> Option<&str> {
    let stop = |w: &&str| has(&lexicon::english().turns.after_head, &fold(w));
    let tokens: Vec<&str> = words.split_whitespace().collect();
    let end = tokens.iter().position(stop).unwrap_or(tokens.len());
    let head: &[&str] = tokens.get(..end)?;
    // "witnesses, officials and activists": the first of a list.
    head.iter().position(|w| w.ends_with(',')).and_then(|i| head.get(i)).or(head.last()).copied()
}

/// Whether the phrase names sources that nobody could go and ask: "unnamed reports", "news outlets", "some accounts".
pub(crate) fn is_unnamed(words: &str) -> bool {
    let (list, turns) = (&lexicon::english().voices.unnamed, &lexicon::english().turns);
    let folded = fold(words);
    let first = folded.split(' ').next().unwrap_or("");
    let marked = has(&turns.opens_unnamed, first)
        || folded.rsplit_once(' ').is_some_and(|(_, last)| has(&turns.ends_unnamed, last));
    let head = head_of(words).unwrap_or("");
    let plain_head = !is_capital(head) || words.split_whitespace().count() == 1;
    marked || (plain_head && has(list, &fold(head)))
}

/// Whether the phrase names people without a name of their own.
pub(crate) fn is_group(words: &str) -> bool {
    let head = head_of(words).unwrap_or("");
    let single = words.split_whitespace().count() == 1;
    (!is_capital(head) || single) && is_people(&fold(head))
}

/// Whether what was taken for people without a name is a body all the same: "coastguard", "town hall", "Sol Emergency Lawyers".
fn is_body_in_plain_words(words: &str) -> bool {
    let vocabulary = &lexicon::english().voices;
    let head = head_of(words).map(fold).unwrap_or_default();
    let institution =
        [&vocabulary.institution, &vocabulary.body_head, &vocabulary.organ, &vocabulary.government];
    let a_name = words.split_whitespace().count() >= 2
        && words.split_whitespace().all(is_capital)
        && !has(&vocabulary.people_of, &head);
    !is_group(words) && (a_name || institution.iter().any(|list| has(list, &head)))
}

/// Whether a group's words hold a name, so that they mean the same people in every report.
pub(crate) fn has_proper_word(words: &str) -> bool {
    words
        .split_whitespace()
        .enumerate()
        .any(|(i, w)| is_capital(w) && (i > 0 || state::country_of(w).is_some() || !is_people(&fold(w))))
}

/// The body whose voice an office holder is, by the words of the office alone: "UN High Commissioner for Human Rights" is
/// the United Nations, "Iraqi Prime Minister" the government of Iraq. `None` when the words do not say it.
pub(crate) fn body_of_office(role: &str) -> Option<String> {
    let lexicon = SharedLexicon::english();
    let folded = format!(" {} ", fold(role));
    let country = state::country_in(role);
    // An ambassador is the voice of the country that sends him, whatever body he is sent to.
    if let (Some(at), Some(country)) = (folded.find(" ambassador "), country) {
        let sends = state::country_in(&folded[..at]).is_some_and(|c| c.name == country.name);
        return sends.then(|| state::full_name(&country.name));
    }
    for office in &lexicon.offices.office {
        let found = office.words.iter().any(|w| has_words(folded.trim(), &fold(w)));
        if !found {
            continue;
        }
        if !office.body.contains('{') {
            return Some(office.body.clone());
        }
        if let Some(country) = country.filter(|c| c.territory || !office.body.contains("{territory}")) {
            return Some(match office.body.strip_prefix("Government of") {
                Some(_) => state::full_name(&country.name),
                None => office.body.replace("{country}", &country.name),
            });
        }
    }
    None
}

/// What a fixed office without a country leaves open.
pub(crate) struct OpenOffice {
    /// The part of a state its holder speaks for, empty for the government.
    pub organ: String,
    /// Whether it is an office of territories only.
    pub of_territory: bool,
}

/// The office in a role's words whose country they do not say.
pub(crate) fn open_office(role: &str) -> Option<OpenOffice> {
    let folded = fold(role);
    let of_some_country = SharedLexicon::english().offices.office.iter().filter(|o| o.body.contains('{'));
    let office =
        of_some_country.into_iter().find(|o| o.words.iter().any(|w| has_words(&folded, &fold(w))))?;
    let organ = office.body.replace("{country}", "").replace("{territory}", "").replace("Government of", "");
    Some(OpenOffice { organ: organ.trim().to_string(), of_territory: office.body.contains("{territory}") })
}

/// The names a ministry may have whose minister the role says: "transport minister" gives "transport ministry".
pub(crate) fn ministry_of(role: &str) -> Vec<String> {
    let words = recount_lexicon::name_words(role);
    let Some(at) = words.iter().position(|w| w == "minister").filter(|&at| at > 0) else { return Vec::new() };
    let field = &words[at - 1];
    vec![format!("{field} ministry"), format!("ministry of {field}")]
}

/// The field of a ministry's name: "interior" for "Interior Ministry" and for "Ministry of the Interior of Sol".
pub(crate) fn field_of_ministry(name: &str) -> Option<String> {
    let words = recount_lexicon::name_words(name);
    let at = words.iter().position(|w| w == "ministry")?;
    let after: Vec<&String> =
        words[at + 1..].iter().skip_while(|w| has(&lexicon::english().turns.before_field, w)).collect();
    let field = after.first().copied().or_else(|| at.checked_sub(1).map(|i| &words[i]))?;
    let plain = field.replace("defense", "defence");
    (state::country_of(&plain).is_none()).then_some(plain)
}

/// Whether the role's words say that its holder speaks for a body.
pub(crate) fn is_speaking_role(role: &str) -> bool {
    let folded = fold(role);
    SharedLexicon::english().offices.speaking.iter().any(|w| has_words(&folded, &fold(w)))
}

/// The state body a name means when it speaks or acts: "Baghdad" and "Iraq" are then the government.
pub(crate) fn acting_state(words: &str) -> Option<StateBody> {
    state::of(words).or_else(|| {
        let lexicon = SharedLexicon::english();
        let bare = words.trim().trim_start_matches("the ").trim_start_matches("The ");
        let country = lexicon.country_of_capital(bare).or_else(|| state::country_named(bare))?;
        Some(StateBody { country: country.name.clone(), organ: String::new() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, kind: VoiceKind, text: &str, body: Option<&str>) {
        let name = of_words(words, Some(VoiceKind::Body));
        assert_eq!(
            (name.kind, name.text.as_str(), name.speaks_for.as_deref()),
            (kind, text, body),
            "{words}"
        );
    }

    #[test]
    fn one_string_may_hold_a_body_and_its_speaker() {
        check("United Nations (Ana Sol)", VoiceKind::Person, "Ana Sol", Some("United Nations"));
        check("coalition (Col. Ben Hart)", VoiceKind::Person, "Ben Hart", Some("coalition"));
        check("Ana Alhaji Sol (local official)", VoiceKind::Person, "Ana Alhaji Sol", None);
        check("MSF (earlier estimate)", VoiceKind::Body, "MSF", None);
        check("Senator Ahmed Sol", VoiceKind::Person, "Ahmed Sol", None);
        check("U.S. Defense Secretary Ben Hart", VoiceKind::Person, "Ben Hart", None);
    }

    #[test]
    fn people_without_a_name_are_told_from_sources_nobody_can_ask() {
        for words in [
            "witnesses",
            "residents who fled",
            "Camp Sol residents",
            "Afghan officials",
            "witness (man in his fifties)",
        ] {
            assert_eq!(of_words(words, Some(VoiceKind::Body)).kind, VoiceKind::Group, "{words}");
        }
        for words in
            ["unnamed reports", "news outlets", "critics (unnamed)", "some accounts", "reports from the town"]
        {
            assert_eq!(of_words(words, Some(VoiceKind::Body)).kind, VoiceKind::Unnamed, "{words}");
        }
        for words in ["Country Reports on Terrorism", "Bureau of Investigative Journalism"] {
            assert_eq!(of_words(words, Some(VoiceKind::Body)).kind, VoiceKind::Body, "{words}");
        }
    }

    #[test]
    fn a_body_without_capitals_and_a_body_named_after_its_people_are_no_groups() {
        for (words, kind) in [
            ("coastguard", VoiceKind::Body),
            ("town hall", VoiceKind::Body),
            ("Sol Emergency Lawyers", VoiceKind::Body),
            ("Sol residents", VoiceKind::Group),
            ("two detainees", VoiceKind::Group),
        ] {
            assert_eq!(of_words(words, Some(VoiceKind::Group)).kind, kind, "{words}");
        }
        let voice = Voice {
            speaks_for: Some("Sol Liberation Front".to_string()),
            ..Voice::named("SLF", VoiceKind::Person)
        };
        let name = of_voice(&voice);
        assert_eq!((name.kind, name.text.as_str()), (VoiceKind::Body, "Sol Liberation Front"));
    }

    #[test]
    fn an_office_names_its_body_only_when_its_words_do() {
        assert_eq!(body_of_office("Iraqi Prime Minister").as_deref(), Some("Government of Iraq"));
        assert_eq!(
            body_of_office("UN High Commissioner for Human Rights").as_deref(),
            Some("United Nations")
        );
        assert_eq!(body_of_office("prime minister"), None);
    }
}
