// accepted: the states have names, as the compiler does it for an `async fn`

use lab::RemoteFile;
use std::mem;

#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    More,
    Done(Vec<u8>),
}

pub struct Download {
    file: RemoteFile,
    state: State,
}

enum State {
    Begun,
    Reading { received: Vec<u8> },
    Over,
}

impl Download {
    pub fn new(file: RemoteFile) -> Self {
        let state = State::Begun;
        Self { file, state }
    }

    pub fn step(&mut self) -> Step {
        let mut received = match mem::replace(&mut self.state, State::Over) {
            State::Begun => Vec::with_capacity(self.file.size()),
            State::Reading { received } => received,
            State::Over => panic!("the download is over"),
        };
        received.extend(self.file.chunk_at(received.len()));
        if received.len() == self.file.size() {
            return Step::Done(received);
        }
        self.state = State::Reading { received };
        Step::More
    }
}

fn main() {}
