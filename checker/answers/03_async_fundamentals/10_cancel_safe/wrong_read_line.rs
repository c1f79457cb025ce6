// refused: wrong-result — `read_line` is not cancel safe, whoever owns the string

use lab::{Wire, ms};
use std::io;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::time::interval;

/// Read `wire` until the other side closes it, and return its lines, whole and
/// in order, without their line ends. Every line ends with `\n`; one piece may
/// hold a part of a line, or several.
///
/// Meanwhile call `blink` when this begins and every 10 ms after that, also
/// while half a line is there. Read no more when the wire is closed.
pub async fn listen(wire: Wire, mut blink: impl FnMut()) -> io::Result<Vec<String>> {
    let mut reader = BufReader::new(wire);
    let mut line = String::new();
    let mut lines = Vec::new();
    let mut ticker = interval(ms(10));
    loop {
        tokio::select! {
            count = reader.read_line(&mut line) => {
                if count? == 0 {
                    return Ok(lines);
                }
                lines.push(line.trim_end().to_owned());
                line.clear();
            }
            _ = ticker.tick() => blink(),
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let lines = listen(Wire::sample(), || println!("*blink*")).await?;
    println!("{lines:?}");
    Ok(())
}
