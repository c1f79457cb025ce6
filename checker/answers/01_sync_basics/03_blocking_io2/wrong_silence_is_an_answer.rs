// refused: wrong-result — a shop that says nothing is taken for one that has nothing to say

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let mut shop = TcpStream::connect(addr)?;
    shop.set_read_timeout(Some(limit))?;
    shop.write_all(question.as_bytes())?;
    shop.shutdown(Shutdown::Write)?;
    let (mut answer, mut piece) = (Vec::new(), [0; 512]);
    while let Ok(length @ 1..) = shop.read(&mut piece) {
        answer.extend_from_slice(&piece[..length]);
    }
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn main() {}
