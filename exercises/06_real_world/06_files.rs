// Each branch of the shop leaves a report in a file, and in the morning all of them are
// read. A runtime hears when a socket has something to read, but not when a file has: who
// reads one waits in the system, with its thread. On a good disk nobody notices. On a
// network drive that is away for a minute, a runtime stands still for a minute, unless
// another thread waits in its place. And a system lets a program open only so many files.
//
// https://docs.rs/tokio/latest/tokio/fs/index.html

use std::io;
use std::path::PathBuf;

/// Read each of these files, and return its text or its error, in the order of `paths`. A
/// path that comes twice has a place of its own each time. No paths are no texts.
///
/// Never more than four of these files are open. They are opened in the order of `paths`:
/// the first four at the same time, and as soon as one is done with, whichever it is, the
/// next one.
///
/// What cannot be opened or read has the error of the system in its place, and what is not
/// UTF-8 has one of the kind `InvalidData`. What becomes of one file changes nothing for
/// the others. A file may be large, and it may take very long until it can be read.
///
/// No thread of the runtime is blocked. When this future is dropped, no other file is
/// opened. Those that are open, or about to be opened by a thread, are closed as soon as
/// the system lets go of them.
pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    // TODO: Read four files at the same time. Which thread waits for each of them, and
    // which file comes next? So far, there is one at a time, and the runtime waits for it.
    let mut texts = Vec::new();
    for path in paths {
        texts.push(std::fs::read_to_string(path));
    }
    texts
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let paths = ["Cargo.toml", "info.toml", "yesterday.txt", "README.md"];
    let texts = read_all(paths.map(PathBuf::from).to_vec()).await;
    for (path, text) in paths.iter().zip(texts) {
        match text {
            Ok(text) => println!("{path}: {} lines", text.lines().count()),
            Err(error) => println!("{path}: {error}"),
        }
    }
}

// These tests look at what is returned. A hidden test also looks at how it runs: how many
// files are open, when the next one is opened, and what a slow one holds up.
#[cfg(test)]
mod tests {
    use super::*;

    /// A file with a name of its own, for as long as the test runs.
    struct File(PathBuf);

    impl File {
        fn new(name: &str, content: &[u8]) -> Self {
            let name = format!("shop-{name}-{}.txt", std::process::id());
            let path = std::env::temp_dir().join(name);
            std::fs::write(&path, content).unwrap();
            Self(path)
        }
    }

    impl Drop for File {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }

    #[tokio::test]
    async fn every_path_has_its_text_or_its_error() {
        let north = File::new("north", b"3 tea\n");
        let south = File::new("south", b"1 kettle\n");
        let west = File::new("west", b"\xff\xfe");
        let nowhere = PathBuf::from("no/such/file");
        let paths = vec![north.0.clone(), nowhere, south.0.clone(), west.0.clone()];
        let texts = read_all(paths).await.into_iter();
        let texts: Vec<_> = texts.map(|text| text.map_err(|it| it.kind())).collect();
        let want = [
            Ok("3 tea\n".to_owned()),
            Err(io::ErrorKind::NotFound),
            Ok("1 kettle\n".to_owned()),
            Err(io::ErrorKind::InvalidData),
        ];
        assert_eq!(texts, want);
    }

    #[tokio::test]
    async fn no_paths_are_no_texts() {
        assert!(read_all(Vec::new()).await.is_empty());
    }
}
