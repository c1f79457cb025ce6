// refused: wrong-result — what is here already is kept in a table, and two files of one size share an entry

use lab::RemoteFile;

/// What a step of a download came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// Something is still missing.
    More,
    /// The whole file is here.
    Done(Vec<u8>),
}
use std::collections::HashMap;
use std::sync::Mutex;

static TABLE: Mutex<Option<HashMap<usize, Vec<u8>>>> = Mutex::new(None);

pub struct Download {
    file: RemoteFile,
}

impl Download {
    pub fn new(file: RemoteFile) -> Self {
        Self { file }
    }

    pub fn step(&mut self) -> Step {
        let mut table = TABLE.lock().unwrap();
        let bytes = table
            .get_or_insert_default()
            .entry(self.file.size())
            .or_default();
        bytes.extend_from_slice(self.file.chunk_at(bytes.len()));
        if bytes.len() < self.file.size() {
            Step::More
        } else {
            Step::Done(std::mem::take(bytes))
        }
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

// These tests run one download. A hidden proof takes turns between two, and
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
