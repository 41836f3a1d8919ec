//! The language of queries: words (all must occur), `"phrases"`, `field:word`, `from:2011-04`, `to:2011`, `-word`, `begin*`.
//! Whatever is typed becomes folded words before SQLite sees it, so that nothing typed can be a fault there.

use crate::error::StoreError;
use recount_lexicon::search_fold;
use recount_model::PartialDate;

/// What a report must have to be found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub(super) clauses: Vec<Clause>,
    /// Days since 1970-01-01, inclusive.
    pub(super) from: Option<i64>,
    pub(super) to: Option<i64>,
}

/// Words that must follow one another somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub field: Option<Field>,
    /// Folded; never empty.
    pub words: Vec<String>,
    /// The last word may go on.
    pub prefix: bool,
    pub negated: bool,
}

/// A part of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Publisher,
    Author,
    File,
}

impl Field {
    /// Its name, in queries and in the index.
    fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Publisher => "publisher",
            Field::Author => "author",
            Field::File => "file",
        }
    }

    fn of(name: &str) -> Option<Self> {
        [Field::Title, Field::Publisher, Field::Author, Field::File].into_iter().find(|f| f.name() == name)
    }
}

/// More clauses than this are a pasted text, not a query.
const CLAUSES: usize = 64;

fn wrong<T>(reason: impl Into<String>) -> Result<T, StoreError> {
    Err(StoreError::Query { reason: reason.into() })
}

impl Query {
    /// Understands what was typed.
    ///
    /// # Errors
    ///
    /// [`StoreError::Query`] when a quotation mark is not closed, a field or date is none, or nothing remains to look for.
    pub fn parse(typed: &str) -> Result<Query, StoreError> {
        let mut query = Query::default();
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            let (term, after) = Term::cut(rest)?;
            query.take(term)?;
            rest = after.trim_start();
        }
        let positive = query.clauses.iter().any(|c| !c.negated);
        if !positive && query.clauses.is_empty() && query.from.is_none() && query.to.is_none() {
            return wrong("there is no word to look for");
        }
        if !positive && !query.clauses.is_empty() {
            return wrong("a query needs at least one word without a minus sign");
        }
        if query.clauses.len() > CLAUSES {
            return wrong(format!("more than {CLAUSES} words; put a part of them in quotation marks"));
        }
        if let (Some(from), Some(to)) = (query.from, query.to)
            && from > to
        {
            return wrong("from: lies after to:");
        }
        Ok(query)
    }

    fn take(&mut self, term: Term<'_>) -> Result<(), StoreError> {
        let Term { negated, field, value, quoted } = term;
        let field = match field.map(str::to_lowercase).as_deref() {
            None => None,
            Some(word @ ("from" | "since" | "to" | "until")) => {
                let date: PartialDate = match value.parse() {
                    Ok(date) if !negated => date,
                    Ok(_) => return wrong(format!("-{word}: cannot be left out; use the other end")),
                    Err(error) => return wrong(format!("{word}: {error}")),
                };
                match word {
                    "from" | "since" => self.from = Some(date.first_day().ordinal()),
                    _ => self.to = Some(date.last_day().ordinal()),
                }
                return Ok(());
            }
            Some(name) => match Field::of(name) {
                Some(field) => Some(field),
                None => return wrong(format!("there is no field '{name}'")),
            },
        };
        let (value, prefix) = match value.strip_suffix('*') {
            Some(value) if !quoted => (value, true),
            _ => (value, false),
        };
        let words: Vec<String> =
            search_fold(value).split(' ').filter(|w| !w.is_empty()).map(String::from).collect();
        if words.is_empty() {
            return match field {
                Some(field) => wrong(format!("{}: needs a word", field.name())),
                None => Ok(()), // A stray sign.
            };
        }
        self.clauses.push(Clause { field, words, prefix, negated });
        Ok(())
    }

    /// The query as FTS5 has it; `None` when it asks for dates only.
    pub(super) fn expression(&self) -> Option<String> {
        let (negative, positive): (Vec<&Clause>, Vec<&Clause>) = self.clauses.iter().partition(|c| c.negated);
        let all: Vec<String> = positive.iter().map(|c| c.expression()).collect();
        let mut expression = (!all.is_empty()).then(|| all.join(" AND "))?;
        for clause in negative {
            expression = format!("({expression}) NOT {}", clause.expression());
        }
        Some(expression)
    }

    /// Asks for the words that may stand anywhere in the title; `None` when there is none.
    pub(super) fn title_expression(&self) -> Option<String> {
        let anywhere = self.clauses.iter().filter(|c| !c.negated && c.field.is_none());
        let all: Vec<String> = anywhere.map(|c| format!("title : {}", c.expression())).collect();
        (!all.is_empty()).then(|| all.join(" AND "))
    }
}

