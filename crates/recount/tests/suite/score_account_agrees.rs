//! `score::account` gives the figures of `score_account.py` on the same input: accounts made from the gold reconciliation,
//! spoiled in fixed ways.

use crate::shared::{DOSSIERS, json as read, reference, shared};
use serde_json::{Value, json};

#[test]
fn accounts_score_as_the_reference_script_says() {
    let Some(shared) = shared() else { return };
    for name in DOSSIERS {
        let dossier = shared.join("dossiers").join(name);
        let gold = read(&dossier.join("reconciliation.json"));
        for variant in 0..6 {
            let account = account(&gold, variant).to_string();
            let Some(expected) = reference("score_account.py", &dossier, &shared, &account) else { return };
            let score = recount::score::account(&dossier, &account).unwrap();
            assert_eq!(serde_json::to_value(&score).unwrap(), expected, "{name}, variant {variant}");
            let perfect = score.voices.f1 == 1.0 && score.conflict == 1.0 && score.lineage.f1 == 1.0;
            assert_eq!(perfect, variant == 0, "{name}, variant {variant}");
        }
        let Some(expected) = reference("score_account.py", &dossier, &shared, "{}") else { return };
        assert_eq!(serde_json::to_value(recount::score::account(&dossier, "{}").unwrap()).unwrap(), expected);
    }
}

/// An account that says what the reconciliation says; with a `variant` above 0, spoiled here and there.
fn account(gold: &Value, variant: usize) -> Value {
    let list = |v: &Value| v.as_array().cloned().unwrap_or_default();
    let hit = |i: usize, every: usize, rest: usize| variant > 0 && (i + variant) % every == rest % every;
    let mut questions: Vec<Value> = Vec::new();
    for (i, g) in list(&gold["questions"]).into_iter().enumerate() {
        let mut q = json!({"measure": g["measure"], "population": g["population"], "of": g["of"], "conflict": g["conflict"],
            "low": g["low"], "high": g["high"], "best": g["best"], "testimonies": testimonies(&g, i, variant), "revisions": []});
        if hit(i, 3, 0) {
            q["conflict"] = json!(!g["conflict"].as_bool().unwrap());
        }
        if hit(i, 4, 1) {
            q["low"] = json!(7);
            q["best"] = json!(null);
        }
        if hit(i, 5, 2) {
            q.as_object_mut().unwrap().remove("high");
        }
        if hit(i, 6, 3) {
            q["population"] = json!(null);
        }
        if hit(i, 4, 2) {
            questions.push(q.clone());
        }
        questions.push(q);
    }
    for (i, r) in list(&gold["revisions"]).into_iter().enumerate() {
        let to = if hit(i, 3, 1) { json!("none were seen") } else { r["to"].clone() };
        let home = questions.iter_mut().find(|q| q["measure"] == r["measure"]);
        if let Some(revisions) = home.and_then(|q| q["revisions"].as_array_mut()) {
            revisions.push(json!({"voice": r["voice"], "from": r["from"], "to": to}));
        }
    }
    let mut lineage: Vec<Value> = Vec::new();
    for (i, l) in list(&gold["lineage"]).into_iter().enumerate() {
        let mut reports = list(&l["docs"]);
        if hit(i, 2, 1) {
            reports.push(json!("reports/09.txt"));
            reports.remove(0);
        }
        lineage.push(json!({"reports": reports}));
    }
    if variant % 2 == 1 {
        questions.reverse();
    }
    json!({"events": [{"id": "e", "questions": questions}], "lineage": lineage})
}

fn testimonies(question: &Value, i: usize, variant: usize) -> Vec<Value> {
    let mut out = Vec::new();
    for (k, v) in question["voices"].as_array().into_iter().flatten().enumerate() {
        let hit = |every: usize, rest: usize| variant > 0 && (i + k + variant) % every == rest % every;
        if hit(4, 0) {
            continue;
        }
        let mut t = json!({"voice": v["voice"], "low": v["low"], "high": v["high"]});
        if hit(3, 1) {
            t["low"] = json!(v["low"].as_f64().unwrap_or(0.0) + 1.0);
        }
        if hit(5, 2) {
            t["voice"] = json!("A Gazette");
        }
        if hit(6, 3) {
            out.push(t.clone());
        }
        out.push(t);
    }
    out
}
