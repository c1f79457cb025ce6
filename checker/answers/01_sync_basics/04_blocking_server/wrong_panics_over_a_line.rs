// refused: panicked — a line that is no text takes the whole counter down

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
    let mut l = vec![];
    BufReader::new(&s).read_until(b'\n', &mut l)?;
    if l.is_empty() {
        return Ok(Served::Left);
    }
    l.pop();
    let l = String::from_utf8(l).unwrap();
    writeln!(&s, "{}", answer(&l))?;
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
