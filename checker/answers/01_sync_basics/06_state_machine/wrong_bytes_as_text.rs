// refused: wrong-result — each chunk is made into text, so a letter between two of them is broken

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
    at: usize,
    all: String,
}
impl Download {
    pub fn new(file: RemoteFile) -> Self {
        Self {
            file,
            at: 0,
            all: String::new(),
        }
    }
    pub fn step(&mut self) -> Step {
        let c = self.file.chunk_at(self.at);
        self.at += c.len();
        self.all.push_str(&String::from_utf8_lossy(c));
        if self.at == self.file.size() {
            Step::Done(self.all.clone().into_bytes())
        } else {
            Step::More
        }
    }
}

fn main() {}
