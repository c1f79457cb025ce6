// refused: wrong-result — `new` gets the first chunk already, and the first step gets none

use lab::RemoteFile;

#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    More,
    Done(Vec<u8>),
}

pub struct Download {
    file: RemoteFile,
    chunks: Vec<Vec<u8>>,
    offset: usize,
    begun: bool,
}

impl Download {
    pub fn new(file: RemoteFile) -> Self {
        let first = file.chunk_at(0).to_vec();
        Self {
            offset: first.len(),
            chunks: vec![first],
            begun: false,
            file,
        }
    }

    pub fn step(&mut self) -> Step {
        if self.begun {
            let chunk = self.file.chunk_at(self.offset);
            self.offset += chunk.len();
            self.chunks.push(chunk.to_vec());
        }
        self.begun = true;
        match self.offset >= self.file.size() {
            true => Step::Done(self.chunks.concat()),
            false => Step::More,
        }
    }
}

fn main() {}
