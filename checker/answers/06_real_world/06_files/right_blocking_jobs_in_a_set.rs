// accepted: blocking jobs in a set, and a flag for when the caller is gone

use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
    struct Gone(Arc<AtomicBool>);
    impl Drop for Gone {
        fn drop(&mut self) {
            self.0.store(true, SeqCst);
        }
    }
    let gone = Gone(Arc::default());
    let mut jobs = tokio::task::JoinSet::new();
    let mut texts: Vec<_> = (0..paths.len())
        .map(|_| Err(io::Error::other("not read")))
        .collect();
    let mut left = paths.into_iter().enumerate();
    loop {
        while jobs.len() < 4
            && let Some((place, path)) = left.next()
        {
            let gone = gone.0.clone();
            jobs.spawn_blocking(move || (place, read(&path, &gone)));
        }
        match jobs.join_next().await {
            Some(Ok((place, text))) => texts[place] = text,
            Some(Err(panic)) => std::panic::resume_unwind(panic.into_panic()),
            None => return texts,
        }
    }
}

fn read(path: &std::path::Path, gone: &std::sync::atomic::AtomicBool) -> io::Result<String> {
    use std::io::Read;
    let stop = || gone.load(std::sync::atomic::Ordering::SeqCst);
    if stop() {
        return Err(io::ErrorKind::Interrupted.into());
    }
    let mut file = std::fs::File::open(path)?;
    let (mut bytes, mut piece) = (Vec::new(), vec![0; 8192]);
    while !stop() {
        match file.read(&mut piece) {
            Ok(0) => break,
            Ok(count) => bytes.extend_from_slice(&piece[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}
