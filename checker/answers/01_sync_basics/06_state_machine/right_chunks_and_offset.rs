// accepted: a list of chunks, and an offset beside it

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
}

impl Download {
    pub fn new(file: RemoteFile) -> Self {
        Self {
            file,
            chunks: vec![],
            offset: 0,
        }
    }

    pub fn step(&mut self) -> Step {
        let chunk = self.file.chunk_at(self.offset);
        self.offset += chunk.len();
        self.chunks.push(chunk.to_vec());
        match self.offset >= self.file.size() {
            true => Step::Done(self.chunks.concat()),
            false => Step::More,
        }
    }
}

fn main() {}
