// accepted: a new `String` for each line, dropped before the next one

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut errors = 0;
    for line in BufReader::new(File::open(path)?).lines() {
        if line?.starts_with("ERROR") {
            errors += 1;
        }
    }
    Ok(errors)
}

fn main() {}
