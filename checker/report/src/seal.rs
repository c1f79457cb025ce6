//! What a test may touch, and what a sealed process tells of its seal.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What an exercise is allowed beyond computing; `needs` in `info.toml`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Needs {
    /// To read and write beneath the folder of the test.
    pub files: bool,
    /// TCP connections on this machine.
    pub sockets: bool,
    /// To start programs.
    pub processes: bool,
}

impl Needs {
    /// The words of `info.toml`.
    pub const WORDS: [&'static str; 3] = ["files", "sockets", "processes"];

    /// Allow what `word` names; `false` where it is none of [`Needs::WORDS`].
    pub fn allow(&mut self, word: &str) -> bool {
        let [files, sockets, processes] = Self::WORDS;
        match word {
            word if word == files => self.files = true,
            word if word == sockets => self.sockets = true,
            word if word == processes => self.processes = true,
            _ => return false,
        }
        true
    }

    /// Whether the folder of the test may be written to. Who starts programs has
    /// files at times that these write to.
    #[must_use]
    pub fn writes(self) -> bool {
        self.files || self.processes
    }

    /// The words for what is allowed.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        let allowed = [self.files, self.sockets, self.processes];
        let words = Self::WORDS.into_iter().zip(allowed);
        words.filter_map(|(word, allowed)| allowed.then_some(word))
    }
}

/// How a test's process has to seal itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// What stays open.
    pub needs: Needs,
    /// The folder of this test, absolute.
    pub scratch: PathBuf,
    /// The user to become, where the process is started by root.
    pub uid: Option<u32>,
}

/// What is in force in a process that sealed itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The version of Landlock; `None` where it is not in force.
    pub landlock: Option<u32>,
    /// Whether system calls are filtered.
    pub seccomp: bool,
    /// The user that it became.
    pub uid: Option<u32>,
    /// What it can reach.
    pub network: Network,
    /// Whether it tried the forbidden and was denied it.
    pub witnessed: bool,
}

impl Seal {
    /// Whether all that `promised` has is in force here, and was witnessed.
    #[must_use]
    pub fn keeps(&self, promised: &Self) -> bool {
        self.witnessed && self.landlock >= promised.landlock && self.seccomp >= promised.seccomp
    }
}

/// What a process can reach.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Network {
    /// Nothing.
    #[default]
    None,
    /// Itself, in a network of its own.
    Loopback,
    /// Whatever the machine can reach.
    Any,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_keeps_a_promise_only_where_it_was_witnessed() {
        let promised = Seal {
            landlock: Some(7),
            seccomp: true,
            witnessed: true,
            ..Seal::default()
        };
        let without = [
            Seal {
                landlock: None,
                ..promised
            },
            Seal {
                seccomp: false,
                ..promised
            },
            Seal {
                witnessed: false,
                ..promised
            },
        ];
        assert!(promised.keeps(&promised));
        assert!(without.iter().all(|seal| !seal.keeps(&promised)));
        let less = Seal {
            landlock: None,
            ..promised
        };
        assert!(less.keeps(&less) && promised.keeps(&less));
    }

    #[test]
    fn a_need_is_named_by_its_word() {
        for word in Needs::WORDS {
            let mut needs = Needs::default();
            assert!(needs.allow(word));
            assert!(needs.words().eq([word]));
        }
        assert!(!Needs::default().allow("sudo"));
        assert_eq!(Needs::default().words().count(), 0);
    }
}
