// refused: wrong-result — it is done before the last chunk is there

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
        let chunk = self.file.chunk_at(self.received.len());
        self.received.extend_from_slice(chunk);
        if self.received.len() + chunk.len() < self.file.size() {
            Step::More
        } else {
            Step::Done(self.received.clone())
        }
    }
}

fn main() {}
