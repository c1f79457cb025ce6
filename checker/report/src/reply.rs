//! What the checker says to a test's process while it runs: a line for each
//! answer. Plain words, so that a harness without any crate reads them.

use crate::control::{escape, unescape};
use crate::{Left, Resident, Seen, ThreadTimes};
use std::time::Duration;

/// What the checker says after the first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// To an `Ask` with this number.
    Answer {
        /// That of the question.
        number: u64,
        /// What is known.
        answer: Answer,
    },
    /// The `Got` with this number is what was expected.
    Same {
        /// That of the value.
        number: u64,
    },
    /// It is not.
    Differs {
        /// That of the value.
        number: u64,
        /// What was expected.
        want: String,
    },
    /// What the harness must repeat after a test that passed.
    Key(String),
}

/// The answer to a [`Question`](crate::Question).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What threads do; `None` where the system does not say.
    Threads(Option<ThreadTimes>),
    /// The name of a thread; `None` where it has none, or the system does not say.
    Busiest(Option<String>),
    /// What a claim is worth.
    Worker(Seen),
    /// What there still is of a process; `None` where the system does not say.
    Left(Option<Left>),
    /// What lies in memory; `None` where the system does not say.
    Memory(Option<Resident>),
}

impl Reply {
    /// The line as it is sent, without its line end.
    #[must_use]
    pub fn to_line(&self) -> String {
        match self {
            Reply::Key(key) => format!("key {key}"),
            Reply::Same { number } => format!("same {number}"),
            Reply::Differs { number, want } => {
                format!("differs {number} {}", want.replace(['\n', '\r'], " "))
            }
            Reply::Answer { number, answer } => {
                let (what, known) = answer.to_words();
                let mut line = format!("{what} {number}");
                for word in known {
                    line.push(' ');
                    line.push_str(&word);
                }
                line
            }
        }
    }

    /// Read a line that [`Reply::to_line`] wrote.
    #[must_use]
    pub fn from_line(line: &str) -> Option<Self> {
        let line = line.trim_end_matches('\n');
        if let Some(rest) = line.strip_prefix("differs ") {
            let (number, want) = rest.split_once(' ')?;
            let (number, want) = (number.parse().ok()?, want.to_owned());
            return Some(Reply::Differs { number, want });
        }
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["same", number] => Some(Reply::Same {
                number: number.parse().ok()?,
            }),
            ["key", key] if !key.is_empty() => Some(Reply::Key(key.to_owned())),
            [what, number, ref known @ ..] => Some(Reply::Answer {
                number: number.parse().ok()?,
                answer: Answer::from_words(what, known)?,
            }),
            _ => None,
        }
    }
}

impl Answer {
    /// What it is about, and what is known.
    fn to_words(&self) -> (&'static str, Vec<String>) {
        match self {
            Self::Threads(times) => ("threads", times.as_ref().map_or(vec![], of_threads)),
            Self::Busiest(name) => {
                let name = name
                    .as_ref()
                    .map(|name| format!(".{}", escape(name.as_bytes())));
                ("busiest", name.into_iter().collect())
            }
            Self::Worker(seen) => ("worker", of_worker(seen)),
            Self::Left(left) => {
                let word = left.map(|left| of_left(left).to_owned());
                ("left", word.into_iter().collect())
            }
            Self::Memory(memory) => ("memory", memory.as_ref().map_or(vec![], of_memory)),
        }
    }

    fn from_words(what: &str, known: &[&str]) -> Option<Self> {
        let unknown = known.is_empty();
        match what {
            "threads" if unknown => Some(Self::Threads(None)),
            "threads" => threads(known).map(|times| Self::Threads(Some(times))),
            "busiest" if unknown => Some(Self::Busiest(None)),
            "busiest" => busiest(known).map(|name| Self::Busiest(Some(name))),
            "worker" => worker(known).map(Self::Worker),
            "left" if unknown => Some(Self::Left(None)),
            "left" => left(known).map(|left| Self::Left(Some(left))),
            "memory" if unknown => Some(Self::Memory(None)),
            "memory" => memory(known).map(|memory| Self::Memory(Some(memory))),
            _ => None,
        }
    }
}

fn of_threads(times: &ThreadTimes) -> Vec<String> {
    let state = if times.asleep { "asleep" } else { "awake" };
    vec![
        times.cpu.as_nanos().to_string(),
        times.starved.as_nanos().to_string(),
        times.naps.to_string(),
        state.to_owned(),
        times.at.as_nanos().to_string(),
    ]
}

fn threads(known: &[&str]) -> Option<ThreadTimes> {
    let [cpu, starved, naps, state, at] = *known else {
        return None;
    };
    let nanoseconds = |word: &str| word.parse().ok().map(Duration::from_nanos);
    Some(ThreadTimes {
        cpu: nanoseconds(cpu)?,
        starved: nanoseconds(starved)?,
        naps: naps.parse().ok()?,
        asleep: match state {
            "asleep" => true,
            "awake" => false,
            _ => return None,
        },
        at: nanoseconds(at)?,
    })
}