impl Clause {
    fn expression(&self) -> String {
        let column = self.field.map(|f| format!("{} : ", f.name())).unwrap_or_default();
        // Folded words are letters and digits only.
        let star = if self.prefix { " *" } else { "" };
        format!("{column}\"{}\"{star}", self.words.join(" "))
    }
}

/// One term as typed.
struct Term<'q> {
    negated: bool,
    field: Option<&'q str>,
    value: &'q str,
    quoted: bool,
}

impl<'q> Term<'q> {
    /// The first term of a query that begins with none but white space before it, and what follows.
    fn cut(typed: &'q str) -> Result<(Self, &'q str), StoreError> {
        let (negated, rest) = match typed.strip_prefix('-') {
            Some(rest) if rest.starts_with(|c: char| !c.is_whitespace() && c != '-') => (true, rest),
            _ => (false, typed),
        };
        let (field, rest) = match rest.split_once(':') {
            Some((name, after)) if is_field(name) && !after.starts_with("//") => (Some(name), after),
            _ => (None, rest),
        };
        let open = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}'));
        if let Some(open) = open {
            let inside = &rest[open.len_utf8()..];
            let Some((end, close)) =
                inside.char_indices().find(|(_, c)| matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{bb}'))
            else {
                return wrong("a quotation mark is not closed");
            };
            let term = Term { negated, field, value: &inside[..end], quoted: true };
            return Ok((term, &inside[end + close.len_utf8()..]));
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
        Ok((Term { negated, field, value: &rest[..end], quoted: false }, &rest[end..]))
    }
}

/// Whether what stands before a colon is meant as a field. "12:30" and "http://" are not.
fn is_field(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(typed: &str) -> String {
        match Query::parse(typed) {
            Ok(query) => query.expression().unwrap_or_else(|| "dates".into()),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn queries_are_understood_or_told_why_not() {
        for (typed, expected) in [
            ("harbour fire", "\"harbour\" AND \"fire\""),
            ("\"the harbour fire\"", "\"the harbour fire\""),
            ("\u{ab}le port\u{bb} feu", "\"le port\" AND \"feu\""),
            ("title:Été publisher:\"The Quay\"", "title : \"ete\" AND publisher : \"the quay\""),
            ("fire -drill -\"test alarm\"", "((\"fire\") NOT \"drill\") NOT \"test alarm\""),
            ("harb* file:a.txt", "\"harb\" * AND file : \"a txt\""),
            ("from:2011-04 until:2012", "dates"),
            ("12:30", "\"12 30\""),
            ("http://quay.example/a", "\"http quay example a\""),
            ("AND OR NOT NEAR(a b)", "\"and\" AND \"or\" AND \"not\" AND \"near a\" AND \"b\""),
            ("a' OR 1=1; --", "\"a\" AND \"or\" AND \"1 1\""),
            ("", "search: there is no word to look for"),
            ("\u{1f525} !!", "search: there is no word to look for"),
            ("-fire", "search: a query needs at least one word without a minus sign"),
            ("\"open", "search: a quotation mark is not closed"),
            ("titel:fire", "search: there is no field 'titel'"),
            ("title:", "search: title: needs a word"),
            ("from:yesterday", "search: from: 'yesterday' is no date; write 2011, 2011-04 or 2011-04-08"),
            ("from:2012 to:2011", "search: from: lies after to:"),
        ] {
            assert_eq!(expression(typed), expected, "{typed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_typed_makes_it_panic(typed in "\\PC{0,40}") {
            let _ = Query::parse(&typed).map(|q| q.expression());
        }
    }
}
