// refused: hangs — at the end of the log there is nothing to read, and it reads on

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut log = BufReader::new(File::open(path)?);
    let (mut line, mut errors) = (String::new(), 0);
    while log.read_line(&mut line).is_ok() {
        if line.starts_with("ERROR") {
            errors += 1;
        }
        line.clear();
    }
    Ok(errors)
}

fn main() {}
