//! How something is said: in bytes, slowly, or with a connection that breaks.

use super::Talk;
use std::io::Write;
use std::thread;
use std::time::{Duration, Instant};

impl Talk {
    /// Send each of `pieces` in a packet of its own: they may end in the middle of a
    /// letter, or be no text at all.
    pub fn says_bytes(&mut self, pieces: &[&[u8]]) {
        for piece in pieces {
            let _ = self.stream.write_all(piece);
            thread::sleep(super::ms(10));
        }
    }

    /// Send `pieces` with `pause` between them, then stop talking. Returns the longest
    /// time without a word, which began at `since` at the earliest: on a busy machine it
    /// is longer than `pause`.
    pub fn says_slowly(&mut self, pieces: &[&str], pause: Duration, since: Instant) -> Duration {
        let (mut longest, mut last) = (Duration::ZERO, since);
        for piece in pieces {
            thread::sleep(pause);
            // From before a piece is sent to after the next one was.
            let begins = Instant::now();
            self.says(piece);
            longest = longest.max(last.elapsed());
            last = begins;
        }
        thread::sleep(pause);
        self.stops_talking();
        longest.max(last.elapsed())
    }

    /// From now on, the end of this conversation is a connection that breaks: the
    /// other side gets a reset, not an end.
    pub fn will_break(&mut self) {
        #[cfg(unix)]
        {
            let linger = Some(Duration::ZERO);
            let _ = rustix::net::sockopt::set_socket_linger(&self.stream, linger);
        }
        // Elsewhere, unread bytes at the time of closing have to do.
    }

    /// From now on, the system keeps little of what this side says and has not heard yet,
    /// so that it waits for what the other side does.
    pub(super) fn keeps_little(&self) {
        #[cfg(unix)]
        {
            use rustix::net::sockopt::{set_socket_recv_buffer_size, set_socket_send_buffer_size};
            const LITTLE: usize = 32 << 10;
            let _ = set_socket_send_buffer_size(&self.stream, LITTLE);
            let _ = set_socket_recv_buffer_size(&self.stream, LITTLE);
        }
    }
}
