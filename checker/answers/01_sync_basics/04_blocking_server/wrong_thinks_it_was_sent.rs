// refused: wrong-result — nobody looks whether the answer could be sent

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

#[derive(Debug, PartialEq, Eq)]
pub enum Served {
    Answered(String),
    Left,
}

fn visit(mut customer: &TcpStream, answer: &impl Fn(&str) -> String) -> io::Result<Served> {
    let mut line = String::new();
    if BufReader::new(customer).read_line(&mut line)? == 0 {
        return Ok(Served::Left);
    }
    let line = line.trim_end_matches('\n');
    let _ = customer.write_all(format!("{}\n", answer(line)).as_bytes());
    Ok(Served::Answered(line.to_owned()))
}

pub fn serve(listener: TcpListener, n: usize, answer: impl Fn(&str) -> String) -> Vec<Served> {
    let visits = listener.incoming().take(n);
    visits
        .map(|customer| customer.and_then(|customer| visit(&customer, &answer)))
        .map(|visit| visit.unwrap_or(Served::Left))
        .collect()
}

fn main() {}
