// refused: leaks — the connections stay open until the clerk goes home

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

#[derive(Debug, PartialEq, Eq)]
pub enum Served {
    Answered(String),
    Left,
}

pub fn serve(listener: TcpListener, n: usize, answer: impl Fn(&str) -> String) -> Vec<Served> {
    let (mut visits, mut customers) = (Vec::new(), Vec::new());
    for customer in listener.incoming().take(n) {
        let Ok(mut customer) = customer else {
            visits.push(Served::Left);
            continue;
        };
        let mut line = String::new();
        match BufReader::new(&customer).read_line(&mut line) {
            Ok(1..) => {
                let line = line.trim_end().to_owned();
                let _ = writeln!(customer, "{}", answer(&line));
                visits.push(Served::Answered(line));
            }
            _ => visits.push(Served::Left),
        }
        customers.push(customer);
    }
    visits
}

fn main() {}
