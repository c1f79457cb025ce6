// refused: leaks — each line calls for the next one, so all of them are on the stack at once

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::thread;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut log = BufReader::new(File::open(path)?);
    thread::scope(|scope| {
        let roomy = thread::Builder::new().stack_size(64 << 20);
        let counts = roomy.spawn_scoped(scope, || rest(&mut log))?;
        counts.join().unwrap()
    })
}

/// The errors in this line and in all that come after it.
fn rest(log: &mut BufReader<File>) -> io::Result<usize> {
    let mut line = [0; 200];
    let mut length = 0;
    loop {
        let piece = log.fill_buf()?;
        let Some(byte) = piece.first().copied() else {
            break;
        };
        log.consume(1);
        if byte == b'\n' {
            break;
        }
        line[length] = byte;
        length += 1;
    }
    if length == 0 && log.fill_buf()?.is_empty() {
        return Ok(0);
    }
    let after = rest(log)?;
    Ok(after + usize::from(line[..length].starts_with(b"ERROR")))
}

fn main() {}
