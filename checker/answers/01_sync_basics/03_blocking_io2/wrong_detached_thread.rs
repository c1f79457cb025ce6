// refused: leaks — a thread goes on reading after the wait, and keeps the connection

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let mut shop = TcpStream::connect(addr)?;
    shop.write_all(question.as_bytes())?;
    shop.shutdown(Shutdown::Write)?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut answer = String::new();
        let result = shop.read_to_string(&mut answer);
        let _ = sender.send(result.map(|_| answer));
    });
    let timed_out = |_| Err(io::ErrorKind::TimedOut.into());
    receiver.recv_timeout(limit).unwrap_or_else(timed_out)
}

fn main() {}
