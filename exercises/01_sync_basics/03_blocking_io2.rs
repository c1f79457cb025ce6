// A shop that is asked over the network reads a question to its end before it
// answers, and says that its answer is complete by ending it, too. So each side
// waits for the other to finish. A client must say that its question is over,
// read until the answer is, and know how long it is ready to wait: a blocking
// read has all the time in the world.
//
// https://doc.rust-lang.org/std/net/struct.TcpStream.html
// (offline: `rustup doc std::net::TcpStream`)

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

/// Connect to the shop at `addr`, send `question`, and return all of its answer.
///
/// The shop reads until the question ends, and only then begins to answer. Its
/// answer is UTF-8 text, comes in pieces of any size, and ends when the shop ends it.
/// `limit` is more than zero.
///
/// # Errors
///
/// When the shop says nothing at all for `limit`, the error has the kind
/// [`io::ErrorKind::TimedOut`]. (Linux and macOS call a read that took too long
/// `WouldBlock`; give it the right kind.) An answer may take longer than `limit` in
/// all.
///
/// What else can go wrong is returned as it is.
///
/// However `ask` ends, the connection is closed when it returns, and nobody goes on
/// waiting for the answer.
pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    // TODO: Connect, and send the question.
    // TODO: Tell the shop that the question is over.
    // TODO: Read the answer to its end, but wait for none of it longer than `limit`.
    todo!()
}

fn main() -> io::Result<()> {
    let shop = std::net::TcpListener::bind("127.0.0.1:0")?;
    let addr = shop.local_addr()?;
    std::thread::spawn(move || {
        let (mut client, _) = shop.accept()?;
        let question = io::read_to_string(&client)?;
        io::Write::write_all(&mut client, format!("{question}? Yes.").as_bytes())
    });
    println!("{}", ask(addr, "Is there tea", Duration::from_secs(2))?);
    Ok(())
}

// These tests go where nobody answers. A hidden test plays the shop, over real
// connections: one that answers in pieces, and one that is silent while you wait
// and looks at the connection afterwards.
#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    const LIMIT: Duration = Duration::from_millis(100);

    #[test]
    fn a_shop_that_is_not_there_is_an_error() {
        let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr();
        let error = ask(gone.unwrap(), "hello?", LIMIT).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
    }

    #[test]
    fn a_shop_that_is_silent_is_left() {
        let shop = TcpListener::bind("127.0.0.1:0").unwrap();
        let error = ask(shop.local_addr().unwrap(), "hello?", LIMIT).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}
