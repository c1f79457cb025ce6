// accepted: reads that never block, with a short sleep in between

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let mut shop = TcpStream::connect(addr)?;
    shop.write_all(question.as_bytes())?;
    shop.shutdown(Shutdown::Write)?;
    shop.set_nonblocking(true)?;
    let (mut answer, mut piece) = (Vec::new(), [0; 1024]);
    let mut heard = Instant::now();
    loop {
        match shop.read(&mut piece) {
            Ok(0) => return Ok(String::from_utf8_lossy(&answer).into_owned()),
            Ok(length) => {
                answer.extend_from_slice(&piece[..length]);
                heard = Instant::now();
            }
            Err(error) if error.kind() != ErrorKind::WouldBlock => return Err(error),
            Err(_) if heard.elapsed() > limit => return Err(ErrorKind::TimedOut.into()),
            Err(_) => thread::sleep(Duration::from_millis(1)),
        }
    }
}

fn main() {}
