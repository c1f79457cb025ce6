// refused: wrong-result — each piece is made into text by itself, so a letter between two of them is broken

use std::io::{self, BufRead, Read, Write};
use std::net::{TcpListener, TcpStream};

#[derive(Debug, PartialEq, Eq)]
pub enum Served {
    /// Line.
    Answered(String),
    /// Left.
    Left,
}

fn visit(mut s: TcpStream, answer: &impl Fn(&str) -> String) -> io::Result<Served> {
    let mut l = String::new();
    let mut b = [0; 1024];
    while !l.contains('\n') {
        match s.read(&mut b)? {
            0 => return Ok(Served::Left),
            n => l.push_str(&String::from_utf8_lossy(&b[..n])),
        }
    }
    let l = l.split('\n').next().unwrap().to_owned();
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
