// refused: wrong-result — the answer is made before anybody looks whether there is a question

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

#[derive(Debug, PartialEq, Eq)]
pub enum Served {
    /// Line.
    Answered(String),
    /// Left.
    Left,
}

fn visit(s: TcpStream, answer: &impl Fn(&str) -> String) -> io::Result<Served> {
    let mut l = String::new();
    BufReader::new(&s).read_line(&mut l)?;
    let a = answer(l.trim_end_matches('\n'));
    if l.is_empty() {
        return Ok(Served::Left);
    }
    l.pop();
    writeln!(&s, "{a}")?;
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
