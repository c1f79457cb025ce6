//! One end of a real connection, and what it hears.

mod ear;
mod flow;
mod manner;
mod words;

#[cfg(test)]
mod tests;

use crate::refusal::refuse;
use crate::trouble::none_left;
use ear::{Ear, Heard};
use instrument::observe::Span;
use lab::ms;
use std::io::{self, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::{Duration, Instant};
use words::{
    answered_too_early, closed_before, closed_too_early, kept, nobody_listens, other_words, silence,
};

/// How long a peer waits for what the answer has to do.
pub(crate) const PATIENCE: Duration = ms(2_000);

/// How long a closed connection may take to look closed.
const CLOSES: Duration = ms(1_000);

/// One end of a connection. Each wait that is in vain refuses the answer.
#[derive(Debug)]
pub struct Talk {
    who: String,
    stream: TcpStream,
    ear: Ear,
    patience: Duration,
    /// Disconnected when the exercise has returned.
    returned: Option<Receiver<()>>,
}

impl Talk {
    /// Connect as the client `who` to a server that the exercise runs.
    ///
    /// # Panics
    ///
    /// Never for what an answer does: who cannot connect refuses it.
    #[must_use]
    pub fn connect(who: &str, addr: SocketAddr) -> Self {
        match TcpStream::connect_timeout(&addr, PATIENCE) {
            Ok(stream) => Self::new(who, stream),
            Err(error) => refuse(nobody_listens(who, &error)),
        }
    }

    pub(crate) fn new(who: &str, stream: TcpStream) -> Self {
        must(stream.set_nodelay(true));
        // Who never reads must not hold up the test.
        must(stream.set_write_timeout(Some(PATIENCE * 2)));
        Self {
            who: who.to_owned(),
            stream,
            ear: Ear::default(),
            patience: PATIENCE,
            returned: None,
        }
    }

    /// Until this is disconnected, the exercise is under way.
    pub(crate) fn returned_when(&mut self, disconnected: Receiver<()>) {
        self.returned = Some(disconnected);
    }

    /// Wait so long for what the other side has to do, instead of two seconds.
    pub fn patience(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// Send `text`.
    pub fn says(&mut self, text: &str) {
        // Who has gone away is found out by the next wait.
        let _ = self.stream.write_all(text.as_bytes());
    }

    /// Send `pieces`, each in a packet of its own, with a short pause between
    /// them so that they are not read at once.
    pub fn says_in_pieces(&mut self, pieces: &[&str]) {
        for piece in pieces {
            self.says(piece);
            thread::sleep(ms(10));
        }
    }

    /// Say that nothing more will be sent, and go on listening.
    pub fn stops_talking(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// Wait for `line` and its line end.
    pub fn hears_line(&mut self, line: &str) {
        let waits = Span::start(&format!("{} waits for `{line}`", self.who));
        let got = loop {
            if let Some(got) = self.ear.take_line(line.len()) {
                break got;
            }
            match self.read() {
                Heard::Bytes => {}
                Heard::End => refuse(closed_before(&self.who, line)),
                Heard::Nothing => self.refuse_silence(&format!("`{line}`")),
            }
        };
        self.compare(&got, line);
        waits.end();
    }

    /// Wait until the other side stops talking; it said `text`, and nothing
    /// else.
    pub fn hears_until_eof(&mut self, text: &str) {
        let waits = Span::start(&format!("{} waits for the end", self.who));
        while !self.ear.is_full(text.len()) {
            match self.read() {
                Heard::Bytes => {}
                Heard::End => break,
                Heard::Nothing => self.refuse_silence("the end of what is said"),
            }
        }
        let got = self.ear.take_all();
        self.compare(&got, text);
        waits.end();
    }

    /// Say nothing until [`Peer::done`](crate::Peer::done) is called; then the other side has closed
    /// its whole connection, and not only its own half.
    pub fn sees_it_closed(&mut self) {
        if let Some(returned) = &self.returned {
            // Never sent: it ends when the sender is dropped.
            let _ = returned.recv_timeout(PATIENCE * 2);
        }
        // Only what is sent to a closed connection shows that it is closed.
        let begun = Instant::now();
        while begun.elapsed() < CLOSES {
            if self.stream.write_all(b"?").is_err() {
                return;
            }
            thread::sleep(ms(2));
        }
        refuse(kept(&self.who));
    }

    /// The other side says nothing for so long. Right answers wait, too: keep
    /// it short.
    pub fn hears_nothing_for(&mut self, time: Duration) {
        let seen = if self.ear.is_empty() {
            self.ear.read(&self.stream, time)
        } else {
            Heard::Bytes
        };
        match seen {
            Heard::Nothing => {}
            Heard::Bytes => refuse(answered_too_early(&self.who)),
            Heard::End => refuse(closed_too_early(&self.who)),
        }
    }

    /// Leave without a goodbye: the other side gets a reset, not an end.
    pub fn resets(mut self) {
        self.will_break();
        drop(self);
    }

    /// Close the connection.
    pub fn leaves(self) {
        drop(self);
    }

    fn compare(&self, got: &[u8], want: &str) {
        if got != want.as_bytes() {
            refuse(other_words(&self.who, got, want));
        }
    }

    fn refuse_silence(&self, what: &str) -> ! {
        refuse(silence(&self.who, self.patience, what))
    }

    fn read(&mut self) -> Heard {
        self.ear.read(&self.stream, self.patience)
    }
}

/// What the machine must be able to do, whatever the answer does.
pub(crate) fn must<T>(result: io::Result<T>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => none_left("thread or loopback network", &error),
    }
}
