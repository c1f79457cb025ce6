// accepted: a thread reads, and is made to stop when the time is over

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let mut shop = TcpStream::connect(addr)?;
    shop.write_all(question.as_bytes())?;
    shop.shutdown(Shutdown::Write)?;
    let mut reads = shop.try_clone()?;
    let (sender, receiver) = mpsc::channel();
    let reader = thread::spawn(move || {
        let mut answer = String::new();
        let result = reads.read_to_string(&mut answer);
        let _ = sender.send(result.map(|_| answer));
    });
    let result = receiver.recv_timeout(limit);
    // Ends a read that is under way; after an answer there is nothing to end.
    let _ = shop.shutdown(Shutdown::Both);
    let _ = reader.join();
    result.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

fn main() {}
