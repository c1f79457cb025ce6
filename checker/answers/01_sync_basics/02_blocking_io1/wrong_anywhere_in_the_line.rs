// refused: wrong-result — a line that only speaks of an ERROR is counted too

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut errors = 0;
    for line in BufReader::new(File::open(path)?).lines() {
        if line?.contains("ERROR") {
            errors += 1;
        }
    }
    Ok(errors)
}

fn main() {}
