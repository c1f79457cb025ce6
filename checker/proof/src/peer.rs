//! The other end of a real connection on this machine, driven by a script.
//!
//! Time is real here: every wait has a patience that only wrong answers use up.

use crate::refusal::{Refused, finding, found, refuse};
use lab::ms;
use lab::observe::Span;
use report::Kind;
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a peer waits for what the answer has to do.
const PATIENCE: Duration = ms(2_000);

/// A server for one connection, on a thread of its own.
#[derive(Debug)]
pub struct Peer {
    addr: SocketAddr,
    script: JoinHandle<thread::Result<()>>,
}

impl Peer {
    /// Listen, and follow `script` with the first who connects:
    /// `Peer::serves(|talk| { talk.hears_until_eof("ping"); talk.says("pong"); })`.
    ///
    /// # Panics
    ///
    /// If this machine lets nobody listen on 127.0.0.1.
    #[must_use]
    pub fn serves(script: impl FnOnce(&mut Talk) + Send + 'static) -> Self {
        Self::start(Box::new(script))
    }

    fn start(script: Box<dyn FnOnce(&mut Talk) + Send>) -> Self {
        let listener = must(TcpListener::bind(("127.0.0.1", 0)));
        let addr = must(listener.local_addr());
        let serve = move || {
            catch_unwind(AssertUnwindSafe(|| {
                let mut talk = accept(&listener);
                // Who connects again is turned away rather than left waiting.
                drop(listener);
                script(&mut talk);
            }))
        };
        let named = thread::Builder::new().name("peer".to_owned());
        let script = must(named.spawn(serve));
        Self { addr, script }
    }

    /// Where it listens.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The script came to its end. Call it last: a script that was not followed
    /// refuses the answer.
    ///
    /// # Panics
    ///
    /// If the script itself panicked.
    pub fn done(self) {
        match self.script.join() {
            Ok(Ok(())) => {}
            Ok(Err(payload)) | Err(payload) => resume_unwind(payload),
        }
    }
}

/// One end of a connection. Each wait that is in vain refuses the answer.
#[derive(Debug)]
pub struct Talk {
    who: String,
    stream: TcpStream,
    /// Received, and not asked for yet.
    heard: Vec<u8>,
    patience: Duration,
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

    fn new(who: &str, stream: TcpStream) -> Self {
        must(stream.set_nodelay(true));
        Self {
            who: who.to_owned(),
            stream,
            heard: Vec::new(),
            patience: PATIENCE,
        }
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

    /// Wait until the other side has closed the connection, or reset it.
    pub fn sees_it_close(&mut self) {
        self.hears_until_eof("");
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

/// `accept` has no patience of its own.
fn accept(listener: &TcpListener) -> Talk {
    must(listener.set_nonblocking(true));
    let begun = std::time::Instant::now();
    while begun.elapsed() < PATIENCE {
        match listener.accept() {
            Ok((stream, _)) => {
                must(stream.set_nonblocking(false));
                return Talk::new("the peer", stream);
            }
            Err(_) => thread::sleep(ms(1)),
        }
    }
    found(finding(
        Kind::WrongResult,
        "nobody connected to the peer".to_owned(),
        "the function has to open a connection to the address that it is given",
        "which address does it connect to?",
    ));
    resume_unwind(Box::new(Refused))
}

/// What the machine must be able to do, whatever the answer does.
fn must<T>(result: io::Result<T>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("this machine has no loopback network: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};

    fn ask(addr: SocketAddr, half_close: bool) -> io::Result<String> {
        let mut stream = TcpStream::connect(addr)?;
        stream.write_all(b"ping")?;
        if half_close {
            stream.shutdown(Shutdown::Write)?;
        }
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    fn polite(talk: &mut Talk) {
        talk.patience(ms(50));
        talk.hears_until_eof("ping");
        talk.says_in_pieces(&["p", "on", "g"]);
    }

    #[test]
    fn a_client_that_closes_its_half_is_answered() {
        accepts(|| {
            let peer = Peer::serves(polite);
            assert_eq!(ask(peer.addr(), true).ok().as_deref(), Some("pong"));
            peer.done();
        });
    }

    #[test]
    fn a_client_that_never_ends_its_question_is_refused() {
        refuses(Kind::Hangs, "waited 50 ms for the end", || {
            let peer = Peer::serves(polite);
            let _ = ask(peer.addr(), false);
            peer.done();
        });
    }

    #[test]
    fn a_reset_is_not_an_end() {
        let listener = must(TcpListener::bind(("127.0.0.1", 0)));
        let client = Talk::connect("the client", must(listener.local_addr()));
        let (mut server, _) = must(listener.accept());
        client.resets();
        let error = server.read(&mut [0; 1]).map_err(|error| error.kind());
        assert_eq!(error, Err(io::ErrorKind::ConnectionReset));
    }
}
