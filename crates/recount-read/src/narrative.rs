//! When and where a sentence's claims play: the time and place it names, else those its paragraph goes on with; and, for the
//! whole report, the day it is about.
//!
//! A time beside a reporting verb ("said on Monday") dates the statement, not what is told. What no words support stays
//! unknown.

use crate::attribution::Attributions;
use crate::lexicon::{ReadingLexicon, Word};
use crate::names::{Name, Names};
use crate::text::{Text, TokenKind};
use crate::times::Time;
use recount_lexicon::name_words;
use recount_model::{About, EntityKind, PartialDate, Period, Report, Voice};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Days that may lie between two dates of one occurrence told over several days.
const SAME_OCCURRENCE_DAYS: i64 = 10;

/// Date, stretch of time and place of a claim.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Setting {
    pub date: Option<PartialDate>,
    pub period: Option<Period>,
    pub place: Option<String>,
    /// Whether the words point at another occurrence than the report's own, or at an aggregate.
    pub other_event: bool,
}

/// The settings of a report's sentences.
#[derive(Debug, Clone, Default)]
pub(crate) struct Narrative {
    sentences: Vec<SentenceTimes>,
    focus: Option<PartialDate>,
    focus_place: Option<String>,
    published: Option<PartialDate>,
    /// Who wrote the report, else who published it.
    author: Option<String>,
    /// The folded words of who published the report.
    issuer: Vec<String>,
}

/// What one sentence says of time and place.
#[derive(Debug, Clone, Default)]
struct SentenceTimes {
    paragraph: usize,
    /// Times of what is told, by their first token.
    told: Vec<(usize, Time)>,
    /// The last earlier sentence of the paragraph that tells of a calendar day.
    dated_before: Option<usize>,
    /// The time of the statement.
    stated: Option<PartialDate>,
    /// Places named, by token.
    places: Vec<(usize, String)>,
    /// Whether a noun of an aggregate ("the war") stands in it.
    aggregate: bool,
    /// Whether it points back at the time before ("that day").
    points_back: bool,
}

impl SentenceTimes {
    /// The last calendar day of what is told.
    fn last_day(&self) -> Option<&Time> {
        let day = |t: &&Time| t.explicit && !t.long && t.date.is_some_and(|d| d.is_full());
        self.told.iter().map(|(_, t)| t).rfind(day)
    }
}

impl Narrative {
    /// Looks at every sentence of a report.
    pub fn of(
        report: &Report,
        text: &Text<'_>,
        times: &[Vec<Time>],
        names: &Names,
        attributions: &Attributions,
        lexicon: &ReadingLexicon,
    ) -> Self {
        let mut sentences = Vec::with_capacity(text.sentences.len());
        for (index, sentence) in text.sentences.iter().enumerate() {
            let before = sentences.last().filter(|s: &&SentenceTimes| s.paragraph == sentence.paragraph);
            let dated_before = before.and_then(|s| s.last_day().map(|_| index - 1).or(s.dated_before));
            let mut out =
                SentenceTimes { paragraph: sentence.paragraph, dated_before, ..SentenceTimes::default() };
            for time in &times[index] {
                if is_of_statement(text, sentence.tokens.start, time, index, attributions, lexicon) {
                    out.stated = out.stated.or(time.date);
                } else {
                    out.told.push((time.tokens.start, time.clone()));
                }
            }
            let told = |n: &Name| is_setting(text, sentence.tokens.start, n, index, attributions, lexicon);
            let places = names.within(&sentence.tokens).map(|(_, n)| n).filter(|n| told(n));
            out.places = places.map(|n| (n.tokens.start, n.words.clone())).collect();
            out.aggregate = sentence.tokens.clone().any(|k| lexicon.aggregates.contains(text.lower(k)));
            out.points_back =
                sentence.tokens.clone().any(|k| text.is(k, Word::Back) && text.is(k + 1, Word::ToldBefore));
            sentences.push(out);
        }
        let published = report.published.map(|p| p.date);
        // "Outlet (Agency)": what stands in brackets is where the text came from, not who issues it.
        let issuer =
            report.publisher.as_deref().and_then(|p| p.split('(').next()).map(name_words).unwrap_or_default();
        let mut narrative = Narrative {
            sentences,
            focus: None,
            focus_place: None,
            published,
            author: report.author.clone().or_else(|| report.publisher.clone()),
            issuer,
        };
        narrative.find_focus(text, lexicon);
        narrative
    }

