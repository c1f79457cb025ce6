//! What a test's process says over its socket, and what it is answered.

use super::expectations::Expectations;
use super::witness::Witness;
use crate::process::thread;
use report::{Answer, Message, Outcome, Question, Reply, Seal};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{Receiver, Sender, channel};

/// More than any honest test has to say.
const LONGEST_REPORT: u64 = 8 << 20;

/// What a test's process said, as far as it counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// What it reported, in order; neither questions nor the two below.
    pub(super) messages: Vec<Message>,
    /// What it told of its seal before anything else.
    pub(super) sealed: Option<Seal>,
    /// Whether the last of its words was the key, which it was sent after a pass.
    pub(super) confirmed: bool,
}

/// The two secrets of a run.
pub(super) struct Secrets {
    /// Stands before every line, from the beginning.
    pub(super) token: String,
    /// Sent after a pass, and not before.
    pub(super) key: String,
}

/// Listen to a process to the end of what it says, on a thread of its own, and
/// answer what it asks, as `witness` sees it. What it reports goes to `heard` at once.
pub(super) fn listen(
    socket: UnixStream,
    secrets: Secrets,
    witness: Witness,
    heard: Option<Sender<Message>>,
) -> anyhow::Result<Receiver<Said>> {
    let (send, receive) = channel();
    thread("report", move || {
        let said = follow(&socket, secrets, &|about| witness.answer(about), heard);
        // Who has more to say waits for nothing.
        let _ = socket.shutdown(Shutdown::Both);
        let _ = send.send(said);
    })?;
    Ok(receive)
}

fn follow(
    socket: &UnixStream,
    secrets: Secrets,
    look: &dyn Fn(&Question) -> Answer,
    heard: Option<Sender<Message>>,
) -> Said {
    let mut listener = Listener::new(secrets);
    listener.heard = heard;
    let mut lines = BufReader::new(socket.take(LONGEST_REPORT));
    let mut line = Vec::new();
    while lines
        .read_until(b'\n', &mut line)
        .is_ok_and(|read| read > 0)
    {
        if let Some(reply) = listener.hear(&line, look) {
            // A process that is gone needs no answer.
            let mut socket = socket;
            let _ = socket.write_all(format!("{}\n", reply.to_line()).as_bytes());
        }
        line.clear();
    }
    listener.all()
}

/// Hears one line after the other.
struct Listener {
    secrets: Secrets,
    said: Said,
    expectations: Expectations,
    key_is_sent: bool,
    /// Who follows the report while it comes.
    heard: Option<Sender<Message>>,
}

impl Listener {
    fn new(secrets: Secrets) -> Self {
        Self {
            secrets,
            said: Said::default(),
            expectations: Expectations::default(),
            key_is_sent: false,
            heard: None,
        }
    }

    /// Take in a line; what it is to be answered.
    fn hear(&mut self, line: &[u8], look: &dyn Fn(&Question) -> Answer) -> Option<Reply> {
        let message = message(line, &self.secrets.token)?;
        match message {
            Message::Ask { number, about } => {
                let answer = look(&about);
                return Some(Reply::Answer { number, answer });
            }
            Message::Expected {
                number,
                what,
                value,
            } => self.expectations.expect(number, what, value),
            Message::Got { number, value } => {
                return Some(self.expectations.compare(number, value));
            }
            Message::Overlapped { pieces } => self.expectations.overlapped(pieces),
            Message::Sealed(seal) => {
                let first = self.said.messages.is_empty() && self.said.sealed.is_none();
                self.said.sealed = Some(seal).filter(|_| first);
            }
            Message::Confirmed { key } => {
                let right = self.key_is_sent && key == self.secrets.key;
                self.said.confirmed = right && !self.said.confirmed;
            }
            Message::Speaks { .. }
            | Message::Started
            | Message::Promised { .. }
            | Message::Tests { .. }
            | Message::Clock { .. }
            | Message::SpanStarted { .. }
            | Message::SpanEnded { .. }
            | Message::Note { .. }
            | Message::SpeedUp(_)
            | Message::Finding(_)
            | Message::Finished { .. } => {
                self.expectations.see(&message);
                // It was the last word, or it was none.
                self.said.confirmed = false;
                if let Some(heard) = &self.heard {
                    // Who has gone away wants to hear no more.
                    let _ = heard.send(message.clone());
                }
                self.said.messages.push(message);
                return self.key();
            }
        }
        None
    }

