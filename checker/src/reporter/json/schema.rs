//! The published schemas, `checker/schema/report-v1.schema.json` and its like, which
//! are made from the types. `WORKBOOK_BLESS=1 cargo test --lib schema` writes them
//! again.

use super::Report;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The kinds of findings, by their public names.
pub(super) fn kind(_: &mut SchemaGenerator) -> Schema {
    let names = report::Kind::ALL.map(report::Kind::name);
    json_schema!({ "type": "string", "enum": names })
}

/// The clocks of timelines.
pub(super) fn clock(_: &mut SchemaGenerator) -> Schema {
    use report::Clock::{Real, Steps, Virtual};
    json_schema!({ "type": "string", "enum": [Real, Virtual, Steps] })
}

/// What somebody does meanwhile.
pub(super) fn activity(_: &mut SchemaGenerator) -> Schema {
    use report::Activity::{Blocking, Computing, Locking, Waiting};
    json_schema!({ "type": "string", "enum": [Computing, Waiting, Blocking, Locking] })
}

/// How work ends.
pub(super) fn end(_: &mut SchemaGenerator) -> Schema {
    use report::End::{Cancelled, Finished, Open, Panicked};
    json_schema!({ "type": "string", "enum": [Finished, Cancelled, Panicked, Open] })
}

/// How much a message weighs.
pub(super) fn level(_: &mut SchemaGenerator) -> Schema {
    use crate::verdict::Level::{Error, Note, Warning};
    json_schema!({ "type": "string", "enum": [Error, Warning, Note] })
}

fn schema() -> Value {
    schema_of::<Report>("report")
}

fn schema_of<T: JsonSchema>(name: &str) -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut value = generator.into_root_schema_for::<T>().to_value();
    let title = format!("workbook/{name}/v1");
    value["$id"] = json!(format!("urn:workbook:{name}:v1"));
    value["title"] = json!(title);
    value["properties"]["schema"]["const"] = json!(title);
    value
}

/// Make sure that the schema of `T` is published as that of `workbook/NAME/v1`, and
/// that `sample` is valid.
#[track_caller]
pub(crate) fn is_published<T: JsonSchema + Serialize>(name: &str, sample: &T) {
    let schema = schema_of::<T>(name);
    is_written(name, &schema);
    is_described(&schema);
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut value = serde_json::to_value(sample).unwrap();
    let problems = validator.iter_errors(&value).map(|e| e.to_string());
    let problems: Vec<_> = problems.collect();
    assert!(problems.is_empty(), "{problems:?}");
    value["schema"] = json!("workbook/something/v1");
    assert!(!validator.is_valid(&value));
}

fn checker() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

#[track_caller]
fn is_written(name: &str, schema: &Value) {
    let path = checker().join(format!("schema/{name}-v1.schema.json"));
    let text = serde_json::to_string_pretty(schema).unwrap() + "\n";
    if std::env::var_os("WORKBOOK_BLESS").is_some_and(|value| value == "1") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &text).unwrap();
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == text,
        "`{}` and the types differ; if the types are right, and only add to what was \
         published, run `WORKBOOK_BLESS=1 cargo test --lib schema`",
        path.display()
    );
}

#[track_caller]
fn is_described(schema: &Value) {
    let mut missing = Vec::new();
    let definitions = schema["$defs"].as_object().into_iter().flatten();
    for (name, definition) in definitions.chain([(&"the document".to_owned(), schema)]) {
        for (field, of) in definition["properties"].as_object().into_iter().flatten() {
            if of.get("description").is_none() {
                missing.push(format!("{name}.{field}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_published_schema_is_that_of_the_types() {
    is_written("report", &schema());
}

#[test]
fn every_field_is_described() {
    is_described(&schema());
}

#[test]
fn reports_are_valid_and_what_is_no_report_is_not() {
    let schema = schema();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut seen = 0;
    for entry in fs::read_dir(checker().join("tests/golden")).unwrap() {
        let Ok(text) = fs::read_to_string(entry.unwrap().path().join("report.json")) else {
            continue;
        };
        let value: Value = serde_json::from_str(&text).unwrap();
        let problems: Vec<_> = validator
            .iter_errors(&value)
            .map(|e| e.to_string())
            .collect();
        assert!(problems.is_empty(), "{problems:?}");
        seen += 1;
        for (pointer, wrong) in [
            ("/schema", json!("workbook/report/v2")),
            ("/exercises/0/status", json!("PASS")),
            ("/exercises/0/points", json!("5")),
            ("/exercises/0/findings", json!([{ "kind": "serial" }])),
            ("/env/cpus", json!(-1)),
        ] {
            let mut value = value.clone();
            *value.pointer_mut(pointer).unwrap() = wrong;
            assert!(!validator.is_valid(&value), "{pointer}");
        }
    }
    assert!(seen >= 5, "{seen}");
}

#[test]
fn reports_of_before_and_after_are_valid_too() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let text = fs::read_to_string(checker().join("tests/golden/right/report.json")).unwrap();
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["later"] = json!("a field of a later version");
    for field in ["view", "submission", "layers"] {
        value.as_object_mut().unwrap().remove(field).unwrap();
    }
    for field in ["partial_credit", "hidden_tests", "error", "flags"] {
        let exercise = value["exercises"][0].as_object_mut().unwrap();
        exercise.remove(field).unwrap();
    }
    assert!(validator.is_valid(&value));
    let report: Report = serde_json::from_value(value).unwrap();
    assert!(report.exercises[0].hidden_tests, "in doubt, it hides");
}
