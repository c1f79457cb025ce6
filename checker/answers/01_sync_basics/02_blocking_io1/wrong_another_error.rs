// refused: wrong-result — what went wrong when the log was opened is replaced

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut n = 0;
    let f = File::open(path).map_err(|_| io::Error::other("cannot open"))?;
    for l in BufReader::new(f).lines() {
        if l?.starts_with("ERROR") {
            n += 1;
        }
    }
    Ok(n)
}

fn main() {}
