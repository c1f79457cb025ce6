// refused: wrong-result — the first piece of a line is taken for the line

use std::io::{Read, Write};
use std::net::TcpListener;

#[derive(Debug, PartialEq, Eq)]
pub enum Served {
    Answered(String),
    Left,
}

pub fn serve(listener: TcpListener, n: usize, answer: impl Fn(&str) -> String) -> Vec<Served> {
    let mut visits = Vec::new();
    for customer in listener.incoming().take(n) {
        let mut piece = [0; 512];
        let Ok(mut customer) = customer else {
            visits.push(Served::Left);
            continue;
        };
        match customer.read(&mut piece) {
            Ok(length @ 1..) => {
                let line = String::from_utf8_lossy(&piece[..length]);
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
