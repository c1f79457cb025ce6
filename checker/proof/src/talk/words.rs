//! What is said where a conversation goes another way.

use crate::bytes::bytes;
use crate::refusal::{finding, hang, shown};
use report::{Finding, Kind};
use std::io;
use std::time::Duration;

pub(super) fn nobody_listens(who: &str, error: &io::Error) -> Finding {
    finding(
        Kind::WrongResult,
        format!("{who} cannot connect: {error}"),
        "nobody listens any more",
        "when does the server stop, and who owns the listener?",
    )
}

pub(super) fn other_words(who: &str, got: &[u8], want: &str) -> Finding {
    finding(
        Kind::WrongResult,
        format!(
            "{who} heard {}, expected {}",
            shown(&String::from_utf8_lossy(got)),
            shown(&want)
        ),
        "what is sent is not what the exercise asks for",
        "what is written, and where does a message end?",
    )
}

/// From shortly before the first byte that differs.
pub(super) fn other_bytes(who: &str, got: &[u8], want: &[u8]) -> Finding {
    const BEFORE: usize = 20;
    const AFTER: usize = 40;
    let same = got.iter().zip(want).take_while(|(got, want)| got == want);
    let same = same.count();
    let from = match same > BEFORE * 2 {
        true => same - BEFORE,
        false => 0,
    };
    let part = |of: &[u8]| excerpt(&of[from..of.len().min(same + AFTER)]);
    let place = match from {
        0 => String::new(),
        _ => format!(", after {from} bytes that are right"),
    };
    finding(
        Kind::WrongResult,
        format!("{who} heard {}, expected {}{place}", part(got), part(want)),
        "what comes back is not what the exercise asks for",
        "which bytes are written, and are all of them?",
    )
}

/// As text, where it is that.
fn excerpt(part: &[u8]) -> String {
    match str::from_utf8(part) {
        Ok(text) => shown(&text),
        Err(_) => shown(&bytes(part)),
    }
}

pub(super) fn closed_within(who: &str, got: usize, of: usize) -> Finding {
    finding(
        Kind::WrongResult,
        format!("the connection to {who} was closed after {got} of {of} bytes"),
        "the other side left before it had said everything",
        "which case ends the conversation too soon?",
    )
}

pub(super) fn silence(who: &str, patience: Duration, what: &str) -> Finding {
    hang(
        Kind::Hangs,
        format!("{who} waited {} ms for {what}", patience.as_millis()),
        "both sides wait: each for the other",
        "how does the other side learn that nothing more will come?",
    )
}

pub(super) fn closed_before(who: &str, line: &str) -> Finding {
    finding(
        Kind::WrongResult,
        format!("the connection to {who} was closed before `{line}` came"),
        "the other side left without its answer",
        "which case ends the conversation too soon?",
    )
}

pub(super) fn answered_too_early(who: &str) -> Finding {
    too_early(who, "was answered", "it did not wait for its turn")
}

pub(super) fn closed_too_early(who: &str) -> Finding {
    too_early(who, "was sent away", "its connection ended before its turn")
}

fn too_early(who: &str, what: &str, meaning: &str) -> Finding {
    let observed = format!("{who} {what} too early");
    let look = "what has to be over before that?";
    finding(Kind::TooEarly, observed, meaning, look)
}

pub(super) fn kept(who: &str) -> Finding {
    finding(
        Kind::Leaks,
        format!("the connection to {who} is still open"),
        "somebody keeps the connection although nobody needs it any more",
        "who owns the stream, and until when?",
    )
}
