// refused: wrong-result — begins to read everything again whenever the lamp blinks

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
    let mut ticker = interval(ms(10));
    let text = loop {
        tokio::select! {
            text = read_all(&mut wire) => break text?,
            _ = ticker.tick() => blink(),
        }
    };
    Ok(text.lines().map(str::to_owned).collect())
}

async fn read_all(wire: &mut Wire) -> io::Result<String> {
    let mut text = String::new();
    wire.read_to_string(&mut text).await?;
    Ok(text)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let lines = listen(Wire::sample(), || println!("*blink*")).await?;
    println!("{lines:?}");
    Ok(())
}
