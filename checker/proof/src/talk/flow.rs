//! Bytes that flow in both directions at once, or stop because nobody takes them.

use super::ear::Heard;
use super::words::{closed_within, other_bytes};
use super::{Span, Talk};
use crate::refusal::refuse;
use lab::ms;
use std::io::{ErrorKind, Write};
use std::thread;
use std::time::{Duration, Instant};

/// Who has taken nothing after so many pauses takes nothing more before it is listened to.
/// Pauses are counted, and not the time: on a busy machine it passes for both sides.
const STUCK: u32 = 15;
const PAUSE: Duration = ms(2);

/// Small enough to go through in most cases, and no power of two.
const PIECE: usize = 1_001;
const PIECES: usize = 64;

impl Talk {
    /// Wait for `bytes`, and no longer: nobody has to end anything after them.
    pub fn hears(&mut self, bytes: impl AsRef<[u8]>) {
        self.says_and_hears("", bytes);
    }

    /// Send all of `says` and wait for `hears`, both at the same time: neither side has
    /// to be done before the other one goes on.
    pub fn says_and_hears(&mut self, says: impl AsRef<[u8]>, hears: impl AsRef<[u8]>) {
        let (mut left, want) = (says.as_ref(), hears.as_ref());
        let waits = Span::start(&format!("{} waits for what comes back", self.who));
        let mut last = Instant::now();
        while self.ear.len() < want.len() {
            let sent = self.says_what_goes(left);
            left = &left[sent..];
            // Nothing is to be said: then it sleeps until it hears something.
            let patience = match left {
                [] => self.patience,
                _ => ms(1),
            };
            match self.ear.read(&self.stream, patience) {
                Heard::Bytes => last = Instant::now(),
                Heard::End => self.refuse_end_within(want),
                Heard::Nothing if sent > 0 => last = Instant::now(),
                Heard::Nothing if last.elapsed() >= self.patience => self.refuse_lack_of(want),
                Heard::Nothing => {}
            }
        }
        self.is_heard(want);
        if !left.is_empty() {
            let _ = self.stream.write_all(left);
        }
        waits.end();
    }

    /// Send as much of `bytes` as the other side takes from somebody who does not listen,
    /// and say how much that was. The system keeps some of it on the way: a good million
    /// bytes, and less where the other side's socket has small buffers.
    pub fn says_without_listening(&mut self, bytes: impl AsRef<[u8]>) -> usize {
        self.keeps_little();
        let bytes = bytes.as_ref();
        let (mut sent, mut pauses) = (0, 0);
        while sent < bytes.len() && pauses < STUCK {
            match self.says_what_goes(&bytes[sent..]) {
                0 => {
                    pauses += 1;
                    thread::sleep(PAUSE);
                }
                more => {
                    sent += more;
                    pauses = 0;
                }
            }
        }
        sent
    }

    /// How many bytes of `bytes` can be sent now, one piece after another.
    fn says_what_goes(&mut self, bytes: &[u8]) -> usize {
        if bytes.is_empty() {
            return 0;
        }
        super::must(self.stream.set_nonblocking(true));
        let mut sent = 0;
        for piece in bytes.chunks(PIECE).take(PIECES) {
            match self.stream.write(piece) {
                Ok(count) => {
                    sent += count;
                    // The rest of it comes before the next one.
                    if count < piece.len() {
                        break;
                    }
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                // Who has gone away is found out by the next wait.
                Err(_) => {
                    sent = bytes.len();
                    break;
                }
            }
        }
        super::must(self.stream.set_nonblocking(false));
        sent
    }

    /// Compare what has come, and nothing more, with `want`.
    fn is_heard(&mut self, want: &[u8]) {
        let got = self.ear.take(want.len());
        if got != want {
            refuse(other_bytes(&self.who, &got, want));
        }
    }

    /// Something else has come, or not all.
    fn refuse_if_other(&mut self, want: &[u8]) {
        let got = self.ear.take_all();
        if !want.starts_with(&got) {
            refuse(other_bytes(&self.who, &got, want));
        }
    }

    fn refuse_lack_of(&mut self, want: &[u8]) -> ! {
        let got = self.ear.len();
        self.refuse_if_other(want);
        self.refuse_silence(&match got {
            0 => "what comes back".to_owned(),
            got => format!("the rest of {} bytes, after {got}", want.len()),
        })
    }

    fn refuse_end_within(&mut self, want: &[u8]) -> ! {
        let got = self.ear.len();
        self.refuse_if_other(want);
        refuse(closed_within(&self.who, got, want.len()))
    }
}
