// refused: wrong-result — a single write that does not wait sends what there is room for

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

fn kind(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::WouldBlock => io::ErrorKind::TimedOut.into(),
        _ => error,
    }
}

#[allow(clippy::unused_io_amount)]
pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let mut stream = TcpStream::connect(addr)?;
    stream.set_read_timeout(Some(limit))?;
    stream.set_nonblocking(true)?;
    stream.write(question.as_bytes())?;
    stream.set_nonblocking(false)?;
    stream.shutdown(Shutdown::Write)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).map_err(kind)?;
    Ok(answer)
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

// These tests go where nobody answers. A hidden proof plays the shop, over real
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
