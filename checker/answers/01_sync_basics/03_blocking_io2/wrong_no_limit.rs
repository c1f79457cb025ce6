// refused: hangs — nothing limits how long a read waits

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let mut shop = TcpStream::connect_timeout(&addr, limit)?;
    shop.write_all(question.as_bytes())?;
    shop.shutdown(Shutdown::Write)?;
    let mut answer = String::new();
    shop.read_to_string(&mut answer)?;
    Ok(answer)
}

fn main() {}