    /// The date and place the report is about. Every date of what is told is weighed: one in a sentence of an occurrence or harm
    /// counts more than one in passing, a calendar date more than a weekday, the opening more than the rest. A day is
    /// preferred to a month; the first of equals wins.
    fn find_focus(&mut self, text: &Text<'_>, lexicon: &ReadingLexicon) {
        const OPENING_SENTENCES: usize = 6;
        let tells = |index: usize| {
            let tokens = &text.sentences[index].tokens;
            tokens.clone().any(|k| {
                !lexicon.harm(text.lower(k)).is_empty()
                    || lexicon.occurrence_nouns.has(&text.tokens, k, tokens.end)
                    || lexicon.occurrence_verbs.has(&text.tokens, k, tokens.end)
            })
        };
        let recent = |d: &PartialDate| self.published.is_none_or(|p| p.ordinal() - d.ordinal() < 400);
        // Weight and first sentence of each date. A month named in passing says nothing of the report's own day.
        let mut weighed: BTreeMap<PartialDate, (u32, usize)> = BTreeMap::new();
        for (index, sentence) in self.sentences.iter().enumerate() {
            let weight = if tells(index) { 3 } else { 1 } + u32::from(index < OPENING_SENTENCES);
            for time in sentence.told.iter().map(|(_, t)| t).filter(|t| !t.long) {
                let told = |d: &PartialDate| d.is_full() || (d.get_month().is_some() && tells(index));
                let Some(date) = time.date.filter(|d| told(d) && recent(d)) else { continue };
                // "Friday's fire", "the strike of 16 March": the words name the occurrence by its day.
                let near = time.tokens.start.saturating_sub(3)..time.tokens.end + 3;
                let names = near
                    .into_iter()
                    .any(|k| lexicon.occurrence_nouns.has(&text.tokens, k, text.tokens.len()));
                // A day that is only the report's own ("today", a date line) says little of what it tells.
                let own = Some(date) == self.published && !names;
                let entry = weighed.entry(date).or_insert((0, index));
                entry.0 += if own { 1 } else { weight + u32::from(time.explicit) + u32::from(names) };
            }
        }
        let best = |full: bool| {
            let fits = weighed.iter().filter(|(d, _)| d.is_full() == full);
            fits.max_by_key(|(d, (weight, first))| (*weight, Reverse(*first), Reverse(**d))).map(|(d, _)| *d)
        };
        self.focus = best(true).or_else(|| best(false));
        self.focus_place = (0..self.sentences.len())
            .filter(|&i| tells(i))
            .find_map(|i| self.sentences[i].places.first().map(|(_, p)| p.clone()));
    }

    /// The day or month the report mostly tells of.
    pub fn about(&self) -> Option<About> {
        let date = self.focus?;
        let told = self.sentences.iter().flat_map(|s| &s.told);
        let written = told.into_iter().any(|(_, t)| t.explicit && t.date == Some(date));
        Some(About { date, written })
    }

    /// Whose own positions the report's own voice gives: its author's, else its publisher's.
    pub fn author(&self) -> Option<&str> {
        self.author.as_deref()
    }

    /// Takes out the voices that are the report's own publisher: in a body's own release its word is the document's.
    pub fn drop_issuer(&self, voices: &mut Vec<Voice>) {
        let own = |name: &str| {
            let words = name_words(name);
            !words.is_empty() && words.iter().all(|w| self.issuer.contains(w))
        };
        voices.retain(|v| !own(v.speaks_for.as_deref().unwrap_or(&v.name)));
    }

