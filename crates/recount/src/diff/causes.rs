//! Why a question has another answer: the claims it rests on came, went or say something else, and behind each stands a report that
//! came or went, a ruling, or another reading.

use super::compare::same_content;
use super::view::{AccountView, ClaimView, QuestionView};
use std::collections::{BTreeMap, BTreeSet};

/// What differs between two accounts, by claim.
pub(super) struct Causes<'a> {
    old: BTreeMap<&'a str, &'a ClaimView>,
    new: BTreeMap<&'a str, &'a ClaimView>,
    old_reports: BTreeSet<&'a str>,
    new_reports: BTreeSet<&'a str>,
    /// Claim to the rulings of either account that hold for it in one and not in the other.
    rulings: BTreeMap<&'a str, Vec<String>>,
    made_otherwise: Vec<String>,
}

impl<'a> Causes<'a> {
    pub(super) fn new(old: &'a AccountView, new: &'a AccountView) -> Self {
        let claims = |account: &'a AccountView| account.claims.iter().map(|c| (c.id.as_str(), c)).collect();
        let files = |account: &'a AccountView| account.reports.iter().map(|r| r.file.as_str()).collect();
        let mut made_otherwise = Vec::new();
        if old.method != new.method {
            made_otherwise.push(format!("the method was {} and is {}", old.method, new.method));
        }
        if old.version != new.version {
            made_otherwise.push(format!("the program was {} and is {}", old.version, new.version));
        }
        Causes {
            old: claims(old),
            new: claims(new),
            old_reports: files(old),
            new_reports: files(new),
            rulings: rulings(old, new),
            made_otherwise,
        }
    }

    /// How many claims came, went, and say something else.
    pub(super) fn claim_counts(&self) -> (usize, usize, usize) {
        let came = self.new.keys().filter(|id| !self.old.contains_key(*id)).count();
        let went = self.old.keys().filter(|id| !self.new.contains_key(*id)).count();
        let other =
            self.new.iter().filter(|(id, is)| self.old.get(*id).is_some_and(|was| !same_content(was, is)));
        (came, went, other.count())
    }

    /// The causes of a question's change, each once, in the order of the claims.
    pub(super) fn of(&self, was: &QuestionView, is: &QuestionView) -> Vec<String> {
        let rests_on = |q: &'_ QuestionView| -> BTreeSet<String> {
            q.testimonies.iter().flat_map(|t| t.claims.iter().cloned()).collect()
        };
        let (before, now) = (rests_on(was), rests_on(is));
        let mut why: Vec<String> = Vec::new();
        for id in before.union(&now) {
            for cause in self.of_claim(id, before.contains(id), now.contains(id)) {
                if !why.contains(&cause) {
                    why.push(cause);
                }
            }
        }
        why.extend(self.made_otherwise.iter().cloned());
        if why.is_empty() {
            why.push(
                "other claims of the matter changed, and with them how these are joined and weighed"
                    .to_string(),
            );
        }
        why
    }

    fn of_claim(&self, id: &str, before: bool, now: bool) -> Vec<String> {
        let ruled = self.rulings.get(id).cloned().unwrap_or_default();
        match (self.old.get(id), self.new.get(id)) {
            (None, Some(is)) if !self.old_reports.contains(is.report.as_str()) => {
                vec![format!("report {} came", is.report)]
            }
            (Some(was), None) if !self.new_reports.contains(was.report.as_str()) => {
                vec![format!("report {} takes no part any more", was.report)]
            }
            _ if !ruled.is_empty() => ruled,
            (None, Some(is)) => vec![format!("read anew in {}: \u{201c}{}\u{201d}", is.report, is.text)],
            (Some(was), None) => {
                vec![format!("no longer read in {}: \u{201c}{}\u{201d}", was.report, was.text)]
            }
            (Some(was), Some(is)) if !same_content(was, is) => {
                vec![format!("read otherwise in {}: \u{201c}{}\u{201d}", is.report, is.text)]
            }
            (Some(was), Some(_)) if before && !now => {
                vec![format!("\u{201c}{}\u{201d} in {} is placed otherwise", was.text, was.report)]
            }
            (Some(_), Some(is)) if now && !before => {
                vec![format!("\u{201c}{}\u{201d} in {} is placed otherwise", is.text, is.report)]
            }
            _ => Vec::new(),
        }
    }
}

fn rulings<'a>(old: &'a AccountView, new: &'a AccountView) -> BTreeMap<&'a str, Vec<String>> {
    let mut by_claim: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (here, there, how) in [(new, old, ""), (old, new, " holds no more")] {
        for ruling in &here.rulings {
            let same = there.rulings.iter().find(|other| other.number == ruling.number);
            let as_before =
                same.is_some_and(|other| other.state == ruling.state && other.claims == ruling.claims);
            if as_before {
                continue;
            }
            for claim in &ruling.claims {
                let cause = format!(
                    "ruling {} by {}{how}: {} ({})",
                    ruling.number, ruling.who, ruling.what, ruling.why
                );
                by_claim.entry(claim).or_default().push(cause);
            }
        }
    }
    by_claim
}
