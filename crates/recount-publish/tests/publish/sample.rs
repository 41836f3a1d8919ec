//! An account made by hand of an invented matter: a gangway that fell at a ferry terminal. It covers every variant of the
//! vocabulary that publishing has to show, and hostile text where reports may carry it.

use recount_model::*;

/// The sample, claim by claim in report and text order, then what was made of them.
pub fn account() -> Account {
    let mut sample = Sample { reports: reports(), claims: Vec::new(), keys: Vec::new() };
    let entities = entities(&sample.reports);
    crate::sample_claims::claims(&mut sample);
    assign_ids(&mut sample.claims, &sample.reports);
    crate::sample_findings::assemble(sample, entities)
}

pub struct Sample {
    pub reports: Vec<Report>,
    pub claims: Vec<Claim>,
    keys: Vec<&'static str>,
}

impl Sample {
    /// The claim that was added under `key`.
    pub fn at(&self, key: &str) -> ClaimIndex {
        ClaimIndex(self.keys.iter().position(|k| *k == key).unwrap_or_else(|| panic!("no claim {key}")))
    }

    pub fn all(&self, keys: &[&str]) -> Vec<ClaimIndex> {
        keys.iter().map(|k| self.at(k)).collect()
    }

    /// The key under which claim number `index` was added.
    pub fn key(&self, index: usize) -> &'static str {
        self.keys[index]
    }

    /// Adds a claim on the one place of the report where `clause` stands.
    pub fn add(&mut self, key: &'static str, report: usize, clause: &str, content: Content) -> &mut Claim {
        let span = place(&self.reports, report, clause).span;
        self.keys.push(key);
        self.claims.push(Claim::new(ReportIndex(report), span, content));
        let claim = self.claims.last_mut().unwrap();
        claim.as_of = self.reports[report].published.map(|p| p.date);
        claim
    }
}

/// Where `words` stand first in a report.
pub fn place(reports: &[Report], report: usize, words: &str) -> Evidence {
    let start =
        reports[report].text.find(words).unwrap_or_else(|| panic!("{words:?} is not in report {report}"));
    Evidence { report: ReportIndex(report), span: Span::new(start, start + words.len()) }
}

pub fn date(text: &str) -> PartialDate {
    text.parse().unwrap()
}

fn report(file: &str, text: &str, publisher: Option<&str>, published: Option<(&str, DateBasis)>) -> Report {
    let mut blocks = Vec::new();
    let mut at = 0;
    for (i, part) in text.split("\n\n").enumerate() {
        let role = match () {
            _ if part.starts_with("Home |") || part.starts_with("Most read") => BlockRole::Boilerplate,
            _ if part.starts_with("By ") => BlockRole::Byline,
            _ if part.starts_with("Picture:") => BlockRole::Caption,
            _ if part == "The quay" => BlockRole::Heading,
            _ if i == 0 || part.starts_with("Gangway falls") => BlockRole::Title,
            _ => BlockRole::Body,
        };
        blocks.push(Block { span: Span::new(at, at + part.trim_end().len()), role });
        at += part.len() + 2;
    }
    Report {
        publisher: publisher.map(str::to_string),
        published: published.map(|(day, basis)| Published { date: date(day), basis }),
        blocks,
        ..Report::of_text(file, text)
    }
}

fn reports() -> Vec<Report> {
    let mut reports = vec![
        report(
            "01-harbour-courier.txt",
            include_str!("reports/01-harbour-courier.txt"),
            Some("Harbour Courier"),
            Some(("2019-03-13", DateBasis::Given)),
        ),
        report(
            "02-evening-bell.txt",
            include_str!("reports/02-evening-bell.txt"),
            Some("The Evening Bell"),
            Some(("2019-03-14", DateBasis::Text)),
        ),
        report(
            "03-quay-radio.txt",
            include_str!("reports/03-quay-radio.txt"),
            Some("Quay Radio"),
            Some(("2019-03-13", DateBasis::Metadata)),
        ),
        report(
            "04-island-review.txt",
            include_str!("reports/04-island-review.txt"),
            Some("Island Review & Notes"),
            Some(("2019-12", DateBasis::Address)),
        ),
        report(
            "05-ministry-statement.txt",
            include_str!("reports/05-ministry-statement.txt"),
            Some("Ministry of Transport"),
            Some(("2019-10-02", DateBasis::Given)),
        ),
        report("06-yearbook.txt", include_str!("reports/06-yearbook.txt"), None, None),
    ];
    reports[0].author = Some("Inès Aldred".to_string());
    reports[0].title = Some("Gangway falls at Halvorn terminal".to_string());
    reports[0].url = Some("https://courier.example/halvorn?a=1&b=\"2\"".to_string());
    reports[0].copies =
        vec![recount_model::Arrival { file: "01-harbour-courier (copy).txt".into(), ..Default::default() }];
    reports[3].url = Some("javascript:alert(1)".to_string());
    reports
}

fn entities(reports: &[Report]) -> Vec<Entity> {
    let entity = |canonical: &str, kind, spellings: &[(usize, &str, &str)]| Entity {
        canonical: canonical.to_string(),
        kind,
        speaks_for: None,
        roles: Vec::new(),
        spellings: spellings
            .iter()
            .map(|&(report, text, why)| Spelling {
                text: text.to_string(),
                places: vec![place(reports, report, text)],
                reasons: match why {
                    "" => Vec::new(),
                    why => vec![Reason::new(why, vec![place(reports, report, text)])],
                },
            })
            .collect(),
    };
    let mut entities = vec![
        entity("Coastal Rescue", EntityKind::Body, &[(0, "Coastal Rescue", "")]),
        entity("Mara Lind", EntityKind::Person, &[(1, "Mara Lind", "")]),
        entity(
            "Halvorn Port Authority",
            EntityKind::Body,
            &[(0, "port authority", ""), (0, "The authority", "definite short form")],
        ),
        entity(
            "Oda Kern",
            EntityKind::Person,
            &[(1, "Oda Kern", ""), (3, "Ms Kern", "family name, same report family")],
        ),
        entity(
            "Dockers’ Union",
            EntityKind::Body,
            &[(0, "dockers’ union", ""), (3, "The union", "definite short form")],
        ),
        entity("Jonas Pell", EntityKind::Person, &[(2, "Jonas Pell", "")]),
        entity("Ministry of Transport", EntityKind::Body, &[(4, "Ministry of Transport", "")]),
        entity("St Brannoc’s Hospital", EntityKind::Body, &[(0, "St Brannoc’s Hospital", "")]),
        entity(
            "Maritime Safety Board",
            EntityKind::Body,
            &[(1, "Maritime Safety Board", ""), (4, "Safety Board", "last words of the full name")],
        ),
        entity("Halvorn", EntityKind::Place, &[(0, "Halvorn", "")]),
        entity("witnesses", EntityKind::Group, &[(0, "a witness", "")]),
    ];
    entities[1].speaks_for = Some(EntityIndex(0));
    entities[1].roles = vec!["commander".to_string()];
    entities[3].speaks_for = Some(EntityIndex(2));
    entities[3].roles = vec!["Port director".to_string()];
    entities[5].speaks_for = Some(EntityIndex(4));
    entities[5].roles = vec!["a union official".to_string()];
    entities
}
