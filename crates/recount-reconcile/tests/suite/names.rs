//! Names: spellings that are one, and traps that stay apart.

use crate::notation::stack;
use recount_model::{
    AliasGroup, EntityKind, Mention, NameLink, NameLinkKind, Reading, Settings, Span, Voice, VoiceKind,
};
use recount_reconcile::{Input, reconcile};

/// Mentions `(report, name, kind, role)` and links between them by their places in the list of their report.
struct Met<'a> {
    mentions: &'a [(usize, &'a str, EntityKind, Option<&'a str>)],
    links: &'a [(usize, usize, usize, NameLinkKind)],
    settings: Settings,
}

/// The entities as lists of spellings, and the body each speaks for.
fn entities(met: Met) -> Vec<(Vec<String>, Option<String>)> {
    let mut stack = stack("a 2011-04-19 | | killed people 3\nb 2011-04-20 | | killed people 3");
    stack.readings = vec![Reading::default(); 2];
    for (report, name, kind, role) in met.mentions {
        let at = stack.readings[*report].mentions.len();
        let mention = Mention {
            span: Span::new(at, at + 1),
            name: name.to_string(),
            kind: *kind,
            role: role.map(str::to_string),
        };
        stack.readings[*report].mentions.push(mention);
    }
    for (report, a, b, kind) in met.links {
        stack.readings[*report].links.push(NameLink { a: *a, b: *b, kind: *kind });
    }
    let account = reconcile(Input {
        dossier: "test".into(),
        reports: stack.reports,
        unread: Vec::new(),
        readings: stack.readings,
        settings: met.settings,
        given_events: None,
        issues: Vec::new(),
        decided: Default::default(),
    })
    .unwrap();
    let spellings = |e: &recount_model::Entity| e.spellings.iter().map(|s| s.text.clone()).collect();
    let body = |e: &recount_model::Entity| e.speaks_for.map(|b| account.entities[b.0].canonical.clone());
    account.entities.iter().map(|e| (spellings(e), body(e))).collect()
}

/// Whether two names of one kind, each in a report of its own, become one.
fn joined(a: &str, b: &str, kind: EntityKind) -> bool {
    let mentions = [(0, a, kind, None), (1, b, kind, None)];
    entities(Met { mentions: &mentions, links: &[], settings: Settings::default() })
        .iter()
        .any(|(s, _)| s.iter().any(|t| t == a) && s.iter().any(|t| t == b))
}

#[test]
fn spellings_of_one_name_are_joined() {
    use EntityKind::{Body, Group, Person, Place};
    for (a, b, kind) in [
        ("UNHCR", "UN refugee agency", Body),
        ("Iraqi government", "Government of Iraq", Body),
        ("Iraqi government", "Baghdad", Body),
        ("Iraqi authorities", "Iraqi regime", Body),
        ("State Department", "U.S. State Department", Body),
        ("Amnesty", "Amnesty International", Body),
        ("Sol Institute", "Sol Institute for Harbour Policy", Body),
        ("National Council of the Harbour of Sol", "NCHS", Body),
        ("Mojahedin of Sol", "Mujahideen of Sol", Body),
        ("Yousef al-Harbi", "Yusuf Al-Harby", Person),
        ("Omar Delan", "Omar Alhaji Delan", Person),
        ("Nuri al-Maliki", "Nouri Al-Maleki", Person),
        ("Abdulaziz Toresh", "Abd al-Aziz Toresh", Person),
        ("Sergei Delanov", "Sergey Delanov", Person),
        ("R. Toresh", "Radan Toresh", Person),
        ("Mojahedin", "Mujahideen", Body),
        ("Harakat al-Harbour", "Harakat Al Harbour", Body),
        ("Organisation of the Free Gulf", "Organization of the Free Gulf", Body),
        ("Camp Sol", "Sol", Place),
        ("residents of Camp Sol", "Sol residents", Group),
    ] {
        assert!(joined(a, b, kind), "{a} / {b}");
    }
}

#[test]
fn names_that_share_a_word_and_no_more_stay_apart() {
    use EntityKind::{Body, Group, Person};
    for (a, b, kind) in [
        ("UNHCR", "UN High Commissioner for Human Rights", Body),
        ("UNAMI", "United Nations", Body),
        ("Iraqi regime", "Iranian regime", Body),
        ("Iraqi government", "Iraqi army", Body),
        ("Iraqi army", "Iraqi forces", Body),
        ("Washington Post", "Washington Institute", Body),
        ("US State Department", "U.S. government", Body),
        ("Harbour Union", "Harbour Union members", Body),
        ("Mira Delan", "Masud Delan", Person),
        ("Ali Toresh", "Ali Akbar Merzak", Person),
        ("Omar Delan", "Anwar Delan", Person),
        ("Camp Sol residents", "Camp Sol leaders", Group),
        ("Ahmed bin Khalid", "Khalid bin Ahmed", Person),
        ("Hassan Toresh", "Omar Hassan Toresh", Person),
        ("Hassan Toresh", "Hussein Toresh", Person),
        ("Karim Toresh", "Rahim Toresh", Person),
        ("Radan Toresh", "Radan Tomesh", Person),
        ("Harbour Front", "Harbour Front Brigades", Body),
        ("Free Gulf Army", "Free Gulf Forces", Body),
        ("Free Gulf Movement", "Free Gulf National Movement", Body),
        ("Gulf Committee 2", "Gulf Committee 3", Body),
    ] {
        assert!(!joined(a, b, kind), "{a} / {b}");
    }
}

