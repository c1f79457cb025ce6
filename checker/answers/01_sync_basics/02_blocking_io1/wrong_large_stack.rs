// refused: leaks — the whole log lies on the stack of a thread, which is gone afterwards

use std::fs::File;
use std::hint::black_box;
use std::io::{self, Read};
use std::path::Path;
use std::thread;

const MOST: usize = 3 << 20;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    thread::scope(|scope| {
        let roomy = thread::Builder::new().stack_size(4 * MOST);
        let counts = roomy.spawn_scoped(scope, || count(path))?;
        counts.join().unwrap()
    })
}

fn count(path: &Path) -> io::Result<usize> {
    let mut log = black_box([0; MOST]);
    let (mut file, mut length) = (File::open(path)?, 0);
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
