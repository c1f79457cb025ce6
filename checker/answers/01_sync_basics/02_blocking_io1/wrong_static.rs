// refused: leaks — the whole log lies in a static, which no allocator has given

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

const MOST: usize = 3 << 20;

static LOG: Mutex<[u8; MOST]> = Mutex::new([0; MOST]);

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let mut file = File::open(path)?;
    let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    let mut length = 0;
    loop {
        let read = file.read(&mut log[length..])?;
        if read == 0 {
            break;
        }
        length += read;
    }
    let lines = log[..length].split(|byte| *byte == b'\n');
    Ok(lines.filter(|line| line.starts_with(b"ERROR")).count())
}

fn main() {}
