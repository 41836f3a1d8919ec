//! What a block looks like by itself, whatever stands around it: a menu, a byline, a caption, a marker after which the
//! report is over. A sign is decided by the words of `lexicon/en/boilerplate.toml` and by form (links only, a date only).

use crate::blocks::{is_person_name, starts_with_name};
use crate::date_line::{credit_line, date_line};
use crate::words::{EN, bare, folded};
use regex::Regex;
use std::sync::LazyLock;

/// What a block looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Nothing special.
    Plain,
    /// Menu, prompt, notice, link.
    Boilerplate,
    /// Words under a picture.
    Caption,
    /// Author, agency or date.
    Byline,
    /// Readers' comments follow.
    Comments,
    /// Pointers to other texts follow, most likely to the end.
    Ends,
    /// A few pointers to other texts follow.
    Aside,
    /// A note on the author follows.
    AuthorMarker,
    /// The name of a section or of a kind of text.
    Section,
}

/// The sign of a block.
pub(crate) fn sign(block: &str) -> Sign {
    if is_link_only(block) {
        return Sign::Boilerplate;
    }
    if block.chars().take(EN.short_chars + 1).count() > EN.short_chars {
        return Sign::Plain;
    }
    let folded = folded(&link_text(block));
    let phrase = bare(&folded);
    let ends_as_sentence = folded.ends_with('.');
    if phrase.is_empty() || EN.furniture.contains(phrase) {
        Sign::Boilerplate
    } else if !ends_as_sentence && EN.author_markers.contains(phrase) {
        Sign::AuthorMarker
    } else if !ends_as_sentence && EN.comments.contains(phrase) {
        Sign::Comments
    } else if !ends_as_sentence && EN.ends.contains(phrase) {
        Sign::Ends
    } else if !ends_as_sentence && EN.asides.contains(phrase) {
        Sign::Aside
    } else if !ends_as_sentence && EN.sections.contains(phrase) {
        Sign::Section
    } else if is_byline(block) || EN.byline.is_match(&folded) {
        Sign::Byline
    } else if EN.caption.is_match(&folded) {
        Sign::Caption
    } else if is_trail(block) || EN.boilerplate.is_match(&folded) {
        Sign::Boilerplate
    } else {
        Sign::Plain
    }
}

/// Whether a line inside a paragraph is a block of its own: it has a sign and is not the end of a sentence.
pub(super) fn stands_alone(line: &str) -> bool {
    let opens = line.chars().next().is_some_and(|c| !c.is_lowercase());
    let by = line.starts_with("by ");
    (opens || by) && !line.ends_with(['.', ',']) && !matches!(sign(line), Sign::Plain)
}

/// Whether a block is running text: it ends as a sentence does, or is long.
pub(crate) fn is_prose(block: &str) -> bool {
    let last = block.chars().rev().find(|c| c.is_alphanumeric() || ".!?…:;".contains(*c));
    last.is_some_and(|c| !c.is_alphanumeric())
        || block.chars().count() > 150
        || block.split_whitespace().count() >= 25
}

/// The block with Markdown links replaced by their words.
pub(crate) fn link_text(block: &str) -> String {
    static INNER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\\\([^()\\]*\\\)").expect("a valid pattern"));
    let words = LINK
        .replace_all(block, |found: &regex::Captures| INNER.replace_all(&found[1], "").trim().to_string());
    words.into_owned()
}

/// `[words](target)`, also of a picture.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?: +[^()]*)?\)").expect("a valid pattern")
});

/// Whether nothing is left of the block when its links are taken away.
fn is_link_only(block: &str) -> bool {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)<?\b(?:https?://|www\.|mailto:)[^\s<>]+>?|<?\b[\w.+-]+@[\w-]+\.[\w.]+>?")
            .expect("a valid pattern")
    });
    let rest = LINK.replace_all(block, "");
    let rest = ADDRESS.replace_all(&rest, "");
    rest.len() < block.len() && !rest.chars().any(char::is_alphanumeric)
}

