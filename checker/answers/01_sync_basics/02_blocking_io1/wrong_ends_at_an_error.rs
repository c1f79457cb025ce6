// refused: wrong-result — a read that fails is taken for the end of the log

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let lines = BufReader::new(File::open(path)?).lines();
    Ok(lines
        .map_while(Result::ok)
        .filter(|line| line.starts_with("ERROR"))
        .count())
}

fn main() {}
