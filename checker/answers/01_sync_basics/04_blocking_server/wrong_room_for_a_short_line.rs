// refused: wrong-result — a line that is longer than the buffer is cut

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};

#[derive(Debug, PartialEq, Eq)]
pub enum Served {
    /// Line.
    Answered(String),
    /// Left.
    Left,
}

fn visit(mut s: TcpStream, answer: &impl Fn(&str) -> String) -> io::Result<Served> {
    let mut b = [0; 1024];
    let mut got = 0;
    while !b[..got].contains(&b'\n') && got < 1024 {
        match s.read(&mut b[got..])? {
            0 => return Ok(Served::Left),
            n => got += n,
        }
    }
    let end = b[..got].iter().position(|c| *c == b'\n').unwrap_or(got);
    let l = String::from_utf8_lossy(&b[..end]).into_owned();
    writeln!(s, "{}", answer(&l))?;
    Ok(Served::Answered(l))
}
pub fn serve(listener: TcpListener, n: usize, answer: impl Fn(&str) -> String) -> Vec<Served> {
    (0..n)
        .map(|_| {
            listener
                .accept()
                .and_then(|(s, _)| visit(s, &answer))
                .unwrap_or(Served::Left)
        })
        .collect()
}

fn main() {}