/// `By Anna Berg`, `by [Anna Berg](/berg)`, `From ANNA BERG, Harl`, a date line or a credit line.
fn is_byline(block: &str) -> bool {
    if date_line(block).is_some() || credit_line(block).is_some() {
        return true;
    }
    let plain = link_text(block);
    let (first, rest) = plain.trim().split_once(char::is_whitespace).unwrap_or(("", ""));
    let rest = rest.trim();
    if rest.ends_with(['!', '?']) || rest.contains('\n') {
        return false;
    }
    let end = rest.trim_end_matches(['"', '”', '\'', '’', ')']);
    let ends_as_sentence = end.ends_with('.') && !end.ends_with("Jr.") && !end.ends_with("Sr.");
    // "By the Associated Press" is a byline, "By the second week the toll had" is not.
    let opener = folded(rest).split(' ').next().is_some_and(|w| EN.openers.contains(w));
    let most_words = if opener {
        4
    } else if rest.contains(char::is_lowercase) {
        14
    } else {
        6
    };
    let fits = rest.split_whitespace().count() <= most_words;
    match first {
        "By" | "BY" | "by" => !ends_as_sentence && fits && rest.starts_with(char::is_uppercase),
        "From" | "FROM" => rest.split_once(',').is_some_and(|(name, place)| {
            is_person_name(name)
                && place.split_whitespace().count() <= 3
                && place.trim().starts_with(char::is_uppercase)
        }),
        _ => false,
    }
}

/// A trail of links to where a page stands: short parts between arrows.
fn is_trail(block: &str) -> bool {
    let parts: Vec<&str> = block.split(['»', '›', '→', '>']).map(str::trim).collect();
    let arrows = block.contains(['»', '›', '→']);
    parts.len() >= if arrows { 2 } else { 3 }
        && !block.contains(['«', '<'])
        && parts.iter().all(|p| !p.is_empty() && p.chars().count() <= 100)
        && !block.trim_end().ends_with(['.', '!', '?'])
}

/// `Gen. Anna Berg - Head of the guard in 2004`: a name, a dash or comma, a role, no sentence.
pub(super) fn is_named_caption(block: &str) -> bool {
    let Some(name) = starts_with_name(block) else { return false };
    let rest = block.trim_start()[name.len()..].trim_start();
    let Some(rest) = [",", "-", "–", "—", "|", ":"].iter().find_map(|dash| rest.strip_prefix(dash))
    else {
        return false;
    };
    let words: Vec<String> = rest.split_whitespace().map(|w| bare(&w.to_lowercase()).to_string()).collect();
    let role = words.iter().take(4).any(|w| EN.roles.contains(w));
    role && words.len() <= 16 && !is_author_note(block) && !is_prose(block) && !block.contains('\n')
}

