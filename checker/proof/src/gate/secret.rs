//! What nobody can know but a gate, and those whom it tells.

use std::hash::{BuildHasher, RandomState};

/// Drawn for each gate.
#[derive(Debug, Default)]
pub(super) struct Secret(RandomState);

impl Secret {
    /// By so much a filter makes each byte larger; not by nothing.
    pub(super) fn key(&self) -> u8 {
        let number = self.0.hash_one("key") % u64::from(u8::MAX);
        u8::try_from(number).unwrap_or_default() + 1
    }

    /// What stands behind the answer to the job that is called `name`.
    pub(super) fn mark(&self, name: &str) -> String {
        format!("/{:04x}", self.0.hash_one(name) & 0xffff)
    }
}

/// A name for a thread, which is no longer than the system keeps.
pub(super) fn sign() -> String {
    let number: u64 = RandomState::new().hash_one("sign");
    format!("{:015x}", number >> 4)
}

/// `length` letters that nobody can guess.
pub(super) fn letters(length: usize) -> String {
    let state = RandomState::new();
    let letter = |place: usize| {
        let number = u8::try_from(state.hash_one(place) % 26).unwrap_or_default();
        char::from(b'a' + number)
    };
    (0..length).map(letter).collect()
}
