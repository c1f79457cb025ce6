// accepted: reads chunks into a buffer of its own, and cuts the lines out of it

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
    let mut text = Vec::new();
    let mut chunk = [0; 64];
    let mut ticker = interval(ms(10));
    loop {
        tokio::select! {
            count = wire.read(&mut chunk) => match count? {
                0 => break,
                count => text.extend_from_slice(&chunk[..count]),
            },
            _ = ticker.tick() => blink(),
        }
    }
    let text = String::from_utf8_lossy(&text);
    Ok(text.lines().map(str::to_owned).collect())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let lines = listen(Wire::sample(), || println!("*blink*")).await?;
    println!("{lines:?}");
    Ok(())
}
