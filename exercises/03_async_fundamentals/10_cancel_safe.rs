// A till sends its requests over a wire, and a lamp blinks while the shop
// listens. As it is, requests arrive with a piece missing: "ers" instead of
// "GET users".
//
// `select!` drops the branches that lose. Whatever a dropped future has read and
// kept to itself is gone. A call is cancel safe if dropping it half-way loses
// nothing; the documentation of each method says whether it is.
//
// https://docs.rs/tokio/latest/tokio/macro.select.html#cancellation-safety

use lab::{Wire, ms};
use std::io;
use tokio::io::AsyncReadExt;
use tokio::time::interval;

/// Read `wire` until the other side closes it, and return all of its lines, whole
/// and in order, without their line endings and otherwise unchanged. Every line
/// ends with `\n`, has no `\r`, and is text in UTF-8; it may be empty. One piece may
/// hold a part of a line, or several, and may end in the middle of a letter. (This
/// wire never fails.)
///
/// Meanwhile call `blink` when this begins and every 10 ms after that, also while
/// half a line is there, and at no other time. Block no thread. Return as soon as
/// the wire is closed, and read no more then. (A blink that is due at that moment,
/// be it the first, may be left out.)
pub async fn listen(mut wire: Wire, mut blink: impl FnMut()) -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    let mut ticker = interval(ms(10));
    loop {
        tokio::select! {
            line = read_line(&mut wire) => match line? {
                Some(line) => lines.push(line),
                None => return Ok(lines),
            },
            _ = ticker.tick() => blink(),
        }
    }
}

// TODO: Repair this, and the loop if need be, so that nothing is lost when the
// lamp blinks while half a line is there.
async fn read_line(wire: &mut Wire) -> io::Result<Option<String>> {
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

// These tests look at the lines alone. A hidden test also looks at the lamp.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_line_in_one_piece_arrives() {
        let wire = Wire::new(&[(ms(5), "GET users\n")]);
        assert_eq!(listen(wire, || {}).await.unwrap(), ["GET users"]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_line_in_two_pieces_arrives_whole() {
        let wire = Wire::new(&[(ms(5), "GET us"), (ms(25), "ers\n")]);
        assert_eq!(listen(wire, || {}).await.unwrap(), ["GET users"]);
    }
}
