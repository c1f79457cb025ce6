// refused: wrong-result — the clerk goes home after the first customer

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

#[derive(Debug, PartialEq, Eq)]
pub enum Served {
    Answered(String),
    Left,
}

pub fn serve(listener: TcpListener, n: usize, answer: impl Fn(&str) -> String) -> Vec<Served> {
    let _ = n;
    let Ok((mut customer, _)) = listener.accept() else {
        return vec![Served::Left];
    };
    let mut line = String::new();
    let read = BufReader::new(&customer).read_line(&mut line);
    if !matches!(read, Ok(1..)) {
        return vec![Served::Left];
    }
    let line = line.trim_end().to_owned();
    let _ = writeln!(customer, "{}", answer(&line));
    vec![Served::Answered(line)]
}

fn main() {}
