// refused: too-early — a second without a line is taken for the end

use lab::{Wire, ms};
use std::io;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::time::interval;

pub async fn listen(mut wire: Wire, mut blink: impl FnMut()) -> io::Result<Vec<String>> {
    let mut reader = BufReader::new(&mut wire).lines();
    let (mut lines, mut ticker, mut silence) = (Vec::new(), interval(ms(10)), 0);
    loop {
        tokio::select! {
            line = reader.next_line() => match line? {
                Some(line) => {
                    silence = 0;
                    lines.push(line);
                }
                None => return Ok(lines),
            },
            _ = ticker.tick() => {
                silence += 1;
                if silence > 100 {
                    return Ok(lines);
                }
                blink();
            }
        }
    }
}

fn main() {}
