//! Which occurrence a claim tells of, when nobody has said so: the main one is dated and placed by the vote of the reports,
//! and a claim joins it when its own date and place agree, when its report tells of it and it gives no date, or, against a
//! date that does not fit, when nothing speaks for a second occurrence. In doubt a figure stays out of the main toll.

use super::facts::{self, is_aggregate, near_date, stated_date, tells_of_harm};
use super::place::{self, PlaceWords, Texts};
use super::told::Told;
use recount_model::{Claim, Link, PartialDate, Report, ReportIndex};
use std::collections::{BTreeMap, BTreeSet};

/// Days within which two dates of one place may be one occurrence of several days.
pub(crate) const NEIGHBOUR_DAYS: i64 = 3;
/// Days within which a report that tells of the main day may date a part of its story otherwise.
const TOLD_DAYS: i64 = 10;
/// Days within which a date that does not fit may still be a slip.
const SLIP_DAYS: i64 = 62;
/// Days after an occurrence within which a report without dates is taken to tell of it.
const NEWS_DAYS: i64 = 120;

/// The occurrence most reports tell of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Main {
    /// When; known to the month at least, if at all.
    pub date: Option<PartialDate>,
    /// Where.
    pub area: Area,
    /// Its own name, as a folded word, if it has one.
    pub name: Option<String>,
}

impl Main {
    /// Whether the claim's sentence calls the occurrence by its name.
    fn is_named_by(&self, claim: &Claim, report: &Report) -> bool {
        self.name.as_ref().is_some_and(|name| sentence_words(claim, report).contains(name))
    }
}

/// The place of the main occurrence with what lies in or by it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Area {
    /// As most often written.
    pub place: Option<String>,
    /// Places of which some report says that they lie in or by it, or it in them.
    tied: BTreeSet<String>,
}

impl Area {
    /// The area around a place, by what the reports say of the places of claims.
    pub fn around(place: Option<String>, claims: &[Claim], reports: &[Report]) -> Self {
        let tied = place.as_deref().map(|p| tied_places(p, claims, reports)).unwrap_or_default();
        Area { place, tied }
    }

    /// Whether the place is the area's own or lies in or by it.
    pub fn is_near(&self, place: &str) -> bool {
        self.tied.contains(place) || self.place.as_deref().is_none_or(|m| place::share_a_word(place, m))
    }

    /// Whether a report names the area's place, or one that lies in or by it, under any spelling; true where no place is known.
    pub fn is_named_in(&self, report: &Report) -> bool {
        let words = PlaceWords::of(&report.text);
        let names = self.place.iter().chain(&self.tied).map(|place| PlaceWords::of(place));
        self.place.is_none() || names.into_iter().any(|name| name.share_a_word(&words))
    }

    /// Whether the claim's own sentence puts it in a place that is not the main one and is not said to lie in or by it. A place
    /// from farther off, a dateline or another sentence, keeps nothing apart.
    pub fn is_elsewhere(&self, claim: &Claim, report: &Report) -> bool {
        let (Some(own), Some(place)) = (claim.place.as_deref(), self.place.as_deref()) else { return false };
        if place::may_meet(Some(own), Some(place)) || self.tied.contains(own) {
            return false;
        }
        let words = sentence_words(claim, report);
        let has_word_of = |place: &str| place::place_words(place).iter().any(|w| words.contains(w));
        has_word_of(own) && !has_word_of(place)
    }
}

fn sentence_words(claim: &Claim, report: &Report) -> Vec<String> {
    recount_lexicon::name_words(crate::text::sentence(&report.text, claim.span).slice(&report.text))
}

/// Where a claim goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seat {
    /// The main occurrence.
    Main(Link),
    /// The main occurrence although the claim dates it otherwise.
    Slip,
    /// Another occurrence.
    Other,
    /// A total over several.
    Aggregate,
    /// None.
    Nothing,
}

