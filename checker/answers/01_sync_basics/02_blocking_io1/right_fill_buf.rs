// accepted: the buffer's own bytes, without a copy of any line

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut log = BufReader::new(File::open(path)?);
    let (mut errors, mut matched, mut open) = (0, 0, true);
    loop {
        let bytes = log.fill_buf()?;
        if bytes.is_empty() {
            return Ok(errors);
        }
        for &byte in bytes {
            if byte == b'\n' {
                (matched, open) = (0, true);
            } else if open && byte == b"ERROR"[matched] {
                matched += 1;
                if matched == 5 {
                    errors += 1;
                    open = false;
                }
            } else {
                open = false;
            }
        }
        let length = bytes.len();
        log.consume(length);
    }
}

fn main() {}
