// refused: hangs — the clerk waits until all customers are there

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

#[derive(Debug, PartialEq, Eq)]
pub enum Served {
    Answered(String),
    Left,
}

pub fn serve(listener: TcpListener, n: usize, answer: impl Fn(&str) -> String) -> Vec<Served> {
    let customers: Vec<_> = listener.incoming().take(n).flatten().collect();
    let mut visits = Vec::new();
    for mut customer in customers {
        let mut line = String::new();
        match BufReader::new(&customer).read_line(&mut line) {
            Ok(1..) => {
                let line = line.trim_end().to_owned();
                let _ = writeln!(customer, "{}", answer(&line));
                visits.push(Served::Answered(line));
            }
            _ => visits.push(Served::Left),
        }
    }
    visits
}

fn main() {}
