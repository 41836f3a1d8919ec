//! Which column of a table is the source, which the item, which the value: by the words of `lexicon/tables/columns.toml`, or as
//! the user says.

use recount_model::ValueKind;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

/// What a column tells.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    strum::IntoStaticStr,
    strum::EnumIter,
    strum::EnumString,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Role {
    /// Who speaks.
    Source,
    /// What is spoken of.
    Item,
    /// What is said of it.
    Value,
    /// Whether it is a number or a category.
    Kind,
    /// When it was said.
    Time,
    /// From whom the source has it, by its own word.
    Cites,
}

impl Role {
    /// How many there are.
    pub(super) const COUNT: usize = 6;
    /// All of them, in the order of their numbers.
    pub(super) const ALL: [Role; Role::COUNT] =
        [Role::Source, Role::Item, Role::Value, Role::Kind, Role::Time, Role::Cites];
    /// Those without which there is no claim.
    pub(super) const NEEDED: [Role; 3] = [Role::Source, Role::Item, Role::Value];

    /// The word of the role, as in `--columns source=NAME`.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Names of columns that the user gives; the others are found by the usual names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnNames(BTreeMap<Role, String>);

impl ColumnNames {
    /// From `source=NAME,item=NAME,...`; a name may hold any sign but a comma.
    ///
    /// # Errors
    /// When a part is not `ROLE=NAME`, a role is unknown or named twice: the reason, to be shown.
    pub fn parse(words: &str) -> Result<ColumnNames, String> {
        let mut names = ColumnNames::default();
        for part in words.split(',').filter(|part| !part.trim().is_empty()) {
            let (role, name) = part
                .split_once('=')
                .ok_or_else(|| format!("'{}' is not of the form ROLE=NAME", part.trim()))?;
            let (role, name) = (role.trim().to_lowercase(), name.trim());
            let known: Role = role.parse().map_err(|_| {
                let roles = Role::ALL.map(Role::word).join(", ");
                format!("'{role}' is no role of a column; the roles are {roles}")
            })?;
            if name.is_empty() {
                return Err(format!("no name of the column '{role}' is given"));
            }
            names.add(known, name)?;
        }
        Ok(names)
    }

    /// Adds the names of another.
    ///
    /// # Errors
    /// When both name one role.
    pub fn and(mut self, other: ColumnNames) -> Result<ColumnNames, String> {
        for (role, name) in other.0 {
            self.add(role, &name)?;
        }
        Ok(self)
    }

    fn add(&mut self, role: Role, name: &str) -> Result<(), String> {
        match self.0.insert(role, name.to_string()) {
            None => Ok(()),
            Some(first) => Err(format!("'{}' is named twice: {first} and {name}", role.word())),
        }
    }
}

/// Why the columns of a table do not serve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnError {
    /// Roles that no column has.
    Missing {
        /// The roles.
        roles: Vec<Role>,
        /// The columns there are.
        found: Vec<String>,
    },
    /// A column that the user names is not there.
    Unknown {
        /// Its name.
        name: String,
        /// The columns there are.
        found: Vec<String>,
    },
    /// Two columns have the name.
    Twice {
        /// The name.
        name: String,
    },
    /// The column holds what cannot be read as strings and numbers (in Parquet).
    Unfit {
        /// The name.
        name: String,
        /// What it holds.
        holds: String,
    },
}

/// Columns that a message lists.
const SHOWN: usize = 12;

impl fmt::Display for ColumnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ColumnError::Missing { roles, found } => {
                let roles: Vec<&str> = roles.iter().map(|role| role.word()).collect();
                write!(f, "no column is the {}; {}", roles.join(", none the "), listed(found))
            }
            ColumnError::Unknown { name, found } => {
                write!(f, "there is no column '{}'; {}", shown(name), listed(found))
            }
            ColumnError::Twice { name } => write!(f, "two columns are called '{}'", shown(name)),
            ColumnError::Unfit { name, holds } => {
                write!(f, "the column '{}' holds {holds}, which is no text and no number", shown(name))
            }
        }
    }
}

impl ColumnError {
    /// What to do about it.
    pub(super) fn hint(&self) -> String {
        match self {
            ColumnError::Missing { .. } | ColumnError::Unknown { .. } => {
                "the first line names the columns; say which is which with --columns source=NAME,item=NAME,value=NAME"
            }
            ColumnError::Twice { .. } => "give each column its own name in the first line",
            ColumnError::Unfit { .. } => "write it as text, numbers or dates, or name another with --columns",
        }
        .to_string()
    }
}

fn listed(found: &[String]) -> String {
    let names: Vec<String> = found.iter().take(SHOWN).map(|name| shown(name)).collect();
    let more = found.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    match found.len() {
        1 => format!("the only column found is: {}", names.join(", ")),
        _ => format!("the columns found are: {}{more}", names.join(", ")),
    }
}

