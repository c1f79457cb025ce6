// refused: too-early — a customer who thinks is sent away, and the next one served

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::time::Duration;

#[derive(Debug, PartialEq, Eq)]
pub enum Served {
    Answered(String),
    Left,
}

pub fn serve(listener: TcpListener, n: usize, answer: impl Fn(&str) -> String) -> Vec<Served> {
    let mut visits = Vec::new();
    for customer in listener.incoming().take(n) {
        let Ok(mut customer) = customer else {
            visits.push(Served::Left);
            continue;
        };
        let _ = customer.set_read_timeout(Some(Duration::from_millis(5)));
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
