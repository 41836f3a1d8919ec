//! The JSON formats against their schemas, against the account, and as snapshots.

use crate::sample;
use recount_publish::{json, schema};
use serde_json::Value;

fn check(schema: &str, instance: &Value) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(instance).map(|e| format!("{}: {e}", e.instance_path)).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

fn account() -> Value {
    serde_json::from_str(&json::account(&sample::account())).unwrap()
}

fn claims() -> Vec<Value> {
    let a = sample::account();
    let text = json::claims_jsonl(&a.reports, &a.claims, &a.entities, &a.events);
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_account_fits_its_schema() {
    check(schema::ACCOUNT, &account());
}

#[test]
fn every_claim_fits_its_schema() {
    for claim in claims() {
        check(schema::CLAIMS, &claim);
    }
}

#[test]
fn the_schemas_refuse_what_the_formats_do_not_say() {
    let account_schema: Value = serde_json::from_str(schema::ACCOUNT).unwrap();
    let account_schema = jsonschema::draft202012::new(&account_schema).unwrap();
    for (pointer, wrong) in [
        ("/events/0/questions/0/grade", Value::from("sure")),
        ("/events/0/questions/0/testimonies/0/low", Value::from("eleven")),
        ("/events/0/questions/0/testimonies/0/independent", Value::from(true)),
        ("/contradictions/0/class", Value::from("quarrel")),
        ("/claims/0/start", Value::from(-1)),
        ("/claims/0/stance", Value::from("lies")),
    ] {
        let mut account = account();
        *account.pointer_mut(pointer).unwrap() = wrong;
        assert!(!account_schema.is_valid(&account), "{pointer}");
    }
}

/// Every word that an `enum` of the schema lists.
fn enum_words(schema: &Value, words: &mut Vec<String>) {
    match schema {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_array() {
                    Some(list) if name == "enum" => {
                        words.extend(list.iter().filter_map(Value::as_str).map(str::to_string))
                    }
                    _ => enum_words(value, words),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| enum_words(item, words)),
        _ => {}
    }
}

#[test]
fn the_sample_uses_every_word_of_the_account_format() {
    let mut words = Vec::new();
    enum_words(&serde_json::from_str(schema::ACCOUNT).unwrap(), &mut words);
    let text = json::account(&sample::account());
    assert!(words.len() > 60, "{}", words.len());
    for word in words {
        assert!(text.contains(&format!(": \"{word}\"")), "{word}");
    }
}

#[test]
fn offsets_are_code_points_and_slice_to_the_claims_words() {
    let a = sample::account();
    let claims = claims();
    assert_eq!(claims.len(), a.claims.len());
    for claim in &claims {
        let report = a.reports.iter().find(|r| claim["report"] == r.file.as_str()).unwrap();
        let (start, end) =
            (claim["start"].as_u64().unwrap() as usize, claim["end"].as_u64().unwrap() as usize);
        let words: String = report.text.chars().skip(start).take(end - start).collect();
        assert_eq!(claim["text"], words.as_str());
    }
}

#[test]
fn every_claim_an_account_names_is_in_it() {
    fn ids<'v>(value: &'v Value, named: &mut Vec<&'v str>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    let list = name == "parts"
                        || name == "denied_by"
                        || name.ends_with("claims")
                        || name.starts_with("claims_");
                    match value {
                        Value::Array(items) if list => named.extend(items.iter().filter_map(Value::as_str)),
                        _ => {}
                    }
                    ids(value, named);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| ids(item, named)),
            _ => {}
        }
    }
    let account = account();
    let known: Vec<&str> =
        account["claims"].as_array().unwrap().iter().filter_map(|c| c["id"].as_str()).collect();
    let mut named = Vec::new();
    ids(&account, &mut named);
    named.extend(account["ledger"].as_object().unwrap().keys().map(String::as_str));
    assert!(named.len() > 60, "{}", named.len());
    for id in named {
        assert!(known.contains(&id), "{id}");
    }
}

#[test]
fn raw_claims_name_voices_as_written() {
    let a = sample::account();
    let mut claims = a.claims.clone();
    for voice in claims.iter_mut().flat_map(|c| &mut c.voices) {
        voice.entity = None;
    }
    let text = json::claims_jsonl(&a.reports, &claims, &[], &[]);
    assert!(text.contains(r#""voices":["Quay Radio","Jonas Pell (union official)"]"#), "{text}");
    assert!(!text.contains("halvorn-2019-03-12"), "no event before gathering");
}

#[test]
fn the_account_reads_as_before() {
    insta::assert_snapshot!(json::account(&sample::account()));
}

#[test]
fn claims_read_as_before() {
    let a = sample::account();
    insta::assert_snapshot!(json::claims_jsonl(&a.reports, &a.claims, &a.entities, &a.events));
}
