// refused: wrong-result — a piece that ends in the middle of a letter is taken for text that is not UTF-8

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut f = File::open(path)?;
    let mut buf = [0; 4096];
    let (mut n, mut rest) = (0, String::new());
    loop {
        let got = f.read(&mut buf)?;
        if got == 0 {
            break;
        }
        rest.push_str(
            std::str::from_utf8(&buf[..got])
                .map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?,
        );
        while let Some(i) = rest.find('\n') {
            if rest[..i].starts_with("ERROR") {
                n += 1;
            }
            rest.drain(..=i);
        }
    }
    if rest.starts_with("ERROR") {
        n += 1;
    }
    Ok(n)
}

fn main() {}
