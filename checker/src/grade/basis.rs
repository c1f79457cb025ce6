//! What the verdicts of a run depend on, exercise by exercise and part by part. It
//! is kept with the results, so that a later run can tell what has changed since.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the verdicts on one exercise depend on, beside the answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Names all of it: where it is the same, so are the verdicts.
    pub key: String,
    /// The parts, by what people call them: each as it is, or a hash of it.
    pub parts: BTreeMap<String, String>,
}

impl Basis {
    /// What is different from `before`; empty where verdicts stay as they are.
    #[must_use]
    pub fn changes(&self, before: &Self) -> Vec<String> {
        if self.key == before.key {
            return Vec::new();
        }
        let names = self.parts.keys().chain(before.parts.keys());
        let mut changed: Vec<_> = names
            .filter(|name| self.parts.get(*name) != before.parts.get(*name))
            .cloned()
            .collect();
        changed.sort();
        changed.dedup();
        if changed.is_empty() {
            changed.push("how this program builds and judges".to_owned());
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn basis(key: &str, parts: &[(&str, &str)]) -> Basis {
        let parts = parts.iter();
        let parts = parts.map(|(what, is)| ((*what).to_owned(), (*is).to_owned()));
        Basis {
            key: key.to_owned(),
            parts: parts.collect(),
        }
    }

    #[test]
    fn what_is_different_is_named_and_never_nothing() {
        let before = basis("a", &[("the hidden test", "1"), ("its deadline", "5000")]);
        assert_eq!(before.changes(&before), [""; 0]);
        let after = basis("b", &[("the hidden test", "2"), ("its deadline", "5000")]);
        assert_eq!(after.changes(&before), ["the hidden test"]);
        let other = basis("b", &[("the hidden test", "1"), ("the crate `x`", "1")]);
        assert_eq!(other.changes(&before), ["its deadline", "the crate `x`"]);
        let unclear = basis("b", &[("the hidden test", "1"), ("its deadline", "5000")]);
        assert_eq!(
            unclear.changes(&before),
            ["how this program builds and judges"]
        );
    }
}
