// refused: not-concurrent — each whole line starts the 10 ms again

use lab::{Wire, ms};
use std::io;
use tokio::io::AsyncReadExt;
use tokio::time::interval;

pub async fn listen(mut wire: Wire, mut blink: impl FnMut()) -> io::Result<Vec<String>> {
    let (mut lines, mut line, mut buffer) = (Vec::new(), Vec::new(), [0; 64]);
    let mut ticker = interval(ms(10));
    loop {
        tokio::select! {
            count = wire.read(&mut buffer) => {
                let count = count?;
                if count == 0 {
                    return Ok(lines);
                }
                for byte in &buffer[..count] {
                    if *byte == b'\n' {
                        let whole = std::mem::take(&mut line);
                        lines.push(String::from_utf8_lossy(&whole).into_owned());
                        ticker.reset();
                    } else {
                        line.push(*byte);
                    }
                }
            }
            _ = ticker.tick() => blink(),
        }
    }
}

fn main() {}
