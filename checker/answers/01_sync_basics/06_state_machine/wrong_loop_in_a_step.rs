// refused: blocks-runtime — the first step does the whole download

use lab::RemoteFile;

#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    More,
    Done(Vec<u8>),
}

pub struct Download {
    file: RemoteFile,
    received: Vec<u8>,
}

impl Download {
    pub fn new(file: RemoteFile) -> Self {
        let received = Vec::new();
        Self { file, received }
    }

    pub fn step(&mut self) -> Step {
        while self.received.len() < self.file.size() {
            let chunk = self.file.chunk_at(self.received.len());
            self.received.extend_from_slice(chunk);
        }
        Step::Done(self.received.clone())
    }
}

fn main() {}
