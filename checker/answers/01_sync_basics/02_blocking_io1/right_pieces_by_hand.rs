// accepted: pieces of 64 KiB without a `BufReader`; what is left of a line is carried over

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut log = File::open(path)?;
    let mut piece = vec![0; 64 << 10];
    let (mut line, mut errors) = (Vec::new(), 0);
    loop {
        let length = log.read(&mut piece)?;
        if length == 0 {
            break;
        }
        for &byte in &piece[..length] {
            if byte == b'\n' {
                errors += usize::from(line.starts_with(b"ERROR"));
                line.clear();
            } else if line.len() < 5 {
                line.push(byte);
            }
        }
    }
    Ok(errors + usize::from(line.starts_with(b"ERROR")))
}

fn main() {}
