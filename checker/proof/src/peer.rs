//! The other end of a real connection on this machine, driven by a script.
//!
//! Time is real here: every wait has a patience that only wrong answers use up.

use crate::refusal::{Refused, finding, found};
use crate::talk::{PATIENCE, Talk, must};
use lab::ms;
use report::Kind;
use std::net::{SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::Instant;

/// A server for one connection, on a thread of its own.
#[derive(Debug)]
pub struct Peer {
    addr: SocketAddr,
    script: JoinHandle<thread::Result<()>>,
    /// Dropped when the exercise has returned.
    returned: Sender<()>,
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
        let (returned, waits) = mpsc::channel();
        let serve = move || {
            catch_unwind(AssertUnwindSafe(|| {
                let mut talk = accept(&listener);
                talk.returned_when(waits);
                // Who connects again is turned away rather than left waiting.
                drop(listener);
                script(&mut talk);
            }))
        };
        let named = thread::Builder::new().name("peer".to_owned());
        let script = must(named.spawn(serve));
        Self {
            addr,
            script,
            returned,
        }
    }

    /// Where it listens.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The exercise has returned, and the script came to its end. Call it after
    /// the exercise: a script that was not followed refuses the answer.
    ///
    /// # Panics
    ///
    /// If the script itself panicked.
    pub fn done(self) {
        drop(self.returned);
        match self.script.join() {
            Ok(Ok(())) => {}
            Ok(Err(payload)) | Err(payload) => resume_unwind(payload),
        }
    }
}

/// `accept` has no patience of its own.
fn accept(listener: &TcpListener) -> Talk {
    must(listener.set_nonblocking(true));
    let begun = Instant::now();
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
        Kind::NotStarted,
        "nobody connected to the peer".to_owned(),
        "the function has to open a connection to the address that it is given",
        "which address does it connect to?",
    ));
    resume_unwind(Box::new(Refused))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use std::io::{self, Read, Write};
    use std::net::{Shutdown, TcpStream};

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
            let peer = Peer::serves(|talk| {
                talk.patience(ms(50));
                polite(talk);
            });
            let _ = ask(peer.addr(), false);
            peer.done();
        });
    }

    #[test]
    fn a_connection_that_is_kept_is_refused() {
        accepts(|| {
            let peer = Peer::serves(Talk::sees_it_closed);
            drop(TcpStream::connect(peer.addr()));
            peer.done();
        });
        refuses(Kind::Leaks, "is still open", || {
            let peer = Peer::serves(Talk::sees_it_closed);
            let kept = TcpStream::connect(peer.addr());
            peer.done();
            drop(kept);
        });
    }

    #[test]
    fn nobody_who_connects_is_refused() {
        refuses(Kind::NotStarted, "nobody connected to the peer", || {
            Peer::serves(polite).done();
        });
    }

    #[test]
    fn a_finding_of_the_script_ends_the_test() {
        let mut went_on = false;
        refuses(
            Kind::WrongResult,
            "the peer heard \"pong\", expected \"ping\"",
            || {
                let peer = Peer::serves(|talk| talk.hears_until_eof("ping"));
                let mut stream = must(TcpStream::connect(peer.addr()));
                must(stream.write_all(b"pong"));
                drop(stream);
                peer.done();
                went_on = true;
            },
        );
        assert!(!went_on);
    }
}