/// The date and place that most reports give for what they tell.
pub(crate) fn vote(claims: &[Claim], reports: &[Report]) -> Main {
    let mut dates: BTreeMap<PartialDate, (BTreeSet<ReportIndex>, usize)> = BTreeMap::new();
    let told = claims.iter().filter(|c| tells_of_harm(c) && !c.other_event && !is_aggregate(c));
    for (claim, date) in told.clone().filter_map(|c| Some((c, near_date(c)?))) {
        let entry = dates.entry(date).or_default();
        entry.0.insert(claim.report);
        entry.1 += 1;
    }
    for (claim, date) in claims.iter().filter_map(|c| Some((c, stated_date(c).filter(PartialDate::is_full)?)))
    {
        if dates.contains_key(&date) {
            dates.entry(date).or_default().0.insert(claim.report);
        }
    }
    // A month is evidence for its days; a day wins over its month, many reports over few, then the earlier day.
    let support = |date: &PartialDate| -> usize {
        let vaguer = |d: &PartialDate| d.agrees(date) && (date.is_full() || !d.is_full());
        let agreeing = dates.iter().filter(|(d, _)| vaguer(d)).flat_map(|(_, (reports, _))| reports);
        agreeing.collect::<BTreeSet<_>>().len()
    };
    let best = dates
        .iter()
        .max_by_key(|(d, (reports, n))| (support(d), d.is_full(), reports.len(), *n, std::cmp::Reverse(**d)));
    let date = best.map(|(d, _)| *d);
    let here: Vec<&Claim> = told
        .filter(|c| {
            date.is_none()
                || near_date(c).is_none()
                || near_date(c).is_some_and(|d| date.is_some_and(|m| m.agrees(&d)))
        })
        .collect();
    let of_day = |c: &&&Claim| near_date(c).is_some() || date.is_none();
    // A place that the sentence of a dated figure names counts before one from farther off.
    let named = |c: &&&Claim| {
        let place = c.place.as_deref().unwrap_or("");
        reports.get(c.report.0).is_some_and(|r| {
            let words = sentence_words(c, r);
            place::place_words(place).iter().any(|w| words.contains(w))
        })
    };
    let tellers = here.iter().filter(of_day).map(|c| c.report).collect::<BTreeSet<_>>().len();
    let place = usual_place(here.iter().filter(of_day).filter(named).copied())
        .filter(|(_, reports)| *reports >= 2)
        .or_else(|| usual_place(here.iter().filter(of_day).copied()))
        .or_else(|| usual_place(here.iter().copied()))
        // One report's place is not yet that of what several tell of.
        .filter(|(_, n)| *n >= 2 || tellers <= 2);
    // Where no report is more precise, a country or territory that several give.
    let wide = || usual_wide_place(here.iter().copied()).filter(|(_, n)| *n >= 2);
    let place = place.or_else(wide).map(|(p, _)| p.to_string());
    Main { date, area: Area::around(place, claims, reports), name: super::named::usual_name(claims, reports) }
}

/// The place most reports give, with how many do.
fn usual_place<'c>(claims: impl Iterator<Item = &'c Claim>) -> Option<(&'c str, usize)> {
    most_given(claims, |place| !place::is_wide(place))
}

/// The country or territory most reports give, with how many do.
fn usual_wide_place<'c>(claims: impl Iterator<Item = &'c Claim>) -> Option<(&'c str, usize)> {
    most_given(claims, |place| place::is_wide(place) && crate::resolve::state::country_in(place).is_some())
}

fn most_given<'c>(
    claims: impl Iterator<Item = &'c Claim>,
    wanted: impl Fn(&str) -> bool,
) -> Option<(&'c str, usize)> {
    let mut places: BTreeMap<&str, (BTreeSet<ReportIndex>, usize)> = BTreeMap::new();
    for claim in claims {
        if let Some(place) = claim.place.as_deref().filter(|p| wanted(p)) {
            let entry = places.entry(place).or_default();
            entry.0.insert(claim.report);
            entry.1 += 1;
        }
    }
    let best = places.iter().max_by_key(|(p, (reports, n))| (reports.len(), *n, std::cmp::Reverse(**p)));
    best.map(|(place, (reports, _))| (*place, reports.len()))
}

fn tied_places(main: &str, claims: &[Claim], reports: &[Report]) -> BTreeSet<String> {
    let words = place::PlaceWords::of(main);
    let places: BTreeSet<&str> = claims.iter().filter_map(|c| c.place.as_deref()).collect();
    let others: Vec<&str> =
        places.into_iter().filter(|p| !place::PlaceWords::of(p).share_a_word(&words)).collect();
    if others.is_empty() { BTreeSet::new() } else { Texts::of(reports).tied(main, others) }
}

/// What is asked of a report once for all its claims.
#[derive(Debug, Clone, Copy, Default)]
struct Telling {
    /// It dates something to the main occurrence.
    dated: bool,
    /// Nothing in it keeps an undated figure out of the main occurrence.
    open: bool,
    /// It tells of harm in another place, never names the main one and dates nothing to its day.
    elsewhere: bool,
}

