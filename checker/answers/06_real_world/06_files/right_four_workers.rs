// accepted: four workers that share one list of what is left

use futures::future::join_all;
use std::cell::RefCell;
use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let texts: Vec<_> = paths.iter().map(|_| None).collect();
    let (texts, rest) = (
        RefCell::new(texts),
        RefCell::new(paths.into_iter().enumerate()),
    );
    join_all([(); 4].map(async |()| {
        loop {
            let next = rest.borrow_mut().next();
            let Some((place, path)) = next else {
                return;
            };
            let text = tokio::fs::read_to_string(path).await;
            texts.borrow_mut()[place] = Some(text);
        }
    }))
    .await;
    texts.into_inner().into_iter().flatten().collect()
}
