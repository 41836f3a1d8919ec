//! `score::claims` gives the figures of `score_claims.py` on the same input: gold claims, spoiled in fixed ways.

use crate::shared::{DOSSIERS, reference, shared};
use serde_json::{Value, json};
use std::path::Path;

#[test]
fn claims_score_as_the_reference_script_says() {
    let Some(shared) = shared() else { return };
    for name in DOSSIERS {
        let dossier = shared.join("dossiers").join(name);
        let gold = gold(&dossier);
        for variant in 0..6 {
            let predictions = lines(&spoil(&gold, variant));
            let Some(expected) = reference("score_claims.py", &dossier, &shared, &predictions) else {
                return;
            };
            let score = recount::score::claims(&dossier, &predictions).unwrap();
            assert_eq!(serde_json::to_value(&score).unwrap(), expected, "{name}, variant {variant}");
            assert!(variant == 0 || score.typed.f1 < 1.0, "{name}, variant {variant}: nothing was spoiled");
        }
        for predictions in ["", "\n{\"report\":\"none.txt\",\"start\":0,\"end\":1}\n"] {
            let Some(expected) = reference("score_claims.py", &dossier, &shared, predictions) else { return };
            let score = recount::score::claims(&dossier, predictions).unwrap();
            assert_eq!(serde_json::to_value(&score).unwrap(), expected, "{name}, {predictions:?}");
        }
    }
}

fn gold(dossier: &Path) -> Vec<Value> {
    let file =
        ["gold.jsonl", "claims.jsonl"].map(|f| dossier.join(f)).into_iter().find(|f| f.exists()).unwrap();
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn lines(claims: &[Value]) -> String {
    claims.iter().map(|c| format!("{c}\n")).collect()
}

/// The gold with every fifth claim dropped, every eighth doubled, and spans, figures, voices, events, dates, stances,
/// measures, populations and kinds changed here and there; which claims are hit depends on `variant`. Variant 0 is the gold.
fn spoil(gold: &[Value], variant: usize) -> Vec<Value> {
    if variant == 0 {
        return gold.to_vec();
    }
    let mut out = Vec::new();
    for (i, claim) in gold.iter().enumerate() {
        let hit = |every: usize, rest: usize| (i + variant) % every == rest % every;
        if hit(5, 0) {
            continue;
        }
        let mut c = claim.clone();
        if hit(8, 3) {
            out.push(c.clone());
        }
        spoil_place(&mut c, variant, hit);
        spoil_meaning(&mut c, variant, hit);
        out.push(c);
    }
    if variant % 2 == 1 {
        out.reverse();
    }
    out
}

fn spoil_place(c: &mut Value, variant: usize, hit: impl Fn(usize, usize) -> bool) {
    let (start, end) = (c["start"].as_i64().unwrap(), c["end"].as_i64().unwrap());
    if hit(4, 1) {
        c["start"] = json!(start + 3 + variant as i64);
        c["end"] = json!(end + 2 * variant as i64);
    }
    if hit(13, 1) {
        c["end"] = json!(start + (end - start) / 2);
    }
    if hit(3, 2) {
        let doc = c["doc"].take();
        c["report"] = json!(format!("reports/{}", doc.as_str().unwrap()));
    }
}

fn spoil_meaning(c: &mut Value, variant: usize, hit: impl Fn(usize, usize) -> bool) {
    if hit(7, 2) {
        c["low"] = json!(c["low"].as_f64().map(|n| n + 1.0));
    }
    if hit(6, 3) {
        c["voices"].as_array_mut().unwrap().push(json!("A Gazette (its editor)"));
    } else if hit(6, 4) {
        c["voices"].as_array_mut().unwrap().pop();
    } else if hit(6, 5) {
        c["voices"] = json!(null);
    }
    if hit(5, 1) {
        c["event"] = if variant.is_multiple_of(2) { json!("another") } else { json!(null) };
    } else if hit(9, 4) {
        c.as_object_mut().unwrap().remove("event");
    }
    if let Some(date) = c["event_date"].as_str().map(str::to_string) {
        if hit(3, 1) {
            c["event_date"] = json!(date.get(..7).unwrap_or(&date));
        } else if hit(10, 3) {
            c["event_date"] = json!("1999");
        }
    }
    if hit(7, 5) {
        c["stance"] = json!("hedges");
    }
    if hit(9, 5) && c["measure"].is_string() {
        c["measure"] = json!("injured");
    }
    if hit(8, 6) {
        c["population"] = json!("civilians and soldiers");
    }
    if hit(11, 6) {
        c["kind"] = json!("statement");
    }
}
