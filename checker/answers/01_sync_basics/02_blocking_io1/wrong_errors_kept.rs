// refused: leaks — only the lines that count are kept, and there are many of them

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut errors = Vec::new();
    for line in BufReader::new(File::open(path)?).lines() {
        let line = line?;
        if line.starts_with("ERROR") {
            errors.push(line);
        }
    }
    Ok(errors.len())
}

fn main() {}
