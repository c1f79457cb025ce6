// refused: hangs — where the runtime has several threads, its task lends one of them to a file, and reads no other one meanwhile

use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    use futures::StreamExt;
    let mut jobs: Vec<_> = futures::stream::iter(paths.into_iter().enumerate())
        .map(|(place, path)| async move {
            let handle = tokio::runtime::Handle::current();
            let read = move || std::fs::read_to_string(path);
            if handle.runtime_flavor() == tokio::runtime::RuntimeFlavor::MultiThread {
                (place, tokio::task::block_in_place(read))
            } else {
                (place, tokio::task::spawn_blocking(read).await.unwrap())
            }
        })
        .buffer_unordered(4)
        .collect()
        .await;
    jobs.sort_by_key(|(place, _): &(usize, io::Result<String>)| *place);
    jobs.into_iter().map(|(_, text)| text).collect()
}
