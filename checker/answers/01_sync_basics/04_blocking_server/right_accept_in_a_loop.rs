// accepted: `accept` in a counted loop, and a `match` on each error

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

#[derive(Debug, PartialEq, Eq)]
pub enum Served {
    Answered(String),
    Left,
}

pub fn serve(listener: TcpListener, n: usize, answer: impl Fn(&str) -> String) -> Vec<Served> {
    let mut visits = Vec::new();
    for _ in 0..n {
        let mut customer = match listener.accept() {
            Ok((customer, _)) => BufReader::new(customer),
            Err(_) => {
                visits.push(Served::Left);
                continue;
            }
        };
        let mut line = String::new();
        if customer.read_line(&mut line).unwrap_or(0) == 0 {
            visits.push(Served::Left);
            continue;
        }
        let line = line.trim_end_matches('\n');
        let reply = answer(line) + "\n";
        visits.push(match customer.get_mut().write_all(reply.as_bytes()) {
            Ok(()) => Served::Answered(line.to_owned()),
            Err(_) => Served::Left,
        });
    }
    visits
}

fn main() {}
