// refused: wrong-result — what counts the bytes begins anew at 65536

use lab::RemoteFile;

#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    More,
    Done(Vec<u8>),
}
pub struct Download {
    file: RemoteFile,
    bytes: Vec<u8>,
    offset: u16,
}

impl Download {
    pub fn new(file: RemoteFile) -> Self {
        Self {
            file,
            bytes: Vec::new(),
            offset: 0,
        }
    }

    pub fn step(&mut self) -> Step {
        let chunk = self.file.chunk_at(usize::from(self.offset));
        self.offset = self.offset.wrapping_add(chunk.len() as u16);
        self.bytes.extend_from_slice(chunk);
        if self.bytes.len() < self.file.size() {
            return Step::More;
        }
        Step::Done(std::mem::take(&mut self.bytes))
    }
}

fn main() {}
