// refused: wrong-result — the limit holds for all of the answer, so a slow one is cut off

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let deadline = Instant::now() + limit;
    let mut shop = TcpStream::connect_timeout(&addr, limit)?;
    shop.write_all(question.as_bytes())?;
    shop.shutdown(Shutdown::Write)?;
    let (mut answer, mut piece) = (Vec::new(), [0; 1024]);
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        shop.set_read_timeout(Some(left))?;
        match shop.read(&mut piece) {
            Ok(0) => return String::from_utf8(answer).map_err(io::Error::other),
            Ok(length) => answer.extend_from_slice(&piece[..length]),
            // The next round finds out that the time is over.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
}

fn main() {}
