// refused: too-early — who says nothing for a moment is sent away

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

/// How a visit ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Served {
    /// The customer sent this line (without its line end) and got an answer.
    Answered(String),
    /// The customer left without a word, or the connection broke.
    Left,
}

pub fn serve(listener: TcpListener, n: usize, answer: impl Fn(&str) -> String) -> Vec<Served> {
    let visit = |mut stream: TcpStream| -> io::Result<Served> {
        stream.set_read_timeout(Some(std::time::Duration::from_millis(100)))?;
        let mut line = String::new();
        BufReader::new(&mut stream).read_line(&mut line)?;
        let Some(line) = line.strip_suffix('\n') else {
            return Ok(Served::Left);
        };
        stream.write_all(format!("{}\n", answer(line)).as_bytes())?;
        Ok(Served::Answered(line.to_owned()))
    };
    (0..n)
        .map(|_| {
            listener
                .accept()
                .and_then(|(stream, _)| visit(stream))
                .unwrap_or(Served::Left)
        })
        .collect()
}

const _: fn(&mut TcpStream, &mut [u8]) -> io::Result<usize> = <TcpStream as Read>::read;

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let addr = listener.local_addr()?;
    println!("Be two customers: nc {} {}", addr.ip(), addr.port());
    let visits = serve(listener, 2, |line| format!("one {line}, with pleasure"));
    println!("{visits:?}");
    Ok(())
}

// This test has a customer who behaves. A hidden proof sends others, too: one
// who is silent, one who hangs up, one who leaves with a broken connection.
#[cfg(test)]
mod tests {
    use super::*;

    use std::io::{Read, Write};

    use std::net::TcpStream;

    #[test]
    fn a_line_is_answered_and_the_connection_closed() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut customer = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        customer.write_all(b"tea\n").unwrap();
        let visits = serve(listener, 1, |line| format!("one {line}"));
        assert_eq!(visits, [Served::Answered("tea".to_owned())]);
        let mut heard = String::new();
        customer.read_to_string(&mut heard).unwrap();
        assert_eq!(heard, "one tea\n");
    }
}
