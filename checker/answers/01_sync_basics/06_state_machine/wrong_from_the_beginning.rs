// refused: wrong-result — each step begins at byte 0 again

use lab::RemoteFile;

#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    More,
    Done(Vec<u8>),
}

pub struct Download {
    file: RemoteFile,
}

impl Download {
    pub fn new(file: RemoteFile) -> Self {
        Self { file }
    }

    pub fn step(&mut self) -> Step {
        let mut received = Vec::new();
        received.extend_from_slice(self.file.chunk_at(received.len()));
        if received.len() < self.file.size() {
            Step::More
        } else {
            Step::Done(received)
        }
    }
}

fn main() {}
