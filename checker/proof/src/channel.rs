//! The line to the checker. It works on a private file, so neither the
//! learner's output nor a closed standard input reaches it, and its lock
//! survives panics.

use crate::clip::clip;
use crate::lines::Lines;
use crate::{ask, closing, held, promise, step};
use report::{Control, Finding, Message, Misread, Outcome, PROTOCOL, SpeedUp};
use std::fs::File;
use std::io::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};

static CHANNEL: Mutex<Channel> = Mutex::new(Channel {
    line: None,
    findings: Vec::new(),
    aside: None,
    before: Vec::new(),
    closes: false,
    notes: 0,
    finished: false,
});

/// Nobody reads more reasons than this, and an answer could panic in a loop.
const MOST_FINDINGS: usize = 16;

/// Of the parts of a finding, and of a note. Messages of panics are the answer's.
const LONGEST_TEXT: usize = 2_000;

/// A note is a line beside the verdict, not a log.
const MOST_NOTES: usize = 32;

struct Channel {
    line: Option<(File, String)>,
    findings: Vec<Finding>,
    /// What is found in an attempt, while there is one: it is said afterwards.
    aside: Option<Vec<Finding>>,
    /// What was found in the first attempt that failed.
    before: Vec<Finding>,
    /// Whether the test ends soon.
    closes: bool,
    notes: usize,
    finished: bool,
}

/// Take over standard input: read what the checker says, keep the socket to
/// answer on, and leave `/dev/null` behind. `None` if no checker is there.
pub(crate) fn open() -> Option<Control> {
    let line = socket::take_stdin()?;
    let mut lines = Lines::of(line.try_clone().ok()?);
    let control = match Control::from_line(&lines.next()?) {
        Ok(control) => control,
        Err(Misread::OtherProtocol { token }) => return other_protocol(line, token),
        Err(Misread::Nonsense) => return None,
    };
    if !socket::stay_with(&line) {
        return None;
    }
    ask::listen_to(lines);
    lock().line = Some((line, control.token.clone()));
    Some(control)
}

/// Tell a checker of another version that it is one.
fn other_protocol<T>(line: File, token: String) -> Option<T> {
    let mut channel = lock();
    channel.line = Some((line, token));
    let protocol = PROTOCOL;
    channel.send(&Message::Speaks { protocol });
    None
}

/// A copy of this process says what it has to say into `file`, and is ended by its parent.
#[cfg(unix)]
pub(crate) fn divert(file: File) {
    ask::nobody_answers();
    let mut channel = lock();
    channel.line = Some((file, "copy".to_owned()));
    channel.findings.clear();
    channel.closes = true;
}

/// Whether there is a checker to tell.
pub(crate) fn is_there() -> bool {
    lock().line.is_some()
}

/// Say `message` at once.
pub(crate) fn send(message: &Message) {
    held::excused(|| step::unseen(|| lock().send(message)));
}

/// Say a line beside the verdict.
pub(crate) fn note(text: &str) {
    let mut channel = lock();
    if channel.notes < MOST_NOTES {
        channel.notes += 1;
        let text = clip(format_args!("{text}"), LONGEST_TEXT);
        channel.send(&Message::Note { text });
    }
}

/// Say how much faster work was; the last one is shown.
pub(crate) fn speed_up(measured: SpeedUp) {
    send(&Message::SpeedUp(measured));
}

/// Say `finding` at once, and remember it: this test cannot pass any more, and
/// does not go on for long.
pub(crate) fn record(finding: Finding) {
    held::excused(|| keep(finding));
}

fn keep(mut finding: Finding) {
    finding.promised = finding
        .promised
        .or_else(|| promise::broken_by(finding.kind));
    let mut channel = lock();
    if !channel.closes && channel.line.is_some() {
        channel.closes = true;
        closing::soon();
    }
    if let Some(aside) = &mut channel.aside {
        if aside.len() < MOST_FINDINGS {
            aside.push(finding);
        }
        return;
    }
    if channel.findings.len() < MOST_FINDINGS {
        let finding = for_a_person(finding);
        // A panic can come later than the end of the test, and still counts.
        let finished = std::mem::replace(&mut channel.finished, false);
        channel.send(&Message::Finding(finding.clone()));
        channel.finished = finished;
        channel.findings.push(finding);
    }
}

/// Whether something was found.
pub(crate) fn refused() -> bool {
    let channel = lock();
    let aside = channel.aside.as_ref();
    !channel.findings.is_empty() || aside.is_some_and(|aside| !aside.is_empty())
}

