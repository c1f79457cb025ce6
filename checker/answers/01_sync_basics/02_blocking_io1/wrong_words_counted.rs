// refused: wrong-result — a line is counted as often as it says the word

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut n = 0;
    for l in BufReader::new(File::open(path)?).lines() {
        let l = l?;
        if l.starts_with("ERROR") {
            n += l.matches("ERROR").count();
        }
    }
    Ok(n)
}

fn main() {}
