// refused: wrong-result — each piece is made into text by itself, so a letter between two of them is broken

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

fn kind(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::WouldBlock => io::ErrorKind::TimedOut.into(),
        _ => error,
    }
}

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let mut stream = TcpStream::connect(addr)?;
    stream.set_read_timeout(Some(limit))?;
    stream.write_all(question.as_bytes())?;
    stream.shutdown(Shutdown::Write)?;
    let (mut answer, mut piece) = (String::new(), [0; 7]);
    loop {
        match stream.read(&mut piece).map_err(kind)? {
            0 => return Ok(answer),
            n => answer += &String::from_utf8_lossy(&piece[..n]),
        }
    }
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