/// A name or cell as a message shows it: short, on one line, without control characters.
pub(super) fn shown(cell: &str) -> String {
    const LONGEST: usize = 40;
    let plain = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut out: String = cell.trim().chars().take(LONGEST).map(plain).collect();
    if cell.trim().chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

/// Which column has each role: its index, by role.
pub(super) type Places = [Option<usize>; Role::COUNT];

/// The roles of the columns called `found`.
pub(super) fn place(found: &[String], names: &ColumnNames) -> Result<Places, ColumnError> {
    let mut places = Places::default();
    let folded: Vec<String> = found.iter().map(|name| fold(name)).collect();
    let mut taken = BTreeSet::new();
    for (role, name) in &names.0 {
        let at = exactly(found, name)?.or_else(|| folded.iter().position(|f| *f == fold(name)));
        let Some(at) = at else {
            return Err(ColumnError::Unknown { name: name.clone(), found: found.to_vec() });
        };
        places[*role as usize] = Some(at);
        taken.insert(at);
    }
    for role in Role::ALL.into_iter().filter(|role| !names.0.contains_key(role)) {
        for word in &WORDS.names[role as usize] {
            let fits: Vec<usize> =
                (0..found.len()).filter(|at| folded[*at] == *word && !taken.contains(at)).collect();
            match fits[..] {
                [] => continue,
                [at] => {
                    places[role as usize] = Some(at);
                    taken.insert(at);
                }
                [at, ..] => return Err(ColumnError::Twice { name: found[at].clone() }),
            }
            break;
        }
    }
    let missing: Vec<Role> = Role::NEEDED.into_iter().filter(|r| places[*r as usize].is_none()).collect();
    if missing.is_empty() {
        return Ok(places);
    }
    Err(ColumnError::Missing { roles: missing, found: found.to_vec() })
}

fn exactly(found: &[String], name: &str) -> Result<Option<usize>, ColumnError> {
    let mut fits = found.iter().enumerate().filter(|(_, f)| f.trim() == name);
    match (fits.next(), fits.next()) {
        (Some(_), Some(_)) => Err(ColumnError::Twice { name: name.to_string() }),
        (first, _) => Ok(first.map(|(at, _)| at)),
    }
}

/// The role that a key of a JSON object has by its name alone; the less the second number, the better the name.
pub(super) fn role_of(name: &str, names: &ColumnNames) -> Option<(Role, usize)> {
    if let Some((role, _)) = names.0.iter().find(|(_, given)| *given == name) {
        return Some((*role, 0));
    }
    let folded = fold(name);
    Role::ALL.into_iter().filter(|role| !names.0.contains_key(role)).find_map(|role| {
        let rank = WORDS.names[role as usize].iter().position(|word| *word == folded)?;
        Some((role, rank))
    })
}

/// Lower case, without spaces, hyphens, underscores and full stops.
fn fold(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && !"-_.".contains(*c)).flat_map(char::to_lowercase).collect()
}

/// The kind that a word of the column `kind` says.
pub(super) fn kind_of(word: &str) -> Option<ValueKind> {
    let word = word.to_lowercase();
    let is = |words: &[String]| words.contains(&word);
    if is(&WORDS.kinds.number) {
        Some(ValueKind::Number)
    } else if is(&WORDS.kinds.category) {
        Some(ValueKind::Category)
    } else {
        None
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kinds {
    number: Vec<String>,
    category: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    source: Vec<String>,
    item: Vec<String>,
    value: Vec<String>,
    kind: Vec<String>,
    time: Vec<String>,
    cites: Vec<String>,
    kinds: Kinds,
}

struct Words {
    names: [Vec<String>; Role::COUNT],
    kinds: Kinds,
}

/// The embedded words; a test reads them, so failure here means a broken build.
static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../../lexicon/tables/columns.toml")).expect("embedded columns.toml");
    Words { names: [file.source, file.item, file.value, file.kind, file.time, file.cites], kinds: file.kinds }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, names: &str, want: Result<&str, &str>) {
        let found: Vec<String> = header.split(',').map(str::to_string).collect();
        let got = place(&found, &ColumnNames::parse(names).unwrap());
        let got = got.map(|places| {
            let told =
                Role::ALL.into_iter().filter_map(|r| Some(format!("{}={}", r.word(), places[r as usize]?)));
            told.collect::<Vec<_>>().join(" ")
        });
        assert_eq!(
            got.map_err(|e| e.to_string()),
            want.map(str::to_string).map_err(str::to_string),
            "{header}"
        );
    }

    #[test]
    fn columns_are_found_by_the_usual_names_in_any_order() {
        check("source,item,value,kind", "", Ok("source=0 item=1 value=2 kind=3"));
        check("label,Task,WORKER", "", Ok("source=2 item=1 value=0"));
        check("Value,Object ID,source_id,As of,colour", "", Ok("source=2 item=1 value=0 time=3"));
        check("publisher,source,item,value", "", Ok("source=1 item=2 value=3"));
    }

    #[test]
    fn the_user_says_which_is_which() {
        check("who,of,says", "source=who,item=of,value=says", Ok("source=0 item=1 value=2"));
        check("source,item,value,origin", "source=origin", Ok("source=3 item=1 value=2"));
        check("a,b", "source=x", Err("there is no column 'x'; the columns found are: a, b"));
    }

    #[test]
    fn what_is_missing_is_named_with_what_was_found() {
        check(
            "s1,i1,12",
            "",
            Err("no column is the source, none the item, none the value; the columns found are: s1, i1, 12"),
        );
        check("source,item,item,value", "", Err("two columns are called 'item'"));
        check(
            "source item value",
            "",
            Err(
                "no column is the source, none the item, none the value; the only column found is: source item value",
            ),
        );
    }

    #[test]
    fn words_of_the_option_are_checked() {
        for (words, want) in [
            ("source", "'source' is not of the form ROLE=NAME"),
            (
                "sauce=x",
                "'sauce' is no role of a column; the roles are source, item, value, kind, time, cites",
            ),
            ("item=", "no name of the column 'item' is given"),
            ("item=a,item=b", "'item' is named twice: a and b"),
        ] {
            assert_eq!(ColumnNames::parse(words), Err(want.to_string()));
        }
    }

    #[test]
    fn every_usual_name_is_as_folding_leaves_it_and_stands_once() {
        let mut seen = BTreeSet::new();
        for word in WORDS.names.iter().flatten() {
            assert_eq!(*word, fold(word));
            assert!(seen.insert(word), "{word} stands twice");
        }
    }
}
