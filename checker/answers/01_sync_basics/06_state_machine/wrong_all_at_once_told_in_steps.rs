// refused: blocks-runtime — everything is fetched at the beginning, and told bit by bit

use lab::RemoteFile;
use std::collections::VecDeque;

#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    More,
    Done(Vec<u8>),
}

pub struct Download {
    file: RemoteFile,
    chunks: Option<VecDeque<Vec<u8>>>,
    received: Vec<u8>,
}

impl Download {
    pub fn new(file: RemoteFile) -> Self {
        let (chunks, received) = (None, Vec::new());
        Self {
            file,
            chunks,
            received,
        }
    }

    pub fn step(&mut self) -> Step {
        let chunks = self.chunks.get_or_insert_with(|| {
            let (mut chunks, mut offset) = (VecDeque::new(), 0);
            while offset < self.file.size() {
                let chunk = self.file.chunk_at(offset).to_vec();
                offset += chunk.len();
                chunks.push_back(chunk);
            }
            chunks
        });
        self.received.extend(chunks.pop_front().unwrap_or_default());
        if chunks.is_empty() {
            Step::Done(self.received.clone())
        } else {
            Step::More
        }
    }
}

fn main() {}
