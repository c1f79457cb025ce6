// refused: wrong-result — a line that is cut by the end of a piece is two lines

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut log = File::open(path)?;
    let (mut piece, mut errors) = ([0; 4096], 0);
    loop {
        let length = log.read(&mut piece)?;
        if length == 0 {
            return Ok(errors);
        }
        errors += piece[..length]
            .split(|byte| *byte == b'\n')
            .filter(|line| line.starts_with(b"ERROR"))
            .count();
    }
}

fn main() {}