#[test]
fn a_surname_alone_is_the_only_person_of_its_report_with_it() {
    let person = EntityKind::Person;
    let mentions = [
        (0, "Radan Toresh", person, None),
        (0, "Toresh", person, None),
        (1, "Nadia Toresh", person, None),
        (1, "Toresh", person, None),
    ];
    let found = entities(Met { mentions: &mentions, links: &[], settings: Settings::default() });
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|(spellings, _)| spellings.len() == 2));
    let both =
        [(0, "Radan Toresh", person, None), (0, "Nadia Toresh", person, None), (0, "Toresh", person, None)];
    assert_eq!(entities(Met { mentions: &both, links: &[], settings: Settings::default() }).len(), 3);
}

#[test]
fn an_initial_that_fits_two_persons_is_left_alone() {
    let person = EntityKind::Person;
    let mentions = [
        (0, "R. Toresh", person, None),
        (1, "Radan Toresh", person, None),
        (1, "Rahim Toresh", person, None),
    ];
    assert_eq!(entities(Met { mentions: &mentions, links: &[], settings: Settings::default() }).len(), 3);
}

#[test]
fn what_the_report_links_is_joined_with_the_reason_kept() {
    let body = EntityKind::Body;
    let mentions = [(0, "Harbour Safety Commission of the Gulf", body, None), (0, "GMSC", body, None)];
    let links = [(0, 0, 1, NameLinkKind::Acronym)];
    assert_eq!(entities(Met { mentions: &mentions, links: &links, settings: Settings::default() }).len(), 1);
}

#[test]
fn the_settings_join_and_keep_apart() {
    let body = EntityKind::Body;
    let mentions = [
        (0, "Tezvira Centre", body, None),
        (1, "Tezwira", body, None),
        (1, "Tezvira Relief Centre", body, None),
    ];
    let group = AliasGroup {
        canonical: "Tezvira Centre".into(),
        spellings: vec!["Tezwira".into()],
        not: vec!["Tezvira Relief Centre".into()],
        ruling: None,
    };
    let settings = Settings { aliases: vec![group], ..Settings::default() };
    let found = entities(Met { mentions: &mentions, links: &[], settings });
    assert_eq!(found.len(), 2);
}

#[test]
fn the_name_of_the_settings_is_printed_though_no_report_writes_it() {
    let mentions = [(0, "Tezwira", EntityKind::Body, None)];
    let group = AliasGroup {
        canonical: "Tezvira Centre".into(),
        spellings: vec!["Tezwira".into()],
        not: Vec::new(),
        ruling: None,
    };
    let settings = Settings { aliases: vec![group], ..Settings::default() };
    let found = entities(Met { mentions: &mentions, links: &[], settings });
    assert_eq!(found[0].0, ["Tezvira Centre", "Tezwira"]);
}

#[test]
fn an_office_without_a_country_is_that_of_the_only_country_its_report_names() {
    let of = |others: &[&'static str]| {
        let mut mentions = vec![
            (0, "Ana Sol", EntityKind::Person, Some("President")),
            (0, "Iraqi government", EntityKind::Body, None),
        ];
        mentions.extend(others.iter().map(|name| (0, *name, EntityKind::Body, None)));
        let found = entities(Met { mentions: &mentions, links: &[], settings: Settings::default() });
        found.iter().find(|(s, _)| s[0] == "Ana Sol").and_then(|(_, body)| body.clone())
    };
    assert_eq!(of(&[]).as_deref(), Some("Iraqi government"));
    assert_eq!(of(&["American embassy"]), None);
}

#[test]
fn an_office_holder_speaks_for_the_body_the_office_names() {
    for (role, body) in [
        ("UN High Commissioner for Human Rights", Some("United Nations")),
        ("Iraqi Prime Minister", Some("Iraqi government")),
        ("prime minister", None),
        ("author", None),
    ] {
        let mentions = [(0, "Ana Sol", EntityKind::Person, Some(role))];
        let found = entities(Met { mentions: &mentions, links: &[], settings: Settings::default() });
        let speaks = found.iter().find(|(s, _)| s[0] == "Ana Sol").and_then(|(_, b)| b.clone());
        assert_eq!(speaks.as_deref(), body, "{role}");
    }
}

#[test]
fn the_government_is_the_one_its_report_named_last() {
    let mut stack = stack(
        "a 2011-04-19 | Baghdad | killed people 3 | on 2011-04-08; in Sol
         a | government | killed people 4 | on 2011-04-08; in Sol",
    );
    stack.readings[0].claims[1].voices = vec![Voice::named("government", VoiceKind::Body)];
    let account = crate::notation::account_of(stack, None);
    let bodies: Vec<&str> = account
        .entities
        .iter()
        .filter(|e| e.kind == EntityKind::Body)
        .map(|e| e.canonical.as_str())
        .collect();
    assert_eq!(bodies, ["Iraqi government"]);
}

#[test]
fn a_person_and_a_body_are_one_voice_when_the_settings_say_so() {
    let mentions = [(0, "Ana Sol", EntityKind::Person, None), (1, "Sol Commission", EntityKind::Body, None)];
    let group = AliasGroup {
        canonical: "Sol Commission".into(),
        spellings: vec!["Ana Sol".into()],
        not: Vec::new(),
        ruling: None,
    };
    let settings = Settings { aliases: vec![group], ..Settings::default() };
    assert_eq!(entities(Met { mentions: &mentions, links: &[], settings }).len(), 1);
    assert_eq!(entities(Met { mentions: &mentions, links: &[], settings: Settings::default() }).len(), 2);
}
