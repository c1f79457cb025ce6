// refused: wrong-result — all downloads share one offset

use lab::RemoteFile;
use std::cell::Cell;

#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    More,
    Done(Vec<u8>),
}

thread_local! {
    static OFFSET: Cell<usize> = const { Cell::new(0) };
}

pub struct Download {
    file: RemoteFile,
    received: Vec<u8>,
}

impl Download {
    pub fn new(file: RemoteFile) -> Self {
        OFFSET.set(0);
        let received = Vec::new();
        Self { file, received }
    }

    pub fn step(&mut self) -> Step {
        let chunk = self.file.chunk_at(OFFSET.get());
        OFFSET.set(OFFSET.get() + chunk.len());
        self.received.extend_from_slice(chunk);
        if OFFSET.get() < self.file.size() {
            Step::More
        } else {
            Step::Done(self.received.clone())
        }
    }
}

fn main() {}
