// refused: wrong-result — what came before the silence is returned as if it were all

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

fn kind(e: io::Error) -> io::Error {
    if e.kind() == io::ErrorKind::WouldBlock {
        io::ErrorKind::TimedOut.into()
    } else {
        e
    }
}

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let mut s = TcpStream::connect(addr)?;
    s.set_read_timeout(Some(limit))?;
    write!(s, "{question}")?;
    s.shutdown(Shutdown::Write)?;
    let mut t = vec![];
    loop {
        let mut b = [0; 1024];
        match s.read(&mut b) {
            Ok(0) => break,
            Ok(n) => t.extend(&b[..n]),
            Err(e) if kind_is(&e) && t.is_empty() => return Err(kind(e)),
            Err(_) => break,
        }
    }
    String::from_utf8(t).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}
fn kind_is(e: &io::Error) -> bool {
    e.kind() == io::ErrorKind::WouldBlock
}

fn main() {}
