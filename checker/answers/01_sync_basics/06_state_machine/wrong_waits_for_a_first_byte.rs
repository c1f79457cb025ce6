// refused: wrong-result — a file without bytes never comes to its end

use lab::RemoteFile;

#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// More.
    More,
    /// Done.
    Done(Vec<u8>),
}

pub struct Download {
    file: RemoteFile,
    all: Vec<u8>,
}
impl Download {
    pub fn new(file: RemoteFile) -> Self {
        Self { file, all: vec![] }
    }
    pub fn step(&mut self) -> Step {
        let c = self.file.chunk_at(self.all.len()).to_vec();
        if c.is_empty() {
            return Step::More;
        }
        self.all.extend(c);
        if self.all.len() == self.file.size() {
            Step::Done(self.all.clone())
        } else {
            Step::More
        }
    }
}

fn main() {}
