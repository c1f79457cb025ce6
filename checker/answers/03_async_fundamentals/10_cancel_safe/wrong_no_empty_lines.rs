// refused: wrong-result — lines without text are left out

use lab::{Wire, ms};
use std::io;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::time::interval;

pub async fn listen(mut wire: Wire, mut blink: impl FnMut()) -> io::Result<Vec<String>> {
    let mut reader = BufReader::new(&mut wire).lines();
    let (mut lines, mut ticker) = (Vec::new(), interval(ms(10)));
    loop {
        tokio::select! {
            line = reader.next_line() => match line? {
                Some(line) if line.is_empty() => {}
                Some(line) => lines.push(line),
                None => return Ok(lines),
            },
            _ = ticker.tick() => blink(),
        }
    }
}

fn main() {}
