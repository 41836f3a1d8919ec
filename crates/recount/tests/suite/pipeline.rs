//! The chain from folder to account, on the example dossiers and, where it is there, on the shared material.

use crate::shared::{DOSSIERS, shared_quietly, workspace};
use recount::model::{Account, Claim, CodePoints, LedgerPlace};
use recount::{Error, GivenClaims, Options, pipeline};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::PathBuf;

fn dossiers() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        ["harbour-fire", "kunduz-2015"].iter().map(|name| workspace().join("examples").join(name)).collect();
    let shared = shared_quietly().into_iter();
    folders.extend(shared.flat_map(|s| DOSSIERS.map(|name| s.join("dossiers").join(name))));
    folders
}

fn example() -> PathBuf {
    workspace().join("examples/harbour-fire")
}

fn account(folder: &std::path::Path, options: &Options) -> Account {
    pipeline::account(folder, options, &|_| ()).unwrap()
}

#[test]
fn every_claim_leads_to_words_that_are_read() {
    for folder in dossiers() {
        let account = account(&folder, &Options::default());
        assert!(account.claims.len() > 20, "{}: only {} claims", folder.display(), account.claims.len());
        for claim in &account.claims {
            let report = account.report(claim.report);
            let words = claim.span.slice(&report.text);
            assert!(!words.trim().is_empty(), "{}: {claim:?}", report.file);
            let role = report.role_at(claim.span.start);
            assert!(role.is_some_and(|r| r.is_read()), "{}: '{words}' stands in {role:?}", report.file);
            if let Some(figure) = claim.count().and_then(|c| c.figure_span) {
                assert!(claim.span.contains(figure), "{}: the figure of '{words}' lies outside", report.file);
            }
        }
        let ids: BTreeSet<_> = account.claims.iter().map(|c| &c.id).collect();
        assert_eq!(ids.len(), account.claims.len(), "{}: ids are unique", folder.display());
    }
}

#[test]
fn every_count_ends_in_exactly_one_place() {
    for folder in dossiers() {
        let account = account(&folder, &Options::default());
        let mut places: BTreeMap<usize, Vec<LedgerPlace>> = BTreeMap::new();
        for entry in &account.ledger {
            assert!(!entry.why.is_empty(), "{}: no reason for {entry:?}", folder.display());
            places.entry(entry.claim.0).or_default().push(entry.place);
        }
        for (at, claim) in account.claims.iter().enumerate() {
            let expected = usize::from(claim.count().is_some());
            let found = places.get(&at).map_or(0, Vec::len);
            assert_eq!(found, expected, "{}: {:?} {}", folder.display(), places.get(&at), claim.id);
        }
        let in_testimonies: BTreeSet<usize> = account
            .findings
            .iter()
            .flat_map(|f| &f.testimonies)
            .flat_map(|t| &t.claims)
            .map(|c| c.0)
            .collect();
        let by_ledger: BTreeSet<usize> =
            account.ledger.iter().filter(|e| e.place == LedgerPlace::Testimony).map(|e| e.claim.0).collect();
        let missing: Vec<_> = by_ledger.difference(&in_testimonies).collect();
        assert!(missing.is_empty(), "{}: testimonies by the ledger alone: {missing:?}", folder.display());
    }
}

#[test]
fn threads_and_turns_make_no_difference() {
    for folder in dossiers() {
        let with = |jobs| account(&folder, &Options { jobs: NonZeroUsize::new(jobs), ..Options::default() });
        let first = with(1);
        assert!(with(1) == first, "{}: a second run differs", folder.display());
        assert!(with(4) == first, "{}: four threads differ from one", folder.display());
    }
}

#[test]
fn given_claims_take_the_place_of_those_read() {
    let file = example().join("gold.jsonl");
    let gold = std::fs::read_to_string(&file).unwrap();
    let given = |keep_events| Options {
        claims: Some(GivenClaims { file: file.clone(), keep_events }),
        ..Options::default()
    };
    let gathered = account(&example(), &given(false));
    assert_eq!(gathered.claims.len(), gold.lines().filter(|l| !l.trim().is_empty()).count());
    let kept = account(&example(), &given(true));
    assert_eq!(kept.claims.len(), gathered.claims.len());
    let place = |claim: &Claim| {
        let report = kept.report(claim.report);
        let (start, end) = CodePoints::new(&report.text).range(claim.span);
        (report.file.clone(), start, end)
    };
    let mut events: BTreeMap<String, BTreeSet<Option<usize>>> = BTreeMap::new();
    for line in gold.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()) {
        let offset = |field: &str| line[field].as_u64().unwrap() as usize;
        let at = (line["doc"].as_str().unwrap().to_string(), offset("start"), offset("end"));
        let claim = kept.claims.iter().find(|c| place(c) == at && c.content.kind() == line["kind"]);
        let claim = claim.unwrap_or_else(|| panic!("{line} is missing"));
        if let Some(event) = line["event"].as_str() {
            events.entry(event.to_string()).or_default().insert(claim.event.map(|e| e.0));
        }
    }
    assert!(
        events.len() > 1 && events.values().all(|kept| kept.len() == 1 && !kept.contains(&None)),
        "claims of one event were parted: {events:?}"
    );
}

#[test]
fn the_method_asked_for_leads() {
    for method in recount::methods() {
        let account =
            account(&example(), &Options { method: Some(method.name.clone()), ..Options::default() });
        assert_eq!(account.method, format!("{} {}", method.name, method.version));
        for finding in &account.findings {
            assert_eq!(finding.figure().map(|f| f.method.as_str()), Some(method.name.as_str()));
            assert_eq!(
                finding.figures.len(),
                recount::methods().len(),
                "{}: the others stand beside it",
                finding.id
            );
        }
    }
}

#[test]
fn what_does_not_exist_is_named_with_what_does() {
    let no_method = Options { method: Some("oracle".to_string()), ..Options::default() };
    let error = pipeline::account(&example(), &no_method, &|_| ()).unwrap_err();
    assert!(matches!(&error, Error::UnknownMethod { name, .. } if name == "oracle"), "{error}");
    assert!(error.hint().is_some_and(|h| h.contains("hierarchy")), "{error}");
    let no_folder = pipeline::account("nowhere/at/all".as_ref(), &Options::default(), &|_| ()).unwrap_err();
    assert!(no_folder.is_nothing_read() && no_folder.to_string().contains("nowhere/at/all"), "{no_folder}");
}
