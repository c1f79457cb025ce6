// refused: wrong-result — only a short chunk is taken for the last one

use lab::RemoteFile;

#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    More,
    Done(Vec<u8>),
}

pub struct Download {
    file: RemoteFile,
    received: Vec<u8>,
    longest: usize,
}

impl Download {
    pub fn new(file: RemoteFile) -> Self {
        Self {
            file,
            received: Vec::new(),
            longest: 0,
        }
    }

    pub fn step(&mut self) -> Step {
        let chunk = self.file.chunk_at(self.received.len());
        self.received.extend_from_slice(chunk);
        if chunk.len() < self.longest {
            return Step::Done(self.received.clone());
        }
        self.longest = chunk.len();
        Step::More
    }
}

fn main() {}
