// refused: wrong-result — the half that the answer comes on is closed too

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let mut shop = TcpStream::connect(addr)?;
    shop.set_read_timeout(Some(limit))?;
    shop.write_all(question.as_bytes())?;
    shop.shutdown(Shutdown::Both)?;
    let mut answer = String::new();
    shop.read_to_string(&mut answer)?;
    Ok(answer)
}

fn main() {}
