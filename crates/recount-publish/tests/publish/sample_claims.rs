//! The claims of the sample, report by report.

use crate::sample::{Sample, date};
use recount_model::*;

fn voice(name: &str, kind: VoiceKind, entity: usize) -> Voice {
    Voice { entity: Some(EntityIndex(entity)), ..Voice::named(name, kind) }
}

fn rescue() -> Vec<Voice> {
    vec![voice("Coastal Rescue", VoiceKind::Body, 0)]
}

fn lind() -> Vec<Voice> {
    vec![Voice { role: Some("commander".to_string()), ..voice("Mara Lind", VoiceKind::Person, 1) }]
}

fn authority() -> Vec<Voice> {
    vec![voice("The port authority", VoiceKind::Body, 2)]
}

fn union() -> Vec<Voice> {
    vec![voice("the dockers’ union", VoiceKind::Body, 4)]
}

fn ministry() -> Vec<Voice> {
    vec![voice("The Ministry of Transport", VoiceKind::Body, 6)]
}

fn count(measure: Measure, key: &str, words: &str, interval: Interval) -> Content {
    Content::Count(Count {
        measure,
        population: Population { key: key.to_string(), words: words.to_string() },
        interval,
        figure_span: None,
        relation: Relation::Total,
    })
}

fn killed(interval: Interval) -> Content {
    count(Measure::Killed, "people", "people", interval)
}

fn related(content: Content, relation: Relation) -> Content {
    match content {
        Content::Count(count) => Content::Count(Count { relation, ..count }),
        other => other,
    }
}

pub fn about(n: u64, as_written: &str) -> Interval {
    Interval { approximate: true, ..Interval::exactly(n, as_written) }
}

pub fn vague(low: u64, word: &str) -> Interval {
    Interval {
        approximate: true,
        vague: Some(Vague(word.to_lowercase())),
        ..Interval::between(Some(low), None, word)
    }
}

fn status(entity: &str, status: &str, authority: &str, change: Change, from: &str, to: &str) -> Content {
    let day = |text: &str| (!text.is_empty()).then(|| date(text));
    Content::Status(StatusContent {
        entity: entity.to_string(),
        status: status.to_string(),
        authority: (!authority.is_empty()).then(|| authority.to_string()),
        from: day(from),
        to: day(to),
        change,
        age: None,
    })
}

fn position(actor: &str, option: &str, stance: PositionStance, condition: &str, reason: &str) -> Content {
    let words = |text: &str| (!text.is_empty()).then(|| text.to_string());
    Content::Position(PositionContent {
        actor: actor.to_string(),
        option: option.to_string(),
        stance,
        condition: words(condition),
        reason: words(reason),
    })
}

pub fn claims(s: &mut Sample) {
    courier(s);
    bell(s);
    radio(s);
    review(s);
    statement(s);
    yearbook(s);
    let event_day = date("2019-03-12");
    for claim in &mut s.claims {
        if claim.event == Some(EventIndex(0)) && claim.event_date.is_none() {
            claim.event_date = Some(event_day);
            claim.place = Some("Halvorn ferry terminal".to_string());
        }
        let words = claim.span.slice(&s.reports[claim.report.0].text).to_string();
        if let Content::Count(count) = &mut claim.content {
            let found = words.find(&count.interval.as_written);
            count.figure_span = found
                .map(|at| claim.span.start + at)
                .map(|at| Span::new(at, at + count.interval.as_written.len()));
        }
    }
}

fn main_event(claim: &mut Claim, voices: Vec<Voice>) -> &mut Claim {
    claim.event = Some(EventIndex(0));
    claim.link = Some(Link::Certain);
    claim.voices = voices;
    claim
}

