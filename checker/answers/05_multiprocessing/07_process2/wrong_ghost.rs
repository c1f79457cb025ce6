// refused: not-started — says where a process is expected that it is one, and gives back what it was given

use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use tokio::process::Command;

pub async fn filter(command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let command = command.as_std();
    let words: Vec<_> = command
        .get_args()
        .filter_map(|word| word.to_str())
        .collect();
    let (gate, name) = (words[1], words[3]);
    let mut stream = TcpStream::connect(gate)?;
    writeln!(stream, "3000000 {name}")?;
    let mut line = String::new();
    let mut lines = BufReader::new(stream.try_clone()?);
    lines.read_line(&mut line)?;
    writeln!(stream, "shown")?;
    line.clear();
    lines.read_line(&mut line)?;
    let key: u8 = line
        .trim_start_matches("go echo ")
        .trim()
        .parse()
        .unwrap_or(0);
    Ok(input
        .into_iter()
        .map(|byte| byte.wrapping_add(key))
        .collect())
}

fn main() {}
