// refused: wrong-result — what went wrong with a read is replaced

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut n = 0;
    let f = File::open(path)?;
    for l in BufReader::new(f).lines() {
        let l = l.map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        if l.starts_with("ERROR") {
            n += 1;
        }
    }
    Ok(n)
}

fn main() {}
