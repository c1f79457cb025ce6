// refused: leaks — the whole log lies in the place of a thread

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::thread;

const MOST: usize = 3 << 20;

thread_local! {
    static LOG: RefCell<[u8; MOST]> = const { RefCell::new([0; MOST]) };
}

pub fn count_errors(path: &Path) -> io::Result<usize> {
    thread::scope(|scope| {
        scope
            .spawn(|| LOG.with_borrow_mut(|log| count(log, path)))
            .join()
    })
    .unwrap()
}

fn count(log: &mut [u8; MOST], path: &Path) -> io::Result<usize> {
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