    /// Whether the time that begins at `token` dates what is told, not the statement.
    pub fn is_told(&self, sentence: usize, token: usize) -> bool {
        self.sentences.get(sentence).is_some_and(|s| s.told.iter().any(|(at, _)| *at == token))
    }

    /// Date of the statement a sentence reports: as told beside the verb, else the report's own date.
    pub fn as_of(&self, sentence: usize, attributed: bool) -> Option<PartialDate> {
        self.sentences.get(sentence).and_then(|s| s.stated).filter(|_| attributed).or(self.published)
    }

    /// The setting of a claim at `token` of a sentence.
    pub fn setting(&self, sentence: usize, token: usize) -> Setting {
        let Some(here) = self.sentences.get(sentence) else { return Setting::default() };
        let place = here
            .places
            .iter()
            .min_by_key(|(at, _)| at.abs_diff(token))
            .map(|(_, p)| p.clone())
            .or_else(|| self.focus_place.clone());
        let own = nearest(here, token);
        let carried =
            if own.is_none() { self.carried(sentence).or_else(|| self.just_told(sentence)) } else { None };
        match own.or(carried) {
            Some(time) => Setting {
                date: time.date,
                period: time.period,
                place,
                other_event: self.is_other(time, here.aggregate),
            },
            None => Setting { place, ..Setting::default() },
        }
    }

    /// The time a sentence goes on with: that of an earlier sentence of its paragraph when that one told of another occurrence.
    fn carried(&self, sentence: usize) -> Option<&Time> {
        let here = &self.sentences[sentence];
        let before = self.sentences[..sentence]
            .iter()
            .rev()
            .take_while(|s| s.paragraph == here.paragraph || here.points_back)
            .take(4);
        let (earlier, time) = before.filter_map(|s| s.told.last().map(|(_, t)| (s, t))).next()?;
        let other =
            self.is_other(time, earlier.aggregate) && (time.date.is_none() || self.is_long_before(time));
        (here.points_back || other).then_some(time)
    }

    /// The calendar day that an earlier sentence of the paragraph tells of: "In the town on 21 March they opened fire. Three
    /// persons died."
    fn just_told(&self, sentence: usize) -> Option<&Time> {
        let here = &self.sentences[sentence];
        let before = sentence.checked_sub(1).map(|i| &self.sentences[i]);
        // A weekday carries on to the next sentence only: "On Tuesday they marched. Police detained 16."
        let weekday = before
            .filter(|s| s.paragraph == here.paragraph)
            .and_then(|s| s.told.last())
            .map(|(_, t)| t)
            .filter(|t| !t.long && t.period.is_none() && t.date.is_some_and(|d| d.is_full()));
        weekday.or_else(|| self.sentences[here.dated_before?].last_day())
    }

    /// Whether a time lies well before what the report is about.
    fn is_long_before(&self, time: &Time) -> bool {
        const LONG_BEFORE_DAYS: i64 = 45;
        match (time.date, self.focus.or(self.published)) {
            (Some(date), Some(focus)) if date.get_month().is_none() => date.get_year() < focus.get_year(),
            (Some(date), Some(focus)) => focus.ordinal() - date.last_day().ordinal() > LONG_BEFORE_DAYS,
            _ => false,
        }
    }