/// Seats every claim, in the claims' order.
pub(crate) fn seat(claims: &[Claim], reports: &[Report], main: &Main) -> Vec<Seat> {
    let tellings = tellings(claims, reports, main);
    let told = Told::new(claims, main.date);
    let mut seats: Vec<Seat> = claims
        .iter()
        .map(|claim| {
            let telling = tellings.get(claim.report.0).copied().unwrap_or_default();
            let Some(report) = reports.get(claim.report.0) else { return Seat::Nothing };
            seat_one(claim, report, main, telling, &told)
        })
        .collect();
    // What a report tells under the date of its slip is the same occurrence.
    let slips: BTreeSet<(ReportIndex, Option<PartialDate>)> = claims
        .iter()
        .zip(&seats)
        .filter(|(_, s)| **s == Seat::Slip)
        .map(|(c, _)| (c.report, c.event_date))
        .collect();
    for (claim, seat) in claims.iter().zip(&mut seats) {
        let meets = reports.get(claim.report.0).is_some_and(|r| !main.area.is_elsewhere(claim, r));
        if *seat == Seat::Other
            && meets
            && !claim.other_event
            && slips.contains(&(claim.report, claim.event_date))
        {
            *seat = Seat::Slip;
        }
    }
    seats
}

fn tellings(claims: &[Claim], reports: &[Report], main: &Main) -> Vec<Telling> {
    let mut all = vec![Telling::default(); reports.len()];
    let mut latest: Vec<Option<PartialDate>> = vec![None; reports.len()];
    for claim in claims {
        let at = claim.report.0;
        let date = near_date(claim).or(stated_date(claim));
        if let (Some(date), Some(day)) = (date, main.date) {
            all[at].dated |= day.agrees(&date) && date.get_month().is_some();
        }
        let seen = [claim.event_date, stated_date(claim), claim.as_of].into_iter().flatten().max();
        latest[at] = latest[at].max(seen);
    }
    let told_elsewhere = told_elsewhere(claims, reports, &main.area);
    for (i, report) in reports.iter().enumerate() {
        all[i].elsewhere = !all[i].dated && told_elsewhere.contains(&i) && !main.area.is_named_in(report);
        let Some(day) = main.date else {
            all[i].open = true;
            continue;
        };
        let news = |p: PartialDate| {
            let days = p.last_day().ordinal() - day.ordinal();
            (0..=NEWS_DAYS).contains(&days)
        };
        all[i].open = all[i].dated
            || match report.published {
                Some(published) => news(published.date),
                // Undated: a report whose latest date lies before the main occurrence was written before it.
                None => latest[i].is_none_or(|d| d.last_day().ordinal() >= day.ordinal()),
            };
    }
    all
}

/// The reports in which a sentence of harm names a place that their claims have and that is not the main one.
fn told_elsewhere(claims: &[Claim], reports: &[Report], area: &Area) -> BTreeSet<usize> {
    let mut others: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    let told = || claims.iter().filter(|c| tells_of_harm(c));
    for claim in told() {
        let place = claim.place.as_deref().filter(|p| !place::is_wide(p) && !area.is_near(p));
        others.entry(claim.report.0).or_default().extend(place.map(place::place_words).unwrap_or_default());
    }
    let names_one = |c: &&Claim| {
        let words = others.get(&c.report.0).filter(|words| !words.is_empty());
        let sentence = || reports.get(c.report.0).map(|r| sentence_words(c, r)).unwrap_or_default();
        words.is_some_and(|words| sentence().iter().any(|w| words.contains(w)))
    };
    told().filter(names_one).map(|c| c.report.0).collect()
}

