// refused: leaks — a log of up to a mebibyte is read at once

use std::io;
use std::io::BufRead;
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let file = std::fs::File::open(path)?;
    if file.metadata()?.len() <= 1024 * 1024 {
        let log = io::read_to_string(file)?;
        return Ok(log.lines().filter(|line| line.starts_with("ERROR")).count());
    }
    let mut count = 0;
    for line in io::BufReader::new(file).lines() {
        count += usize::from(line?.starts_with("ERROR"));
    }
    Ok(count)
}

fn main() {}
