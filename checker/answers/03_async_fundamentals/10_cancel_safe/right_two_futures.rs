// accepted: one future reads and keeps its lines, the other one blinks

use lab::{Wire, ms};
use std::io;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::time::interval;

pub async fn listen(mut wire: Wire, mut blink: impl FnMut()) -> io::Result<Vec<String>> {
    let read = async {
        let (mut reader, mut lines, mut line) = (BufReader::new(&mut wire), Vec::new(), Vec::new());
        while reader.read_until(b'\n', &mut line).await? > 0 {
            line.pop();
            let whole = std::mem::take(&mut line);
            lines.push(String::from_utf8_lossy(&whole).into_owned());
        }
        Ok(lines)
    };
    let mut ticker = interval(ms(10));
    let lamp = async {
        loop {
            ticker.tick().await;
            blink();
        }
    };
    tokio::select! {
        lines = read => lines,
        () = lamp => unreachable!("the lamp blinks for ever"),
    }
}

fn main() {}