    /// All that was said. What differs is a finding, also where the process did
    /// not say so.
    fn all(mut self) -> Said {
        let found = |said: &Message| matches!(said, Message::Finding(_));
        if !self.said.messages.iter().any(found) {
            let finding = self.expectations.broken().map(Message::Finding);
            self.said.messages.extend(finding);
        }
        self.said
    }

    /// The key, once and only after a pass.
    fn key(&mut self) -> Option<Reply> {
        let passed = Message::Finished {
            outcome: Outcome::Passed,
        };
        let found = |said: &Message| matches!(said, Message::Finding(_));
        let messages = &self.said.messages;
        let now = messages.last() == Some(&passed)
            && messages.contains(&Message::Started)
            && !messages.iter().any(found)
            && self.expectations.are_met();
        if !now || self.key_is_sent {
            return None;
        }
        self.key_is_sent = true;
        Some(Reply::Key(self.secrets.key.clone()))
    }
}

/// What a line says, if it is one of the report.
fn message(line: &[u8], token: &str) -> Option<Message> {
    let rest = line.strip_prefix(token.as_bytes())?.strip_prefix(b" ")?;
    serde_json::from_slice(rest).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::{Finding, Kind, Left, ProcessId};

    const SEALED: &str = r#"{"say":"sealed","landlock":7,"seccomp":true,"uid":null,"network":"none","witnessed":true}"#;
    const STARTED: &str = r#"{"say":"started"}"#;
    const PASSED: &str = r#"{"say":"finished","outcome":"passed"}"#;
    const FAILED: &str = r#"{"say":"finished","outcome":"failed"}"#;
    const CONFIRMED: &str = r#"{"say":"confirmed","key":"b"}"#;
    const NOTE: &str = r#"{"say":"note","text":"5 ms"}"#;

    /// What is heard and what is answered where `lines` are said with the right
    /// token. The key is `b`.
    fn hear(lines: &[&str]) -> (Said, Vec<String>) {
        let secrets = Secrets {
            token: "t".into(),
            key: "b".into(),
        };
        let mut listener = Listener::new(secrets);
        let look = |about: &Question| match about {
            Question::Left(process) if process.pid == 3 => Answer::Left(Some(Left::Zombie)),
            Question::Left(_) => Answer::Left(None),
            Question::Threads(_)
            | Question::Busiest(_)
            | Question::Worker(_)
            | Question::Memory(_) => Answer::Threads(None),
        };
        let said = lines.iter().map(|line| format!("t {line}\n"));
        let replies = said.filter_map(|line| listener.hear(line.as_bytes(), &look));
        let replies = replies.map(|reply| reply.to_line()).collect();
        (listener.all(), replies)
    }

    #[track_caller]
    fn check(lines: &[&str], confirmed: bool, replies: &[&str]) {
        let (said, answered) = hear(lines);
        assert_eq!(said.confirmed, confirmed, "{lines:?}");
        assert_eq!(answered, replies, "{lines:?}");
    }

    #[test]
    fn a_pass_that_is_confirmed_with_the_key_is_one() {
        check(&[SEALED, STARTED, PASSED, CONFIRMED], true, &["key b"]);
        check(&[STARTED, NOTE, PASSED, CONFIRMED], true, &["key b"]);
    }

    #[test]
    fn a_confirmation_that_is_not_the_last_word_after_a_pass_is_none() {
        check(&[STARTED, PASSED], false, &["key b"]);
        check(&[STARTED, PASSED, CONFIRMED, NOTE], false, &["key b"]);
        check(&[STARTED, PASSED, CONFIRMED, CONFIRMED], false, &["key b"]);
        let other = CONFIRMED.replace('b', "c");
        check(&[STARTED, PASSED, &other], false, &["key b"]);
        check(&[STARTED, PASSED, CONFIRMED, PASSED], false, &["key b"]);
    }

    #[test]
    fn the_key_is_not_sent_before_the_pass_and_not_twice() {
        check(&[STARTED, CONFIRMED, PASSED], false, &["key b"]);
        check(&[PASSED, CONFIRMED], false, &[]);
        check(&[STARTED, FAILED, CONFIRMED], false, &[]);
        check(&[STARTED, PASSED, PASSED, CONFIRMED], true, &["key b"]);
        let finding = Finding {
            kind: Kind::Hangs,
            observed: String::new(),
            promised: None,
            meaning: String::new(),
            look_at: String::new(),
            location: None,
        };
        let found = serde_json::to_string(&Message::Finding(finding)).unwrap();
        check(&[STARTED, &found, PASSED, CONFIRMED], false, &[]);
    }

    #[test]
    fn a_seal_counts_only_as_the_first_word() {
        assert!(hear(&[SEALED, STARTED]).0.sealed.is_some());
        assert!(hear(&[STARTED, SEALED]).0.sealed.is_none());
        assert!(hear(&[SEALED, SEALED, STARTED]).0.sealed.is_none());
        assert!(hear(&[STARTED]).0.sealed.is_none());
    }

    const EXPECTED: &str = r#"{"say":"expected","number":1,"what":"the sum","value":"7"}"#;
    const RIGHT: &str = r#"{"say":"got","number":1,"value":"7"}"#;
    const WRONG: &str = r#"{"say":"got","number":1,"value":"0"}"#;

    #[test]
    fn a_value_is_compared_here_and_without_it_there_is_no_pass() {
        let said = [STARTED, EXPECTED, RIGHT, PASSED, CONFIRMED];
        check(&said, true, &["same 1", "key b"]);
        let said = [STARTED, EXPECTED, WRONG, PASSED, CONFIRMED];
        check(&said, false, &["differs 1 7"]);
        // Neither forgotten, nor told after the fact, nor told anew.
        check(&[STARTED, EXPECTED, PASSED, CONFIRMED], false, &[]);
        let said = [STARTED, RIGHT, EXPECTED, PASSED, CONFIRMED];
        check(&said, false, &["differs 1 "]);
        let anew = EXPECTED.replace('7', "0");
        let said = [STARTED, EXPECTED, &anew, WRONG, PASSED, CONFIRMED];
        check(&said, false, &["differs 1 7"]);
    }

    #[test]
    fn what_was_under_way_at_once_was_told_as_it_happened() {
        let begun = |id: u64| {
            format!(r#"{{"say":"span-started","id":{id},"item":"a","lane":"main","at_us":0}}"#)
        };
        let ended = r#"{"say":"span-ended","id":1,"how":"finished","at_us":0}"#;
        let (one, two) = (begun(1), begun(2));
        let overlapped = r#"{"say":"overlapped","pieces":2}"#;
        let said = [STARTED, &one, &two, ended, overlapped, PASSED, CONFIRMED];
        check(&said, true, &["key b"]);
        let said = [STARTED, &one, ended, &two, overlapped, PASSED, CONFIRMED];
        check(&said, false, &[]);
        assert!(matches!(
            hear(&said).0.messages.last(),
            Some(Message::Finding(_))
        ));
    }

    #[test]
    fn a_difference_that_the_process_does_not_tell_is_told_by_us() {
        let (said, _) = hear(&[STARTED, EXPECTED, WRONG, PASSED]);
        let Some(Message::Finding(finding)) = said.messages.last() else {
            panic!("{said:?}");
        };
        assert_eq!(finding.observed, "the sum is 0, expected 7");
    }

    #[test]
    fn a_question_is_answered_and_is_no_part_of_the_report() {
        let ask = |pid| {
            let about = Question::Left(ProcessId { pid, since: 1 });
            serde_json::to_string(&Message::Ask { number: 9, about }).unwrap()
        };
        let (said, replies) = hear(&[STARTED, &ask(3), &ask(4)]);
        assert_eq!(replies, ["left 9 zombie", "left 9"]);
        assert_eq!(said.messages, [Message::Started]);
    }

    #[test]
    fn a_line_without_the_token_counts_for_nothing() {
        let line = format!("secret {PASSED}");
        assert!(message(line.as_bytes(), "secret").is_some());
        assert_eq!(message(line.as_bytes(), "other"), None);
        assert_eq!(message(PASSED.as_bytes(), "secret"), None);
        assert_eq!(message(b"secret nonsense", "secret"), None);
    }

    #[test]
    fn a_report_ends_where_the_socket_does() {
        let (mut theirs, ours) = UnixStream::pair().unwrap();
        let secrets = Secrets {
            token: "t".into(),
            key: "b".into(),
        };
        let said = listen(ours, secrets, Witness::of(0, None), None);
        let lines = format!("t {STARTED}\nno token\nt {NOTE}\n");
        theirs.write_all(lines.as_bytes()).unwrap();
        drop(theirs);
        let text = "5 ms".into();
        let want = [Message::Started, Message::Note { text }];
        assert_eq!(said.unwrap().recv().unwrap().messages, want);
    }
}