    /// Whether a time belongs to another occurrence than the report's, or stretches over several.
    fn is_other(&self, time: &Time, aggregate: bool) -> bool {
        // "Between September and December" may be what followed an occurrence in September: who knows the occurrence decides.
        let is_window = |p: Period| p.end.is_some_and(|end| end.get_month().is_some() && !end.is_full());
        if time.period.is_some_and(is_window) {
            return false;
        }
        let long_period = time.period.and_then(|p| p.days()).is_some_and(|d| d > SAME_OCCURRENCE_DAYS);
        let open = time.period.is_some_and(|p| p.end.is_none());
        if long_period || open || (time.long && (time.date.is_none() || time.period.is_some())) {
            return true;
        }
        let Some(date) = time.date else { return time.long && aggregate };
        match self.focus.or(self.published) {
            Some(focus) if date.get_month().is_some() => {
                !date.agrees(&focus) && (date.ordinal() - focus.ordinal()).abs() > SAME_OCCURRENCE_DAYS
            }
            // A whole year is not the occurrence, unless the report knows no better date.
            Some(focus) => date.get_year() != focus.get_year() || self.focus.is_some_and(|f| f.is_full()),
            None => false,
        }
    }
}

/// The time that a claim at `token` goes with: the nearest, one before it at equal distance.
fn nearest(sentence: &SentenceTimes, token: usize) -> Option<&Time> {
    sentence.told.iter().min_by_key(|(at, _)| (at.abs_diff(token), *at > token)).map(|(_, t)| t)
}

/// Whether a name says where something happened: a place after a preposition of place or a verb of an occurrence, outside the
/// words that name a source.
fn is_setting(
    text: &Text<'_>,
    first: usize,
    name: &Name,
    sentence: usize,
    attributions: &Attributions,
    lexicon: &ReadingLexicon,
) -> bool {
    let start = name.tokens.start;
    let article = usize::from(start > first && text.is(start - 1, Word::Determiner));
    let before = (start > first + article).then(|| start - 1 - article);
    let placed = before.is_some_and(|k| text.is(k, Word::PlacePreposition))
        || lexicon.occurrence_verbs.ending(&text.tokens, start - article, first).is_some();
    let sourced = attributions.of_sentence(sentence).iter().any(|a| a.cue.contains(&start));
    name.kind == EntityKind::Place && (placed || before.is_some_and(|k| text.lower(k) == ",")) && !sourced
}

/// Whether a time stands beside a reporting verb, inside its cue or right after it.
fn is_of_statement(
    text: &Text<'_>,
    first: usize,
    time: &Time,
    sentence: usize,
    attributions: &Attributions,
    lexicon: &ReadingLexicon,
) -> bool {
    let start = time.tokens.start;
    let reports =
        |k: usize| lexicon.reporting_verbs.get(text.lower(k)).is_some_and(|v| v.forms.past || v.forms.third);
    // "Published its findings on Thursday": the verb's object may stand between, but nothing that happened or was counted.
    let tells = |k: usize| {
        text.tokens[k].kind == TokenKind::Number
            || lexicon.units.contains_key(text.lower(k))
            || !lexicon.harm(text.lower(k)).is_empty()
            || lexicon.occurrence_nouns.has(&text.tokens, k, start)
            || lexicon.occurrence_verbs.has(&text.tokens, k, start)
            || text.lower(k) == ","
            || text.is(k, Word::That)
            || text.is(k, Word::Of)
    };
    let near = |k: usize| start - k <= 3 || !(k + 1..start).any(tells);
    let beside = (start.saturating_sub(5).max(first)..start).any(|k| reports(k) && near(k));
    let inside = attributions.of_sentence(sentence).iter().any(|a| a.cue.contains(&start));
    let document = start >= first + 2
        && text.is(start - 1, Word::Of)
        && lexicon.documents.contains(text.lower(start - 2));
    beside || inside || document || is_in_dateline(text, first, time)
}

/// Whether a time stands in a dateline: "PORT CITY, 13 March 2021 (Agency) -".
fn is_in_dateline(text: &Text<'_>, first: usize, time: &Time) -> bool {
    let place =
        text.tokens.get(first).is_some_and(|t| t.text.len() > 2 && t.text.chars().all(char::is_uppercase));
    let dash = (time.tokens.end..time.tokens.end + 7)
        .any(|k| matches!(text.lower(k), "-" | "--" | "\u{2013}" | "\u{2014}"));
    place && dash && time.tokens.start < first + 12
}