/// `Anna Berg is a fellow at the Harl Institute.`: a name, a verb of such notes, a calling.
pub(super) fn is_author_note(block: &str) -> bool {
    let Some(name) = starts_with_name(block) else { return false };
    let rest = folded(&block.trim_start()[name.len()..]);
    let words: Vec<&str> = rest.split(' ').map(bare).filter(|w| !w.is_empty()).collect();
    let verb = words.iter().take(3).any(|w| EN.note_verbs.contains(*w));
    verb && words.iter().take(20).any(|w| EN.callings.contains(*w)) && block.chars().count() <= 800
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_told_apart_by_their_words_and_form() {
        use Sign::*;
        for (block, want) in [
            ("Skip to main content", Boilerplate),
            ("Home » Harl » Fire at the mill", Boilerplate),
            ("News > Harl > Fire at the mill", Boilerplate),
            ("[Fire](/fire) | [Mill](/mill)", Boilerplate),
            ("- [Fire at the mill](https://a.example/x_(1))", Boilerplate),
            ("https://a.example/fire", Boilerplate),
            ("![the mill](mill.png)", Boilerplate),
            ("Share this:", Boilerplate),
            ("© 2014 Harl Gazette", Boilerplate),
            ("Sign up for our harbour newsletter", Boilerplate),
            ("Morning BriefingGet what matters today", Boilerplate),
            ("Weekly digest", Boilerplate),
            ("Daily briefings by the army stopped.", Plain),
            ("Get the day's news in your inbox every morning", Boilerplate),
            ("RELATED: Fire goes on", Boilerplate),
            ("Read more: Fire goes on", Boilerplate),
            ("This site uses cookies to measure visits.", Boilerplate),
            ("We use cookies to measure visits.", Boilerplate),
            ("Page not found", Boilerplate),
            ("The page you requested could not be found.", Boilerplate),
            ("Tags: fire, mill", Boilerplate),
            ("3 Comments", Boilerplate),
            ("RECOMMENDED", Ends),
            ("You may also like:", Ends),
            ("Leave a Comment", Comments),
            ("See also", Aside),
            ("ABOUT THE AUTHORS", AuthorMarker),
            ("International", Section),
            ("By Anna Berg", Byline),
            ("by [Anna Berg \\(/berg\\)](/berg)", Byline),
            ("From ANNA BERG, Harl", Byline),
            ("By The Associated Press", Byline),
            ("8 Jan 2015", Byline),
            ("Updated", Byline),
            ("Updated: 3 hours ago", Byline),
            ("(Reporting by Anna Berg; editing by Tom Ode)", Byline),
            ("Agence Harl contributed to this report.", Byline),
            ("Reuters", Byline),
            ("Photo: the mill after the fire", Caption),
            ("(Photo: the mill after the fire, May 2, 2014.)", Caption),
            ("Photo taken from the Gazette.", Caption),
            ("The mill after the fire. [Photo: Anna Berg]", Caption),
            ("Anna Berg (Provided Photo/Harl Police)", Caption),
            ("The mill after the fire. View Full Caption", Caption),
            // Running text that shares words with the above.
            ("Related families said six people had died.", Plain),
            ("Images released by the army show six men.", Plain),
            ("By Tuesday six people had died.", Plain),
            ("From Harl, the road leads south.", Plain),
            ("BY THE FIRE AND THE STORM, WHICH CAME", Plain),
            ("BY REACHING THE MILL BEFORE THE FIRE THE MEN", Plain),
            ("BY THE TWO TOWNS.\"", Plain),
            ("Published reports say that 34 people died.", Plain),
            ("Support for the group is waning here.", Plain),
            ("Next week the court will rule.", Plain),
            ("More people died on Sunday.", Plain),
            ("Video posted by residents shows the fire.", Plain),
            ("KABUL, Afghanistan - Six people died.", Plain),
            ("Topics discussed were the toll and the cause.", Plain),
            ("Join the army or leave, the leaflet said.", Plain),
        ] {
            assert_eq!(sign(block), want, "{block}");
        }
    }

    #[test]
    fn captions_and_author_notes_begin_with_a_name() {
        for (block, caption, note) in [
            ("Brig. Gen. Anna Berg - Head of the guard at Harl in 2004", true, false),
            ("Anna Berg, chief of the guard, on the wall", true, false),
            ("Anna Berg, chief of the guard, spoke on Monday.", false, false),
            ("The fire and its causes", false, false),
            ("Anna Berg is a senior fellow at the Harl Institute.", false, true),
            ("Anna Berg, is Director of Studies at the Harl Institute", false, true),
            ("Anna Berg recently graduated from Harl; she was an intern in 2008.", false, true),
            ("Anna Berg said six people had died.", false, false),
            ("The mill is run by the editor.", false, false),
        ] {
            assert_eq!((is_named_caption(block), is_author_note(block)), (caption, note), "{block}");
        }
    }
}
