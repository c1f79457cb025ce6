// refused: not-concurrent — the lamp stands still while half a line is there

use lab::{Wire, ms};
use std::io;
use tokio::io::AsyncReadExt;
use tokio::time::interval;

/// Read `wire` until the other side closes it, and return its lines, whole and
/// in order, without their line ends. Every line ends with `\n`; one piece may
/// hold a part of a line, or several.
///
/// Meanwhile call `blink` when this begins and every 10 ms after that, also
/// while half a line is there. Read no more when the wire is closed.
pub async fn listen(mut wire: Wire, mut blink: impl FnMut()) -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    let mut ticker = interval(ms(10));
    let mut first = [0];
    loop {
        tokio::select! {
            count = wire.read(&mut first) => match count? {
                0 => return Ok(lines),
                _ => lines.push(read_line(&mut wire, first[0]).await?),
            },
            _ = ticker.tick() => blink(),
        }
    }
}

async fn read_line(wire: &mut Wire, first: u8) -> io::Result<String> {
    let mut line = Vec::from([first]);
    let mut byte = [0];
    while wire.read(&mut byte).await? > 0 && byte != *b"\n" {
        line.extend(byte);
    }
    Ok(String::from_utf8_lossy(&line).into_owned())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let lines = listen(Wire::sample(), || println!("*blink*")).await?;
    println!("{lines:?}");
    Ok(())
}
