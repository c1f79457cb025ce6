// accepted: byte by byte, which is slow but needs next to no memory

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let (mut errors, mut line) = (0, Vec::new());
    for byte in BufReader::new(File::open(path)?).bytes() {
        match byte? {
            b'\n' => line.clear(),
            byte => line.push(byte),
        }
        if line == b"ERROR" {
            errors += 1;
        }
    }
    Ok(errors)
}

fn main() {}