fn seat_one(claim: &Claim, report: &Report, main: &Main, telling: Telling, told: &Told) -> Seat {
    if !facts::may_belong(claim) && !facts::is_aboard(claim, report) {
        return Seat::Nothing;
    }
    if tells_of_harm(claim) && main.is_named_by(claim, report) && !facts::says_another(claim, report) {
        return Seat::Main(Link::Probable);
    }
    if let Some(seat) = seat_of_window(claim, main) {
        return seat;
    }
    if is_aggregate(claim) {
        return Seat::Aggregate;
    }
    let harm = tells_of_harm(claim);
    let elsewhere = telling.elsewhere || main.area.is_elsewhere(claim, report);
    let early = matches!((claim.as_of, main.date), (Some(said), Some(day)) if said.last_day().ordinal() < day.ordinal());
    let dated = claim.event_date.is_some() || claim.event_period.is_some();
    let other = |seat: Seat| if harm || (claim.count().is_some() && dated) { seat } else { Seat::Nothing };
    let own_date = claim.event_date.or(stated_date(claim)).filter(|d| d.get_month().is_some());
    let agrees = matches!((own_date, main.date), (Some(date), Some(day)) if day.agrees(&date));
    if elsewhere || early {
        return other(Seat::Other);
    }
    // A report about something later marks this very occurrence as another one than its own.
    if agrees && claim.event_period.is_none() {
        return Seat::Main(Link::Certain);
    }
    if claim.other_event {
        let near = matches!((own_date, main.date), (Some(date), Some(day)) if near_days(date, day));
        if near && harm && claim.place.as_deref().is_none_or(|p| main.area.is_near(p)) {
            return Seat::Main(Link::Probable);
        }
        let slip = harm
            && matches!((own_date, main.date), (Some(date), Some(day)) if is_slip(claim, date, day, report, telling, told, main));
        return if slip { Seat::Slip } else { other(Seat::Other) };
    }
    if let Some(period) = claim.event_period.filter(|_| claim.event_date.is_none() || claim.count().is_some())
    {
        let near = main
            .date
            .is_none_or(|day| period.touches(&day) || period.start.is_some_and(|s| near_days(s, day)));
        return if near { Seat::Main(Link::Certain) } else { other(Seat::Other) };
    }
    let date = claim.event_date.or(stated_date(claim));
    match (date, main.date) {
        (Some(date), Some(day)) if near_days(date, day) => Seat::Main(Link::Certain),
        (Some(date), Some(day))
            if telling.dated && within(date, day, TOLD_DAYS) && told.others(claim, date, day) < 2 =>
        {
            Seat::Main(Link::Probable)
        }
        (Some(date), Some(day))
            if date.get_month().is_none()
                && day.agrees(&date)
                && telling.open
                && !facts::speaks_of_another(claim, report) =>
        {
            Seat::Main(Link::Probable)
        }
        (Some(date), Some(day)) => {
            if harm && is_slip(claim, date, day, report, telling, told, main) {
                Seat::Slip
            } else {
                other(Seat::Other)
            }
        }
        (Some(_), None) => other(Seat::Other),
        (None, _) if telling.open && !(harm && facts::speaks_of_another(claim, report)) => {
            Seat::Main(Link::Probable)
        }
        (None, _) => other(Seat::Other),
    }
}

/// Where a figure goes whose stretch of time begins with the main day, however long it is (what followed is counted with it), or
/// begins before it and reaches beyond it (a wider total).
fn seat_of_window(claim: &Claim, main: &Main) -> Option<Seat> {
    let (period, day) = (claim.event_period?, main.date?);
    let start = period.start?;
    let begins = start.agrees(&day) || near_days(start, day);
    let before = start.last_day().ordinal() < day.ordinal() - NEIGHBOUR_DAYS;
    if claim.other_event || !tells_of_harm(claim) {
        None
    } else if begins && start.get_month().is_some() {
        Some(Seat::Main(Link::Certain))
    } else if before && period.touches(&day) {
        Some(Seat::Aggregate)
    } else {
        None
    }
}

fn near_days(a: PartialDate, b: PartialDate) -> bool {
    within(a, b, NEIGHBOUR_DAYS)
}

fn within(a: PartialDate, b: PartialDate, days: i64) -> bool {
    a.is_full() && b.is_full() && (a.ordinal() - b.ordinal()).abs() <= days
}

fn names_main_place(claim: &Claim, report: &Report, main: &Main) -> bool {
    let words = sentence_words(claim, report);
    main.area.place.as_deref().is_some_and(|m| place::place_words(m).iter().any(|w| words.contains(w)))
}

/// Whether a figure under another date is the main occurrence's all the same: the same place, the same year and close in
/// time, no other report dates harm so, its own report dates nothing to the main day, no word of another occurrence, and
/// some figure of the main occurrence it is compatible with.
fn is_slip(
    claim: &Claim,
    date: PartialDate,
    day: PartialDate,
    report: &Report,
    telling: Telling,
    told: &Told,
    main: &Main,
) -> bool {
    let gap = (date.ordinal() - day.ordinal()).abs().min((date.last_day().ordinal() - day.ordinal()).abs());
    let placed =
        claim.place.as_deref().is_none_or(|p| main.area.is_near(p)) || names_main_place(claim, report, main);
    gap <= SLIP_DAYS
        && placed
        && !telling.dated
        && told.others(claim, date, day) == 0
        && !facts::says_another(claim, report)
        && told.fits(claim)
}
