// refused: wrong-result — a line is counted at its line end, and the last one has none

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut log = BufReader::new(File::open(path)?);
    let (mut line, mut errors) = (Vec::new(), 0);
    loop {
        log.read_until(b'\n', &mut line)?;
        if line.last() != Some(&b'\n') {
            return Ok(errors);
        }
        if line.starts_with(b"ERROR") {
            errors += 1;
        }
        line.clear();
    }
}

fn main() {}
