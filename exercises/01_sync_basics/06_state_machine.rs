// Two files are to be downloaded on one thread, both at once. There is a way
// without a second thread: cut each download into steps, do a step of one, then
// a step of the other. What a loop keeps in local variables, such as how far it
// has come, a download that is left in the middle has to keep somewhere else.
// That is a state machine, and an `async fn` is one that the compiler writes.
//
// https://doc.rust-lang.org/book/ch17-01-futures-and-syntax.html
// (offline: `rustup doc --book`, chapter 17)

use lab::RemoteFile;

/// What a step of a download came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// Something is still missing.
    More,
    /// The whole file is here.
    Done(Vec<u8>),
}

/// A download that is done in steps.
pub struct Download {
    file: RemoteFile,
    // TODO: Add what a step has to know about the steps before it.
}

impl Download {
    /// A download of `file`, of which nothing is here yet.
    pub fn new(file: RemoteFile) -> Self {
        // TODO: Begin with nothing.
        Self { file }
    }

    /// Go on with the download, by one chunk: call [`RemoteFile::chunk_at`] once,
    /// and never for bytes that are here already.
    ///
    /// The step that gets the last byte returns [`Step::Done`] with the bytes of
    /// the whole file. Every step before it returns [`Step::More`]. A file without
    /// bytes is done in its first step. Nobody calls `step` after that.
    pub fn step(&mut self) -> Step {
        // TODO: Get the next chunk and remember it. Is the file complete?
        todo!("{} bytes are missing", self.file.size())
    }
}

fn main() {
    let news = RemoteFile::new("news", "the kettles are back", 6);
    let mut downloads = vec![
        ("menu", Download::new(RemoteFile::sample())),
        ("news", Download::new(news)),
    ];
    while !downloads.is_empty() {
        downloads.retain_mut(|(name, download)| match download.step() {
            Step::More => {
                println!("{name}: a chunk");
                true
            }
            Step::Done(bytes) => {
                println!("{name}: {}", String::from_utf8_lossy(&bytes));
                false
            }
        });
    }
}

// These tests run one download. A hidden test takes turns between two, and
// counts the chunks of each step.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_step_has_the_whole_file() {
        let mut menu = Download::new(RemoteFile::new("menu", "black tea", 4));
        assert_eq!(menu.step(), Step::More);
        assert_eq!(menu.step(), Step::More);
        assert_eq!(menu.step(), Step::Done(b"black tea".to_vec()));
    }

    #[test]
    fn a_file_of_one_chunk_takes_one_step() {
        let mut menu = Download::new(RemoteFile::new("menu", "tea", 8));
        assert_eq!(menu.step(), Step::Done(b"tea".to_vec()));
    }
}
