//! People named as killed, injured, detained or missing, one by one: the same name and age in several reports is one person.

use recount_lexicon::{name_key, name_tokens, skeleton};
use recount_model::{Claim, ClaimIndex, Content, EventIndex, Measure, Victim};
use std::collections::BTreeMap;

/// Every named victim, by event, measure and name.
pub(crate) fn victims(claims: &[Claim]) -> Vec<Victim> {
    let mut groups: BTreeMap<(Option<EventIndex>, Measure), Vec<Victim>> = BTreeMap::new();
    for (i, claim) in claims.iter().enumerate() {
        let Content::Status(status) = &claim.content else { continue };
        let Some(measure) =
            status.status.parse::<Measure>().ok().filter(|_| crate::gather::is_victim(status))
        else {
            continue;
        };
        let list = groups.entry((claim.event, measure)).or_default();
        match list.iter_mut().find(|v| same_person(v, &status.entity, status.age)) {
            Some(victim) => {
                if !victim.spellings.contains(&status.entity) {
                    victim.spellings.push(status.entity.clone());
                }
                victim.age = victim.age.or(status.age);
                victim.claims.push(ClaimIndex(i));
            }
            None => list.push(Victim {
                name: status.entity.clone(),
                spellings: vec![status.entity.clone()],
                age: status.age,
                measure,
                event: claim.event,
                claims: vec![ClaimIndex(i)],
            }),
        }
    }
    groups
        .into_values()
        .flat_map(|mut list| {
            list.sort_by(|a, b| {
                (name_key(&a.name), a.age, &a.claims).cmp(&(name_key(&b.name), b.age, &b.claims))
            });
            list
        })
        .collect()
}

/// The same sounds and no other age. A given name and a surname must both agree; a mother and a daughter share one.
fn same_person(victim: &Victim, name: &str, age: Option<u64>) -> bool {
    let ages = victim.age.is_none() || age.is_none() || victim.age == age;
    let key = |n: &str| name_tokens(n).iter().map(|t| skeleton(t)).collect::<Vec<_>>();
    ages && victim.spellings.iter().any(|s| key(s) == key(name) && key(s).len() > 1 || s == name)
}
