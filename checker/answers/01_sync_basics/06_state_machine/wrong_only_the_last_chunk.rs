// refused: wrong-result — it remembers how far it came, and not what it got

use lab::RemoteFile;

#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    More,
    Done(Vec<u8>),
}

pub struct Download {
    file: RemoteFile,
    offset: usize,
}

impl Download {
    pub fn new(file: RemoteFile) -> Self {
        Self { file, offset: 0 }
    }

    pub fn step(&mut self) -> Step {
        let chunk = self.file.chunk_at(self.offset);
        self.offset += chunk.len();
        if self.offset < self.file.size() {
            Step::More
        } else {
            Step::Done(chunk.to_vec())
        }
    }
}

fn main() {}
