//! What arrives on a connection, and has not been asked for yet.

use super::must;
use std::io::{self, Read};
use std::mem;
use std::net::TcpStream;
use std::time::Duration;

/// Who says so much more than expected is not listened to until the end: there
/// may be none.
const TOO_MUCH: usize = 1 << 16;

#[derive(Debug, Default)]
pub(super) struct Ear {
    heard: Vec<u8>,
}

pub(super) enum Heard {
    Bytes,
    End,
    Nothing,
}

impl Ear {
    /// Wait for more.
    pub(super) fn read(&mut self, mut stream: &TcpStream, patience: Duration) -> Heard {
        must(stream.set_read_timeout(Some(patience)));
        let mut buffer = [0; 4096];
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => return Heard::End,
                Ok(count) => {
                    self.heard.extend_from_slice(&buffer[..count]);
                    return Heard::Bytes;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if is_timeout(&error) => return Heard::Nothing,
                // Reset by the other side: it is gone, too.
                Err(_) => return Heard::End,
            }
        }
    }

    /// The first line, without its line end; without an end if it is much longer
    /// than `expected`.
    pub(super) fn take_line(&mut self, expected: usize) -> Option<Vec<u8>> {
        match self.heard.iter().position(|byte| *byte == b'\n') {
            Some(end) => {
                let mut line: Vec<u8> = self.heard.drain(..=end).collect();
                line.truncate(end);
                Some(line)
            }
            None if self.is_full(expected) => Some(self.take_all()),
            None => None,
        }
    }

    pub(super) fn take_all(&mut self) -> Vec<u8> {
        mem::take(&mut self.heard)
    }

    /// So many bytes from the beginning, or fewer if there are no more.
    pub(super) fn take(&mut self, count: usize) -> Vec<u8> {
        self.heard.drain(..count.min(self.len())).collect()
    }

    pub(super) fn len(&self) -> usize {
        self.heard.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.heard.is_empty()
    }

    /// Whether it is much more than `expected`.
    pub(super) fn is_full(&self, expected: usize) -> bool {
        self.heard.len() > expected + TOO_MUCH
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}
