// refused: wrong-result — the first connection that breaks ends the service

use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpListener;

#[derive(Debug, PartialEq, Eq)]
pub enum Served {
    Answered(String),
    Left,
}

pub fn serve(listener: TcpListener, n: usize, answer: impl Fn(&str) -> String) -> Vec<Served> {
    let mut visits = Vec::new();
    let mut work = || -> io::Result<()> {
        while visits.len() < n {
            let (mut customer, _) = listener.accept()?;
            let mut line = String::new();
            if BufReader::new(&customer).read_line(&mut line)? == 0 {
                visits.push(Served::Left);
                continue;
            }
            let line = line.trim_end().to_owned();
            writeln!(customer, "{}", answer(&line))?;
            visits.push(Served::Answered(line));
        }
        Ok(())
    };
    let _ = work();
    visits
}

fn main() {}
