// refused: panicked — a broken connection stops the clerk

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

#[derive(Debug, PartialEq, Eq)]
pub enum Served {
    Answered(String),
    Left,
}

pub fn serve(listener: TcpListener, n: usize, answer: impl Fn(&str) -> String) -> Vec<Served> {
    let mut visits = Vec::new();
    for customer in listener.incoming().take(n) {
        let mut customer = customer.unwrap();
        let mut line = String::new();
        BufReader::new(&customer).read_line(&mut line).unwrap();
        if line.is_empty() {
            visits.push(Served::Left);
            continue;
        }
        let line = line.trim_end().to_owned();
        writeln!(customer, "{}", answer(&line)).unwrap();
        visits.push(Served::Answered(line));
    }
    visits
}

fn main() {}
