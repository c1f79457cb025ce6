// refused: hangs — the shop waits for the end of the question, and the client for the answer

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let mut shop = TcpStream::connect(addr)?;
    shop.write_all(question.as_bytes())?;
    shop.set_read_timeout(Some(limit))?;
    let mut answer = String::new();
    match shop.read_to_string(&mut answer) {
        Ok(_) => Ok(answer),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
            Err(io::ErrorKind::TimedOut.into())
        }
        Err(error) => Err(error),
    }
}

fn main() {}
