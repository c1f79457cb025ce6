// accepted: bytes up to the line end, and a goodbye before the connection is closed

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener};

#[derive(Debug, PartialEq, Eq)]
pub enum Served {
    Answered(String),
    Left,
}

pub fn serve(listener: TcpListener, n: usize, answer: impl Fn(&str) -> String) -> Vec<Served> {
    let visit = || -> io::Result<Served> {
        let (mut customer, _) = listener.accept()?;
        let (mut line, mut ended) = (Vec::new(), false);
        for byte in (&customer).bytes() {
            match byte? {
                b'\n' => {
                    ended = true;
                    break;
                }
                byte => line.push(byte),
            }
        }
        if !ended {
            return Ok(Served::Left);
        }
        let line = String::from_utf8_lossy(&line).into_owned();
        customer.write_all(answer(&line).as_bytes())?;
        customer.write_all(b"\n")?;
        customer.shutdown(Shutdown::Both)?;
        Ok(Served::Answered(line))
    };
    (0..n).map(|_| visit().unwrap_or(Served::Left)).collect()
}

fn main() {}
