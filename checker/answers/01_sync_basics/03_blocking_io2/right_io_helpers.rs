// accepted: `io::read_to_string` through a shared reference

use std::io::{self, ErrorKind, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let shop = TcpStream::connect(addr)?;
    shop.set_read_timeout(Some(limit))?;
    shop.set_write_timeout(Some(limit))?;
    write!(&shop, "{question}")?;
    shop.shutdown(Shutdown::Write)?;
    io::read_to_string(&shop).map_err(|error| match error.kind() {
        ErrorKind::WouldBlock => ErrorKind::TimedOut.into(),
        _ => error,
    })
}

fn main() {}