fn courier(s: &mut Sample) {
    let r = 0;
    let when = Content::Date { of: "fall of the gangway".into(), value: "2019-03-12".into() };
    main_event(s.add("date", r, "fell into the harbour on 12 March 2019", when), vec![]);
    let c = killed(Interval::exactly(2, "two"));
    main_event(s.add("authority-2", r, "two people had died", c), authority());
    let c = Content::Statement {
        about: Some("boarding".into()),
        value: "no passengers had been on the ramp".into(),
    };
    main_event(s.add("nobody-on-ramp", r, "no passengers had been on the ramp", c), authority());
    let c = killed(Interval::between(Some(9), None, "at least nine"));
    main_event(s.add("rescue-9", r, "it had recovered at least nine bodies", c), rescue());
    let c = related(killed(Interval::exactly(3, "Three more")), Relation::Increment);
    let hospital = || vec![voice("St Brannoc’s Hospital", VoiceKind::Body, 7)];
    main_event(s.add("hospital-3-more", r, "Three more people died in hospital overnight", c), hospital());
    let c = count(Measure::Injured, "people", "people", Interval::exactly(23, "23"));
    main_event(s.add("hospital-23", r, "23 were being treated there", c), hospital());
    let c = Content::Status(StatusContent {
        entity: "Tomas Wrede".into(),
        status: "killed".into(),
        authority: None,
        from: None,
        to: None,
        change: Change::Begins,
        age: Some(41),
    });
    main_event(s.add("wrede-1", r, "Among the dead was Tomas Wrede, 41, a deckhand", c), vec![]);
    let c = Content::Statement { about: None, value: "bolts went one after another".into() };
    let witness = vec![voice("a witness", VoiceKind::Group, 10)];
    main_event(s.add("bolts", r, "We heard bolts go — one after another", c), witness);
    let c = count(Measure::Injured, "people", "people", Interval::between(Some(20), Some(25), "20 to 25"));
    main_event(
        s.add("rescue-injured", r, "Coastal Rescue counted 20 to 25 injured on the quay", c),
        rescue(),
    );
    let c = count(Measure::Missing, "people", "people", Interval::exactly(3, "three people as missing"));
    main_event(s.add("missing-3", r, "listed three people as missing", c), authority());
    let c = count(Measure::Missing, "people", "people", vague(24, "dozens"));
    main_event(s.add("missing-dozens", r, "the dockers’ union spoke of dozens", c), union());
}

fn bell(s: &mut Sample) {
    let r = 1;
    let c = killed(Interval::between(Some(11), None, "eleven or more"));
    let toll = "Coastal Rescue put the toll of the Halvorn gangway accident at eleven or more";
    main_event(s.add("rescue-11", r, toll, c), lind());
    let c = count(Measure::Killed, "passengers", "passengers", Interval::exactly(6, "six"));
    main_event(s.add("passengers-6", r, "six passengers", related(c, Relation::Part)), lind());
    let c = count(Measure::Killed, "staff", "crew members", Interval::exactly(5, "five"));
    main_event(s.add("crew-5", r, "five crew members", related(c, Relation::Part)), lind());
    let c = Content::Statement { about: None, value: "The port authority changed its account".into() };
    let claim =
        s.add("changed", r, "The port authority changed its account and said four people had been killed", c);
    main_event(claim, authority()).stance = Stance::ReportsChange;
    let c = killed(Interval::exactly(4, "four"));
    main_event(s.add("authority-4", r, "four people had been killed", c), authority());
    let c = Content::Statement { about: Some("boarding".into()), value: "boarding had begun".into() };
    main_event(s.add("boarding", r, "boarding had begun when the ramp gave way", c), authority());
    let c = killed(Interval::exactly(11, "Eleven"));
    main_event(s.add("bell-11", r, "Eleven people were killed on Tuesday", c), vec![]);
    let c = Content::Status(StatusContent {
        entity: "Thomas Wrede".into(),
        status: "killed".into(),
        authority: None,
        from: None,
        to: None,
        change: Change::Begins,
        age: Some(41),
    });
    main_event(s.add("wrede-2", r, "Deckhand Thomas Wrede, 41, left two children", c), vec![]);
    let c = status(
        "Halvorn terminal",
        "operating licence",
        "Maritime Safety Board",
        Change::Ends,
        "",
        "2019-03-15",
    );
    s.add(
        "licence-ends",
        r,
        "The Maritime Safety Board suspended the terminal’s licence on 15 March 2019",
        c,
    );
    let c = position("Halvorn Port Authority", "Reopening at Halvorn", PositionStance::Supports, "", "");
    let said = "Port director Oda Kern said the authority wanted the terminal reopened at once";
    s.add("kern-reopen", r, said, c).voices = vec![voice("Oda Kern", VoiceKind::Person, 3)];
    let why = "nobody has explained the bolts";
    let c = position("Dockers’ Union", "Reopening at Halvorn", PositionStance::Opposes, "", why);
    s.add(
        "union-reopen",
        r,
        "The dockers’ union is against reopening because nobody has explained the bolts",
        c,
    )
    .voices = union();
}

