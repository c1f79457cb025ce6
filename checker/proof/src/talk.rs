//! One end of a real connection, and what it hears.

use crate::refusal::{finding, refuse};
use lab::ms;
use lab::observe::Span;
use report::Kind;
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::{Duration, Instant};

/// How long a peer waits for what the answer has to do.
pub(crate) const PATIENCE: Duration = ms(2_000);

/// How long a closed connection may take to look closed.
const CLOSES: Duration = ms(1_000);

/// One end of a connection. Each wait that is in vain refuses the answer.
#[derive(Debug)]
pub struct Talk {
    who: String,
    stream: TcpStream,
    /// Received, and not asked for yet.
    heard: Vec<u8>,
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
            Err(error) => refuse(finding(
                Kind::WrongResult,
                format!("{who} cannot connect: {error}"),
                "nobody listens any more",
                "when does the server stop, and who owns the listener?",
            )),
        }
    }

    pub(crate) fn new(who: &str, stream: TcpStream) -> Self {
        must(stream.set_nodelay(true));
        Self {
            who: who.to_owned(),
            stream,
            heard: Vec::new(),
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
        while !self.heard.contains(&b'\n') {
            match self.read() {
                Heard::Bytes => {}
                Heard::End => self.refuse_end(line),
                Heard::Nothing => self.refuse_silence(&format!("`{line}`")),
            }
        }
        let end = self.heard.iter().position(|byte| *byte == b'\n');
        let got: Vec<u8> = self.heard.drain(..=end.unwrap_or(0)).collect();
        self.compare(&got[..got.len() - 1], line);
        waits.end();
    }

    /// Wait until the other side stops talking; it said `text`, and nothing
    /// else.
    pub fn hears_until_eof(&mut self, text: &str) {
        let waits = Span::start(&format!("{} waits for the end", self.who));
        loop {
            match self.read() {
                Heard::Bytes => {}
                Heard::End => break,
                Heard::Nothing => self.refuse_silence("the end of what is said"),
            }
        }
        let got = std::mem::take(&mut self.heard);
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
        refuse(finding(
            Kind::Leaks,
            format!("the connection to {} is still open", self.who),
            "somebody keeps the connection although nobody needs it any more",
            "who owns the stream, and until when?",
        ));
    }

    /// The other side says nothing for so long. Right answers wait, too: keep
    /// it short.
    pub fn hears_nothing_for(&mut self, time: Duration) {
        let patience = std::mem::replace(&mut self.patience, time);
        let seen = if self.heard.is_empty() {
            self.read()
        } else {
            Heard::Bytes
        };
        self.patience = patience;
        let (what, meaning) = match seen {
            Heard::Nothing => return,
            Heard::Bytes => ("was answered", "it did not wait for its turn"),
            Heard::End => ("was closed", "it was sent away before its turn"),
        };
        refuse(finding(
            Kind::WrongResult,
            format!("{} {what} too early", self.who),
            meaning,
            "what has to be over before that?",
        ));
    }

    /// Leave without a goodbye: the other side gets a reset, not an end.
    pub fn resets(self) {
        #[cfg(unix)]
        {
            let linger = Some(Duration::ZERO);
            let _ = rustix::net::sockopt::set_socket_linger(&self.stream, linger);
        }
        // Elsewhere, unread bytes at the time of closing have to do.
        drop(self);
    }

    /// Close the connection.
    pub fn leaves(self) {
        drop(self);
    }

    fn compare(&self, got: &[u8], want: &str) {
        if got != want.as_bytes() {
            refuse(finding(
                Kind::WrongResult,
                format!(
                    "{} heard {:?}, expected {want:?}",
                    self.who,
                    String::from_utf8_lossy(got)
                ),
                "what is sent is not what the exercise asks for",
                "what is written, and where does a message end?",
            ));
        }
    }

    fn refuse_silence(&self, what: &str) -> ! {
        refuse(finding(
            Kind::Hangs,
            format!(
                "{} waited {} ms for {what}",
                self.who,
                self.patience.as_millis()
            ),
            "both sides wait: each for the other",
            "how does the other side learn that nothing more will come?",
        ))
    }

    fn refuse_end(&self, line: &str) -> ! {
        refuse(finding(
            Kind::WrongResult,
            format!(
                "the connection to {} was closed before `{line}` came",
                self.who
            ),
            "the other side left without its answer",
            "which case ends the conversation too soon?",
        ))
    }

    fn read(&mut self) -> Heard {
        must(self.stream.set_read_timeout(Some(self.patience)));
        let mut buffer = [0; 4096];
        loop {
            match self.stream.read(&mut buffer) {
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
}

enum Heard {
    Bytes,
    End,
    Nothing,
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}

/// What the machine must be able to do, whatever the answer does.
pub(crate) fn must<T>(result: io::Result<T>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("this machine has no loopback network: {error}"),
    }
}
