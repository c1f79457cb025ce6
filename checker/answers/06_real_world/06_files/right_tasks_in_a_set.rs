// accepted: a task for each file that is open, in a set

use std::io;
use std::path::PathBuf;
use tokio::task::JoinSet;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let mut rest = paths.into_iter().enumerate();
    let mut texts: Vec<_> = rest.clone().map(|_| None).collect();
    let mut reads = JoinSet::new();
    loop {
        while reads.len() < 4
            && let Some((place, path)) = rest.next()
        {
            reads.spawn(async move { (place, tokio::fs::read_to_string(path).await) });
        }
        match reads.join_next().await {
            Some(done) => {
                let (place, text) = done.unwrap();
                texts[place] = Some(text);
            }
            None => return texts.into_iter().flatten().collect(),
        }
    }
}