/// Keep what is found, from now on until [`take_aside`]. Should the test end before,
/// it is said then.
pub(crate) fn set_aside() {
    lock().aside = Some(Vec::new());
}

/// What was found since [`set_aside`], for who says it afterwards.
pub(crate) fn take_aside() -> Vec<Finding> {
    let mut channel = lock();
    let found = channel.aside.take().unwrap_or_default();
    if channel.before.is_empty() {
        channel.before.clone_from(&found);
    }
    found
}

/// What was found in attempts is said, or will not be.
pub(crate) fn forget_attempts() {
    lock().before.clear();
}

/// Whether this is an attempt, and what is found is said later.
pub(crate) fn is_attempt() -> bool {
    lock().aside.is_some()
}

/// What was kept, if the test ends in the middle of an attempt.
fn say_what_was_kept() {
    let mut channel = lock();
    let aside = channel.aside.take().unwrap_or_default();
    let before = std::mem::take(&mut channel.before);
    drop(channel);
    let kept = if before.is_empty() { aside } else { before };
    kept.into_iter().for_each(keep);
}

/// Say how the test ended, and whether that is a pass. Apart from what
/// [`confirm`] says, and from what is found, nothing is said after that.
pub(crate) fn finish(returned: bool) -> bool {
    say_what_was_kept();
    let mut channel = lock();
    let passed = returned && channel.findings.is_empty();
    let outcome = if passed {
        Outcome::Passed
    } else {
        Outcome::Failed
    };
    channel.send(&Message::Finished { outcome });
    channel.finished = true;
    passed
}

/// Repeat what the checker sent when it heard of the pass.
pub(crate) fn confirm(key: String) {
    let mut channel = lock();
    channel.finished = false;
    channel.send(&Message::Confirmed { key });
    channel.finished = true;
}

/// Whether the checker is still there to judge.
#[cfg(unix)]
pub(crate) fn is_open() -> bool {
    let channel = lock();
    let line = channel.line.as_ref();
    line.is_some_and(|(line, _)| !crate::parent::hung_up(line))
}

/// What was found so far, which is forgotten: for tests of the instruments.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn take_findings() -> Vec<Finding> {
    say_what_was_kept();
    std::mem::take(&mut lock().findings)
}

/// Each part is a phrase of bearable length, which the reporter ends.
fn for_a_person(finding: Finding) -> Finding {
    let phrase = |text: String| {
        let text = text.trim_end();
        let text = match text.strip_suffix('.') {
            Some(phrase) if !phrase.ends_with('.') => phrase,
            Some(_) | None => text,
        };
        clip(format_args!("{text}"), LONGEST_TEXT)
    };
    Finding {
        observed: phrase(finding.observed),
        meaning: phrase(finding.meaning),
        look_at: phrase(finding.look_at),
        ..finding
    }
}

fn lock() -> MutexGuard<'static, Channel> {
    CHANNEL.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Channel {
    fn send(&mut self, message: &Message) {
        let Some((line, token)) = self.line.as_mut().filter(|_| !self.finished) else {
            return;
        };
        let Ok(json) = serde_json::to_string(message) else {
            return;
        };
        // One write for a line. A checker that is gone leaves nobody to tell.
        let _ = line.write_all(format!("{token} {json}\n").as_bytes());
    }
}

#[cfg(unix)]
mod socket {
    use crate::parent;
    use rustix::fs::{FileType, Mode, OFlags, fstat, open};
    use rustix::io::fcntl_dupfd_cloexec;
    use rustix::stdio::{dup2_stdin, stdin};
    use std::fs::File;

    pub(super) fn take_stdin() -> Option<File> {
        let kind = FileType::from_raw_mode(fstat(stdin()).ok()?.st_mode);
        if !kind.is_socket() {
            return None;
        }
        let socket = fcntl_dupfd_cloexec(stdin(), 3).ok()?;
        let nothing = open("/dev/null", OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()).ok()?;
        dup2_stdin(&nothing).ok()?;
        Some(File::from(socket))
    }

    /// `false` if the checker is gone already.
    pub(super) fn stay_with(line: &File) -> bool {
        parent::stay_with_it(line)
    }
}

#[cfg(not(unix))]
mod socket {
    use std::fs::File;

    /// There is no socket to take over on this system yet.
    pub(super) fn take_stdin() -> Option<File> {
        None
    }

    pub(super) fn stay_with(_line: &File) -> bool {
        false
    }
}