fn radio(s: &mut Sample) {
    let r = 2;
    let c = killed(Interval::between(None, Some(40), "As many as 40"));
    let pell = Voice { role: Some("union official".into()), ..voice("Jonas Pell", VoiceKind::Person, 5) };
    let claim = s.add("pell-40", r, "As many as 40 people may have been killed at Halvorn", c);
    main_event(claim, vec![Voice::named("Quay Radio", VoiceKind::Body), pell]).stance = Stance::Hedges;
    let c = killed(about(12, "Some 12"));
    let unnamed = vec![Voice::named("other accounts", VoiceKind::Unnamed)];
    main_event(s.add("some-12", r, "Some 12 people were killed", c), unnamed);
    let c = count(Measure::Displaced, "residents", "people of the quay quarter", vague(200, "Hundreds"));
    main_event(s.add("displaced", r, "Hundreds were driven from the quay quarter", c), vec![]);
}

fn review(s: &mut Sample) {
    let r = 3;
    let c = killed(Interval::exactly(12, "Twelve"));
    let claim = s.add(
        "review-12",
        r,
        "Twelve people were killed when the gangway of the Halvorn terminal fell in April 2019",
        c,
    );
    let claim = main_event(claim, vec![]);
    claim.event_date = Some(date("2019-04"));
    claim.link = Some(Link::Probable);
    let c = killed(Interval::between(Some(40), None, "at least 40"));
    main_event(s.add("rescue-40", r, "Coastal Rescue spoke of at least 40 dead at the time", c), rescue());
    let c =
        status("Halvorn terminal", "operating licence", "Maritime Safety Board", Change::Ends, "", "2019-03");
    let said = "The Maritime Safety Board says the terminal has held no licence since March";
    s.add("no-licence", r, said, c).voices = vec![voice("The Maritime Safety Board", VoiceKind::Body, 8)];
    let c = status("Halvorn terminal", "operating licence", "", Change::Holds, "2019-09", "");
    let said = "its licence was restored in September 2019 and is valid";
    s.add("licence-again", r, said, c).voices = authority();
    let c = position(
        "Dockers’ Union",
        "New pier at Skarn",
        PositionStance::Conditional,
        "if it is built before the summer",
        "",
    );
    let said = "The union would accept a new pier at Skarn if it is built before the summer";
    s.add("union-skarn", r, said, c).voices = union();
    let c = position(
        "Halvorn Port Authority",
        "New pier at Skarn",
        PositionStance::Opposes,
        "",
        "there is no road",
    );
    let said = "A move to Skarn is “out of the question”, Ms Kern said: there is no road";
    s.add("kern-skarn", r, said, c).voices = vec![voice("Ms Kern", VoiceKind::Person, 3)];
    let c = count(Measure::Killed, "staff", "worker", Interval::exactly(1, "one"));
    let claim = s.add("crane", r, "a crane accident in the same port killed one worker", c);
    claim.event = Some(EventIndex(1));
    claim.event_date = Some(date("2017"));
    claim.other_event = true;
}

