//! A service that is a process, and who asks it.

use proof::Program;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::Builder;

/// No process that can run is silent for so long.
const SILENCE: Duration = Duration::from_secs(9);

/// Between two requests of one who asks again.
const PAUSE: Duration = Duration::from_millis(5);

/// A service that runs as a process of its own, see [`Program`], and is asked over real
/// connections. It waits without a runtime, so a test can end one and start another.
///
/// ```ignore
/// let site = Site::starts(1, async |listener| exercise::run(listener, shop()).await);
/// equal("the answer", site.ask("POST /jobs", "tea"), (202, "1".to_owned()));
/// site.is_killed();
/// ```
#[derive(Debug)]
pub struct Site {
    program: Program,
    addr: SocketAddr,
}

/// The status of an answer, and its body.
pub type Answer = (u16, String);

/// A request that was sent, and whose answer nobody has read.
#[derive(Debug)]
pub struct Asked {
    head: String,
    stream: io::Result<TcpStream>,
}

impl Site {
    /// Start a process that runs `serves` on a runtime of so many threads, and ends when
    /// that returns.
    ///
    /// # Panics
    ///
    /// If this machine lets nobody listen on 127.0.0.1.
    #[must_use]
    pub fn starts(threads: usize, serves: impl AsyncFnOnce(tokio::net::TcpListener)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port has to be free");
        let addr = listener.local_addr().expect("it has an address");
        let program = Program::start("the service", || {
            // The listener is that of the process alone, when the test has dropped its own.
            let listener = listener.try_clone().expect("it is open");
            on_runtime(threads, listener, serves);
        });
        Self { program, addr }
    }

    /// Send a request, such as `POST /jobs` with a text, and read its answer.
    #[must_use]
    pub fn ask(&self, head: &str, body: &str) -> Answer {
        self.answer(self.begin(head, body))
    }

    /// Send a request, and read no answer.
    #[must_use]
    pub fn begin(&self, head: &str, body: &str) -> Asked {
        Asked {
            head: head.to_owned(),
            stream: self.send(head, body),
        }
    }

    fn send(&self, head: &str, body: &str) -> io::Result<TcpStream> {
        let mut stream = TcpStream::connect_timeout(&self.addr, SILENCE)?;
        stream.set_read_timeout(Some(SILENCE))?;
        let length = body.len();
        let more = "host: shop\r\nconnection: close\r\ncontent-type: text/plain";
        write!(
            stream,
            "{head} HTTP/1.1\r\n{more}\r\ncontent-length: {length}\r\n\r\n{body}"
        )?;
        Ok(stream)
    }

    /// The answer to a request, up to its end.
    #[must_use]
    pub fn answer(&self, asked: Asked) -> Answer {
        match asked.stream.and_then(read_answer) {
            Ok(answer) => answer,
            Err(error) => {
                let seen = format!("`{}` was not answered: {error}", asked.head);
                self.is_in_trouble(&seen, "the service hangs")
            }
        }
    }

    /// Send a request again and again until `is_enough` of its answer, or until nothing new
    /// has been answered for nine seconds. Returns the last answer.
    #[must_use]
    pub fn ask_until(&self, head: &str, body: &str, is_enough: impl Fn(&Answer) -> bool) -> Answer {
        let (mut last, mut since) = (self.ask(head, body), Instant::now());
        while !is_enough(&last) && since.elapsed() < SILENCE {
            thread::sleep(PAUSE);
            let answer = self.ask(head, body);
            if answer != last {
                since = Instant::now();
            }
            last = answer;
        }
        last
    }

    /// Something is wrong with it: see [`Program::is_in_trouble`].
    pub fn is_in_trouble(&self, seen: &str, means: &str) -> ! {
        self.program.is_in_trouble(seen, means)
    }

    /// Kill it: see [`Program::is_killed`].
    pub fn is_killed(self) {
        self.program.is_killed();
    }

    /// Ask it to end: see [`Program::ends`].
    pub fn ends(self) {
        self.program.ends(SILENCE);
    }
}

fn on_runtime(
    threads: usize,
    listener: TcpListener,
    serves: impl AsyncFnOnce(tokio::net::TcpListener),
) {
    let mut builder = match threads {
        1 => Builder::new_current_thread(),
        threads => {
            let mut builder = Builder::new_multi_thread();
            builder.worker_threads(threads);
            builder
        }
    };
    let runtime = builder.enable_all().build().expect("there is a runtime");
    runtime.block_on(async {
        listener.set_nonblocking(true).expect("it is a socket");
        let listener = tokio::net::TcpListener::from_std(listener).expect("it is a socket");
        serves(listener).await;
    });
    // What still blocks a thread must not hold up the end.
    runtime.shutdown_background();
}

fn read_answer(mut stream: TcpStream) -> io::Result<Answer> {
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    parsed(&answer).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

fn parsed(answer: &str) -> Option<Answer> {
    let status = answer.get(9..12)?.parse().ok()?;
    let (_, body) = answer.split_once("\r\n\r\n")?;
    Some((status, body.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_its_status_and_its_body() {
        let whole = "HTTP/1.1 202 Accepted\r\ncontent-length: 1\r\n\r\n7";
        assert_eq!(parsed(whole), Some((202, "7".to_owned())));
        for part in [
            "",
            "HTTP/1.1 ",
            "HTTP/1.1 202 Accepted\r\n",
            "tea, and cups\r\n\r\n",
        ] {
            assert_eq!(parsed(part), None);
        }
    }
}
