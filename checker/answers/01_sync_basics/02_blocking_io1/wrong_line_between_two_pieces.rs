// refused: wrong-result — each piece is split into lines by itself, so a line between two pieces is lost

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut f = File::open(path)?;
    let mut buf = [0; 65536];
    let mut n = 0;
    loop {
        let got = f.read(&mut buf)?;
        if got == 0 {
            return Ok(n);
        }
        n += buf[..got]
            .split(|b| *b == b'\n')
            .filter(|l| l.starts_with(b"ERROR"))
            .count();
    }
}

fn main() {}
