// refused: hangs — it looks at the number only after it has served somebody

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
    let mut visits = Vec::with_capacity(n);
    loop {
        let served = match listener.accept() {
            Ok((stream, _)) => visit(stream, &answer),
            Err(_) => Served::Left,
        };
        visits.push(served);
        if visits.len() >= n {
            break;
        }
    }
    visits
}

fn visit(mut stream: TcpStream, answer: impl Fn(&str) -> String) -> Served {
    let mut line = Vec::new();
    loop {
        let mut byte = [0];
        match stream.read(&mut byte) {
            Ok(1) if byte[0] == b'\n' => break,
            Ok(1) => line.push(byte[0]),
            Ok(_) => return Served::Left,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return Served::Left,
        }
    }
    let Ok(line) = String::from_utf8(line) else {
        return Served::Left;
    };
    let reply = format!("{}\n", answer(&line));
    match stream.write_all(reply.as_bytes()) {
        Ok(()) => Served::Answered(line),
        Err(_) => Served::Left,
    }
}

const _: fn(&mut BufReader<TcpStream>, &mut Vec<u8>) -> io::Result<usize> =
    |r, v| r.read_until(b'\n', v);

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
