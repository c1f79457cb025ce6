//! What a worker is told, and what it says: one line of
//! JSON each.

use crate::exit::Failure;
use crate::verdict::Verdict;
use anyhow::{anyhow, bail};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Write};

/// An answer to judge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The exercise, by its place in the course.
    pub exercise: usize,
    /// The answer, as it was handed in.
    pub text: Vec<u8>,
}

/// What a worker says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// First of all: what it judges by.
    Ready {
        /// The name of all that verdicts depend on.
        judging: String,
    },
    /// It cannot judge anything.
    Unfit(String),
    /// The answer is judged.
    Judged(Box<Verdict>),
    /// Nobody needs it any more.
    Cancelled,
    /// The answer could not be judged.
    Trouble(String),
    /// A bug of ours.
    Panicked(String),
}

impl Reply {
    /// What it says about the answer.
    pub(super) fn judged(self) -> anyhow::Result<Option<Verdict>> {
        match self {
            Reply::Judged(verdict) => Ok(Some(*verdict)),
            Reply::Cancelled => Ok(None),
            Reply::Trouble(why) | Reply::Unfit(why) => Err(anyhow!(why)),
            Reply::Panicked(words) => bail!("internal error: {words}"),
            Reply::Ready { .. } => bail!(Failure::Internal(
                "a worker said twice that it is ready".into()
            )),
        }
    }
}

/// Say it to the other side.
///
/// # Errors
///
/// Where nobody is there any more.
pub fn say(words: &impl Serialize, to: &mut impl Write) -> io::Result<()> {
    let mut line = serde_json::to_vec(words)?;
    line.push(b'\n');
    to.write_all(&line)
}

/// Hear what the other side says next; `None` when it is gone.
pub fn hear<T: DeserializeOwned>(from: &mut impl BufRead) -> Option<T> {
    let mut line = Vec::new();
    from.read_until(b'\n', &mut line).ok()?;
    serde_json::from_slice(&line).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::sample;

    #[test]
    fn a_verdict_comes_over_as_it_is() {
        for verdict in [sample::pass(), sample::serial()] {
            let reply = Reply::Judged(Box::new(verdict));
            let mut line = Vec::new();
            say(&reply, &mut line).unwrap();
            assert_eq!(hear::<Reply>(&mut line.as_slice()), Some(reply));
        }
        assert_eq!(hear::<Reply>(&mut &b"{\"judged\":"[..]), None);
        assert_eq!(hear::<Reply>(&mut &b""[..]), None);
    }
}
