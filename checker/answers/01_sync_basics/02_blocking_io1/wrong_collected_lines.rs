// refused: leaks — the lines are read one by one, and all of them are kept

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let lines: Vec<String> = BufReader::new(File::open(path)?)
        .lines()
        .collect::<io::Result<_>>()?;
    Ok(lines
        .iter()
        .filter(|line| line.starts_with("ERROR"))
        .count())
}

fn main() {}
