// refused: hangs — once the shop has begun, it is waited for without a limit

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
    let mut b = [0; 4096];
    let n = s.read(&mut b).map_err(kind)?;
    s.set_read_timeout(None)?;
    let mut t = b[..n].to_vec();
    s.read_to_end(&mut t)?;
    String::from_utf8(t).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}

fn main() {}
