// accepted: a task that reads, and a loop that blinks until the task has ended

use lab::{Wire, ms};
use std::io;
use tokio::io::{AsyncReadExt, BufReader};
use tokio::time::interval;

/// Read `wire` until the other side closes it, and return its lines, whole and
/// in order, without their line ends. Every line ends with `\n`; one piece may
/// hold a part of a line, or several.
///
/// Meanwhile call `blink` when this begins and every 10 ms after that, also
/// while half a line is there. Read no more when the wire is closed.
pub async fn listen(wire: Wire, mut blink: impl FnMut()) -> io::Result<Vec<String>> {
    let mut reading = tokio::spawn(async move {
        let mut wire = BufReader::new(wire);
        let mut lines = Vec::new();
        while let Some(line) = read_line(&mut wire).await? {
            lines.push(line);
        }
        Ok(lines)
    });
    let mut ticker = interval(ms(10));
    loop {
        tokio::select! {
            lines = &mut reading => return lines.expect("reading does not panic"),
            _ = ticker.tick() => blink(),
        }
    }
}

async fn read_line(wire: &mut BufReader<Wire>) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    let mut byte = [0];
    while wire.read(&mut byte).await? > 0 {
        if byte == *b"\n" {
            return Ok(Some(String::from_utf8_lossy(&line).into_owned()));
        }
        line.extend(byte);
    }
    Ok(None)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let lines = listen(Wire::sample(), || println!("*blink*")).await?;
    println!("{lines:?}");
    Ok(())
}
