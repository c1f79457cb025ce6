//! One of several runs that share the work.

use super::key::Key;
use serde::{Deserialize, Serialize};
use std::fmt;

/// `2/3`: the second of three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// From 1 to `of`.
    pub index: usize,
    /// How many there are.
    pub of: usize,
}

impl Shard {
    /// Whether this shard judges the answer with this key.
    #[must_use]
    pub fn judges(&self, key: &Key) -> bool {
        key.modulo(self.of) + 1 == self.index
    }

    /// Whether this shard writes down what the submission `id` holds.
    #[must_use]
    pub fn lists(&self, id: &str) -> bool {
        self.judges(&Key::of(&[id.as_bytes()]))
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.of)
    }
}
