// refused: hangs — a read that fails is skipped, and so is the next one, for ever

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let lines = BufReader::new(File::open(path)?).lines();
    Ok(lines
        .filter_map(Result::ok)
        .filter(|line| line.starts_with("ERROR"))
        .count())
}

fn main() {}
