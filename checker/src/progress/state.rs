//! The content of `state.json`. Keys that this version does not know, and
//! exercises that this course does not have, are kept as they are.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The version of the format that this program writes.
pub(super) const SCHEMA: u64 = 1;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct State {
    pub(super) schema: u64,
    /// The course that it belongs to; for people and for merging.
    #[serde(default)]
    pub(super) course: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) current: Option<String>,
    #[serde(default)]
    pub(super) exercises: BTreeMap<String, Entry>,
    #[serde(flatten)]
    pub(super) unknown: Map<String, Value>,
}

/// One exercise. Times are seconds since 1970, UTC.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Entry {
    pub(super) status: Status,
    /// Different contents that were judged, one after another.
    pub(super) attempts: u32,
    pub(super) hint_level: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) first_tried: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_tried: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) first_passed: Option<u64>,
    /// Seconds between judgements that followed each other soon.
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) worked: u64,
    /// The content that was judged last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tried_hash: Option<String>,
    /// The content that passed last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) passed_hash: Option<String>,
    /// How often in a row it was known when it was tried again.
    #[serde(skip_serializing_if = "is_none_yet")]
    pub(super) reviews: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_reviewed: Option<u64>,
    /// A review that has begun and has not passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) review: Option<OpenReview>,
    #[serde(flatten)]
    pub(super) unknown: Map<String, Value>,
}

/// An exercise that is being tried again.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct OpenReview {
    /// Different contents that were judged, the shipped one aside.
    pub(super) attempts: u32,
    /// The content that was judged last.
    pub(super) tried_hash: String,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands out references"
)]
fn is_none_yet(number: &u32) -> bool {
    *number == 0
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands out references"
)]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// Whether an exercise has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Not yet.
    #[default]
    Pending,
    /// Once is enough: a later change that does not pass leaves it done.
    Done,
}

/// Why a state file cannot be used.
#[derive(Debug, PartialEq)]
pub(super) enum Unusable {
    /// Written by a newer program; must not be touched.
    Newer(u64),
    /// Not a state file at all.
    Garbage(String),
}

impl State {
    pub(super) fn new(course: &str) -> Self {
        Self {
            schema: SCHEMA,
            course: course.to_owned(),
            current: None,
            exercises: BTreeMap::new(),
            unknown: Map::new(),
        }
    }

    pub(super) fn parse(text: &[u8]) -> Result<Self, Unusable> {
        let garbage = |error: serde_json::Error| Unusable::Garbage(error.to_string());
        let value: Value = serde_json::from_slice(text).map_err(garbage)?;
        // The version comes first: a newer format may have any other shape.
        match value.get("schema").and_then(Value::as_u64) {
            Some(schema) if schema > SCHEMA => Err(Unusable::Newer(schema)),
            Some(_) => serde_json::from_value(value).map_err(garbage),
            None => Err(Unusable::Garbage("it has no `schema` number".into())),
        }
    }

    pub(super) fn to_text(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_kept() {
        let text = r#"{
  "schema": 1,
  "course": "concurrency",
  "current": "join",
  "exercises": {
    "gone": {
      "status": "done",
      "attempts": 2,
      "hint_level": 0,
      "mood": "fine"
    }
  },
  "later": [
    1
  ]
}
"#;
        let state = State::parse(text.as_bytes()).unwrap();
        assert_eq!(state.exercises["gone"].status, Status::Done);
        assert_eq!(state.to_text().unwrap(), text);
    }

    #[test]
    fn a_newer_format_is_known_by_its_number_alone() {
        let newer = State::parse(br#"{"schema": 2, "exercises": 7}"#);
        assert_eq!(newer, Err(Unusable::Newer(2)));
    }

    #[test]
    fn everything_else_is_garbage() {
        for text in [
            "",
            "{",
            "[]",
            "{}",
            "{\"schema\": 1, \"exercises\": 7}",
            "\0\0",
        ] {
            let parsed = State::parse(text.as_bytes());
            assert!(matches!(parsed, Err(Unusable::Garbage(_))), "{text:?}");
        }
    }
}