fn busiest(known: &[&str]) -> Option<String> {
    let [name] = *known else { return None };
    String::from_utf8(unescape(name.strip_prefix('.')?)?).ok()
}

/// The arguments may be any text: each is a word of its own, behind a full stop.
fn of_worker(seen: &Seen) -> Vec<String> {
    match seen {
        Seen::Unknown => vec![],
        Seen::Nobody => vec!["nobody".to_owned()],
        Seen::Worker { since, arguments } => {
            let arguments = arguments.iter();
            let words = arguments.map(|word| format!(".{}", escape(word.as_bytes())));
            std::iter::once(since.to_string()).chain(words).collect()
        }
    }
}

fn worker(known: &[&str]) -> Option<Seen> {
    match *known {
        [] => Some(Seen::Unknown),
        ["nobody"] => Some(Seen::Nobody),
        [since, ref arguments @ ..] => {
            let text = |word: &str| String::from_utf8(unescape(word.strip_prefix('.')?)?).ok();
            Some(Seen::Worker {
                since: since.parse().ok()?,
                arguments: arguments.iter().copied().map(text).collect::<Option<_>>()?,
            })
        }
    }
}

fn of_left(left: Left) -> &'static str {
    match left {
        Left::Nothing => "nothing",
        Left::Zombie => "zombie",
        Left::Process => "process",
    }
}

fn left(known: &[&str]) -> Option<Left> {
    let all = [Left::Nothing, Left::Zombie, Left::Process];
    all.into_iter().find(|left| *known == [of_left(*left)])
}

fn of_memory(memory: &Resident) -> Vec<String> {
    let numbers = [memory.own, memory.of_files, memory.peak];
    let begins = u64::from(memory.begins);
    let numbers = numbers.into_iter().chain([begins]);
    numbers.map(|number| number.to_string()).collect()
}

fn memory(known: &[&str]) -> Option<Resident> {
    let [own, of_files, peak, begins] = *known else {
        return None;
    };
    Some(Resident {
        own: own.parse().ok()?,
        of_files: of_files.parse().ok()?,
        peak: peak.parse().ok()?,
        begins: match begins {
            "0" => false,
            "1" => true,
            _ => return None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn survives(answer: Answer) {
        let reply = Reply::Answer { number: 5, answer };
        assert_eq!(Reply::from_line(&reply.to_line()), Some(reply));
    }

    #[test]
    fn a_reply_is_read_as_it_was_written() {
        let times = ThreadTimes {
            cpu: Duration::from_nanos(12),
            starved: Duration::from_secs(3),
            naps: 4,
            asleep: true,
            at: Duration::from_nanos(7),
        };
        let awake = ThreadTimes {
            asleep: false,
            ..times
        };
        for times in [None, Some(times), Some(awake)] {
            survives(Answer::Threads(times));
        }
        for left in [Left::Nothing, Left::Zombie, Left::Process] {
            survives(Answer::Left(Some(left)));
        }
        survives(Answer::Left(None));
        survives(Answer::Busiest(None));
        survives(Answer::Busiest(Some("it feeds ü".into())));
        survives(Answer::Memory(None));
        survives(Answer::Memory(Some(Resident {
            own: 1,
            of_files: 2,
            peak: 3,
            begins: true,
        })));
        let key = Reply::Key("ab".into());
        assert_eq!(Reply::from_line(&key.to_line()), Some(key));
    }

    #[test]
    fn what_was_expected_is_read_as_it_was_written() {
        for want in ["", "[3, 4]", "\"a b\"", " two  spaces "] {
            let (number, want) = (7, want.to_owned());
            let reply = Reply::Differs { number, want };
            assert_eq!(Reply::from_line(&reply.to_line()), Some(reply));
        }
        let want = "a\nkey b\r".to_owned();
        let line = Reply::Differs { number: 7, want }.to_line();
        assert_eq!(line, "differs 7 a key b ");
        let same = Reply::Same { number: 7 };
        assert_eq!(Reply::from_line(&same.to_line()), Some(same));
    }

    #[test]
    fn arguments_may_be_any_text() {
        survives(Answer::Worker(Seen::Unknown));
        survives(Answer::Worker(Seen::Nobody));
        for arguments in [&[][..], &["", "a b", "nobody", "%ü\n"]] {
            survives(Answer::Worker(Seen::Worker {
                since: 6,
                arguments: arguments.iter().map(|word| (*word).to_owned()).collect(),
            }));
        }
    }

    #[test]
    fn a_reply_that_is_not_understood_is_refused() {
        for line in [
            "",
            "key",
            "key ",
            "key a b",
            "threads",
            "threads x",
            "threads 1 2 3",
            "threads 1 2 3 awake 4",
            "threads 1 2 3 4 awake",
            "threads 1 2 3 4 dead 5",
            "worker 1 somebody",
            "worker 1 2 a",
            "left 1 something",
            "left 1 zombie process",
            "memory 1 2 3",
            "memory 1 2 3 4 5",
            "others 1",
        ] {
            assert_eq!(Reply::from_line(line), None, "{line}");
        }
    }
}
