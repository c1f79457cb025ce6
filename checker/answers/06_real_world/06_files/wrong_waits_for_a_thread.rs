// refused: blocks-runtime — other threads read, and the one of the runtime waits for them

use std::io;
use std::path::PathBuf;
use std::thread;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let mut texts = Vec::new();
    for four in paths.chunks(4) {
        thread::scope(|scope| {
            let reads = four
                .iter()
                .map(|path| scope.spawn(move || std::fs::read_to_string(path)));
            let reads: Vec<_> = reads.collect();
            texts.extend(reads.into_iter().map(|read| read.join().unwrap()));
        });
    }
    texts
}
