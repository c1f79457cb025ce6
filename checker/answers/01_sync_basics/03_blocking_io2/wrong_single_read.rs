// refused: wrong-result — one `read` returns the first piece of the answer

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let mut shop = TcpStream::connect(addr)?;
    shop.write_all(question.as_bytes())?;
    shop.shutdown(Shutdown::Write)?;
    shop.set_read_timeout(Some(limit))?;
    let mut piece = [0; 4096];
    match shop.read(&mut piece) {
        Ok(length) => Ok(String::from_utf8_lossy(&piece[..length]).into_owned()),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
            Err(io::ErrorKind::TimedOut.into())
        }
        Err(error) => Err(error),
    }
}

fn main() {}
