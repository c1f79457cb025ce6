// accepted: bytes instead of text, in one expression

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    BufReader::with_capacity(64 << 10, File::open(path)?)
        .split(b'\n')
        .try_fold(0, |errors, line| {
            Ok(errors + usize::from(line?.starts_with(b"ERROR")))
        })
}

fn main() {}
