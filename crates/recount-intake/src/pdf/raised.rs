//! Raised digits: `households¹` has a note, and `killed 17¹` did not kill 171. Marks of notes are left out, as in documents of Word; powers and
//! units are written with raised digits, and fractions stay as they are.

/// What becomes of a raised piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Raised {
    /// It stays.
    Kept,
    /// It is a mark of a note.
    Left,
    /// It is written so.
    Written(String),
}

/// Units of length, by which `2` and `3` make areas and volumes: the international symbols, in any language.
const UNITS: [&str; 9] = ["m", "km", "cm", "mm", "dm", "ft", "mi", "yd", "м"];
/// Digits of a mark; notes are counted to hundreds.
const MARK_DIGITS: usize = 3;

/// What becomes of `mark`, raised digits in the order of reading. `before` is what stands directly before them, back to the last gap (none at the beginning of a
/// line), `after` what stands directly behind.
pub(super) fn raised(before: Option<&str>, mark: &str, after: &str) -> Raised {
    let digits = mark.split([',', '-', '–']);
    let is_mark = digits.clone().all(|n| !n.is_empty() && n.chars().all(char::is_numeric))
        && digits.clone().all(|n| n.chars().count() <= MARK_DIGITS);
    if !is_mark || after.starts_with(['/', '⁄']) {
        return Raised::Kept;
    }
    let Some(before) = before else { return Raised::Left };
    let unit = before.trim_start_matches(|c: char| !c.is_alphabetic());
    let number = before.trim_start_matches(|c: char| !c.is_numeric());
    let is_power =
        number == "10" || (UNITS.contains(&unit.to_lowercase().as_str()) && matches!(mark, "2" | "3"));
    match before.chars().next_back() {
        _ if is_power => Raised::Written(mark.chars().map(raised_digit).collect()),
        // A sign that opens or joins has no note.
        Some('(' | '[' | '/' | '⁄' | '+' | '-' | '−' | '×' | '^') | None => Raised::Kept,
        Some(_) => Raised::Left,
    }
}

fn raised_digit(c: char) -> char {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    c.to_digit(10).and_then(|n| DIGITS.get(n as usize)).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_notes_are_told_from_powers_and_fractions() {
        let written = |text: &str| Raised::Written(text.to_string());
        for (before, mark, after, want) in [
            (Some("households"), "1", "", Raised::Left),
            (Some("17"), "12", ".", Raised::Left),
            (Some("said.”"), "1,2", "", Raised::Left),
            (Some("ذلك"), "١", ".", Raised::Left),
            (None, "9", "None", Raised::Left),
            (Some("40km"), "2", "", written("²")),
            (Some("m"), "3", ",", written("³")),
            (Some("them"), "3", ",", Raised::Left),
            (Some("×10"), "6", "", written("⁶")),
            (Some("3"), "1", "/2", Raised::Kept),
            (None, "1", "⁄4", Raised::Kept),
            (Some("1"), "er", "", Raised::Kept),
            (Some("x"), "1234", "", Raised::Kept),
            (Some("("), "1", ")", Raised::Kept),
        ] {
            assert_eq!(raised(before, mark, after), want, "{before:?} {mark} {after}");
        }
    }
}
