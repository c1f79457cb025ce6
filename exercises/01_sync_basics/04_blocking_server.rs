// The shop opens a counter with one clerk: a server that deals with one customer
// after another, on one thread. It is the simplest server that there is, and it
// shows what is wrong with it: while one customer thinks, everybody behind them
// waits. That is head-of-line blocking. What must not happen even here is that a
// customer who walks away takes the counter with them.
//
// https://doc.rust-lang.org/std/net/struct.TcpListener.html
// (offline: `rustup doc std::net::TcpListener`)

use std::io;
use std::net::TcpListener;

/// How a visit ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Served {
    /// The customer sent this line (without its line end) and got an answer.
    Answered(String),
    /// The customer left without a word, or the connection broke.
    Left,
}

/// Serve the first `n` customers, one after another in the order in which they
/// connect, and return how each visit ended.
///
/// A customer sends one line that ends with `\n`, perhaps in several pieces, and
/// goes on listening. Call `answer` with the line without its line end, send back
/// what it returns with a line end, and close the connection.
///
/// However long a customer stays silent, the next one is not served before this
/// one has left. A visit that fails is [`Served::Left`], and does not end the
/// service. Whether a line without its `\n` before the customer hangs up, or one that
/// is not UTF-8, is answered or is a visit that fails, is up to you.
pub fn serve(listener: TcpListener, n: usize, answer: impl Fn(&str) -> String) -> Vec<Served> {
    // TODO: Take the next customer, `n` times, whatever became of the last one.
    // TODO: Read one line from them, and no more than that; answer it.
    todo!()
}

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let addr = listener.local_addr()?;
    println!("Be two customers: nc {} {}", addr.ip(), addr.port());
    let visits = serve(listener, 2, |line| format!("one {line}, with pleasure"));
    println!("{visits:?}");
    Ok(())
}

// This test has a customer who behaves. A hidden test sends others, too: one
// who is silent, one who hangs up, one who leaves with a broken connection.
#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    #[test]
    fn a_line_is_answered_and_the_connection_closed() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut customer = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        customer.write_all(b"tea\n").unwrap();
        let visits = serve(listener, 1, |line| format!("one {line}"));
        assert_eq!(visits, [Served::Answered("tea".to_owned())]);
        let mut heard = String::new();
        customer.read_to_string(&mut heard).unwrap();
        assert_eq!(heard, "one tea\n");
    }
}