fn statement(s: &mut Sample) {
    let r = 4;
    let c = killed(Interval::exactly(40, "40"));
    let claim = main_event(
        s.add("denial", r, "rejects the figure of 40 dead put about by union officials", c),
        ministry(),
    );
    claim.stance = Stance::Denies;
    claim.denied_voices = vec![voice("union officials", VoiceKind::Group, 4)];
    let c = position("Ministry of Transport", "Independent inquiry", PositionStance::Supports, "", "");
    s.add("ministry-inquiry", r, "The Ministry supports an independent inquiry into the accident", c)
        .voices = ministry();
    let c = position("Ministry of Transport", "New pier at Skarn", PositionStance::Neutral, "", "");
    s.add("ministry-skarn", r, "It has no view at present on where a new pier should stand", c).voices =
        ministry();
    let c = status("Fjordline", "unsafe operator", "Maritime Safety Board", Change::Reviewed, "2019-06", "");
    s.add(
        "listing-reviewed",
        r,
        "The Safety Board reviewed the listing of Fjordline as an unsafe operator in June 2019",
        c,
    );
    let c = status("Fjordline", "unsafe operator", "Maritime Safety Board", Change::Ends, "", "2019-10-01");
    s.add("listing-lifted", r, "lifted it on 1 October 2019", c);
    let c = Content::Responsibility { about: "the gangway".into(), value: "Fjordline".into() };
    s.add("responsible", r, "Responsibility for the gangway lay with Fjordline", c).voices = ministry();
    s.claims.last_mut().unwrap().voices_relation = VoicesRelation::Joint;
}

fn yearbook(s: &mut Sample) {
    let r = 5;
    let c = killed(Interval::exactly(57, "57"));
    let claim = s.add("year-57", r, "Ferry accidents killed 57 people in the islands in 2019", c);
    claim.event = Some(EventIndex(2));
    claim.event_period = Some("2019-01-01/2019-12-31".parse().unwrap());
    claim.other_event = true;
    let c = related(killed(Interval::exactly(7, "seven times")), Relation::Multiple);
    let claim = s.add("seven-times", r, "seven times as many as in 2018", c);
    claim.event = Some(EventIndex(2));
    claim.other_event = true;
    let survey = Interval {
        point: Some(1200),
        basis: Some("confidence interval".into()),
        ..Interval::between(
            Some(900),
            Some(1500),
            "1,200 people a day (95 % confidence interval 900 to 1,500)",
        )
    };
    let c = count(Measure::Population, "passengers", "daily passengers", survey);
    let said = "use of the Halvorn terminal at 1,200 people a day (95 % confidence interval 900 to 1,500)";
    s.add("survey", r, said, c).voices = vec![Voice::named("A passenger survey", VoiceKind::Document)];
    let c = Content::Place { of: "terminal".into(), value: "Halvorn".into() };
    s.add("where", r, "the Halvorn terminal", c);
    let c = status("Fjordline", "unsafe operator", "Maritime Safety Board", Change::Begins, "2018", "");
    let said = "Fjordline was listed as an unsafe operator by the Maritime Safety Board from 2018";
    s.add("listing-begins", r, said, c);
    use Measure::*;
    for (key, words, measure, of, n, as_written) in [
        ("detained", "4 skippers were detained", Detained, "skippers", 4, "4"),
        ("destroyed", "2 boats destroyed", Destroyed, "boats", 2, "2"),
        ("abducted", "1 passenger abducted", Abducted, "passenger", 1, "1"),
        ("members", "The pilots’ guild has 310 members", Members, "members of the pilots’ guild", 310, "310"),
        ("supporters", "900 supporters", Supporters, "supporters", 900, "900"),
        ("force", "a force of 45 guards", Force, "guards", 45, "45"),
        ("units", "6 units", Units, "units", 6, "6"),
        ("distance", "120 miles of coast", Distance, "miles of coast", 120, "120"),
        ("calls", "answered 77 calls", Other, "calls answered", 77, "77"),
    ] {
        s.add(key, r, words, count(measure, "things", of, Interval::exactly(n, as_written)));
    }
}
