// refused: wrong-result — makes text of each piece, which may end in the middle of a letter

use lab::{Wire, ms};
use std::io;
use tokio::io::AsyncReadExt;
use tokio::time::interval;

pub async fn listen(mut wire: Wire, mut blink: impl FnMut()) -> io::Result<Vec<String>> {
    let (mut lines, mut rest, mut buffer) = (Vec::new(), String::new(), [0; 4096]);
    let mut ticker = interval(ms(10));
    loop {
        tokio::select! {
            count = wire.read(&mut buffer) => {
                let count = count?;
                if count == 0 {
                    return Ok(lines);
                }
                rest += &String::from_utf8_lossy(&buffer[..count]);
                while let Some((line, after)) = rest.split_once('\n') {
                    lines.push(line.to_owned());
                    rest = after.to_owned();
                }
            }
            _ = ticker.tick() => blink(),
        }
    }
}

fn main() {}
