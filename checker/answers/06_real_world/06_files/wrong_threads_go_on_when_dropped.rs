// refused: leaks — four threads work through the list, whoever waits

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tokio::task::spawn_blocking;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let texts: Vec<_> = paths.iter().map(|_| None).collect();
    let texts = Arc::new(Mutex::new(texts));
    let rest = Arc::new(Mutex::new(paths.into_iter().enumerate()));
    let workers = [(); 4].map(|()| {
        let (texts, rest) = (texts.clone(), rest.clone());
        spawn_blocking(move || {
            loop {
                let next = rest.lock().unwrap().next();
                let Some((place, path)) = next else {
                    return;
                };
                let text = std::fs::read_to_string(path);
                texts.lock().unwrap()[place] = Some(text);
            }
        })
    });
    for worker in workers {
        worker.await.unwrap();
    }
    let mut texts = texts.lock().unwrap();
    texts.drain(..).flatten().collect()
}
