// refused: leaks — each line is added to a buffer that is never cleared

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut log = BufReader::new(File::open(path)?);
    let (mut buffer, mut errors) = (String::new(), 0);
    loop {
        let begin = buffer.len();
        if log.read_line(&mut buffer)? == 0 {
            return Ok(errors);
        }
        if buffer[begin..].starts_with("ERROR") {
            errors += 1;
        }
    }
}

fn main() {}
