// refused: busy-waits — it looks every 20 ms whether a file is done with

use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let mut jobs: Vec<(usize, tokio::task::JoinHandle<io::Result<String>>)> = Vec::new();
    let mut texts: Vec<_> = (0..paths.len())
        .map(|_| Err(io::Error::other("not read")))
        .collect();
    let mut left = paths.into_iter().enumerate();
    loop {
        while jobs.len() < 4
            && let Some((place, path)) = left.next()
        {
            jobs.push((
                place,
                tokio::task::spawn_blocking(move || std::fs::read_to_string(path)),
            ));
        }
        if jobs.is_empty() {
            return texts;
        }
        let mut still = Vec::new();
        for (place, job) in jobs {
            if job.is_finished() {
                texts[place] = job.await.unwrap();
            } else {
                still.push((place, job));
            }
        }
        jobs = still;
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}
