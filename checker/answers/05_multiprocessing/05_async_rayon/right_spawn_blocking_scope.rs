// accepted: a blocking thread waits for the global pool

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    tokio::task::spawn_blocking(|| rayon::scope(|_| work()))
        .await
        .unwrap()
}

fn main() {}
