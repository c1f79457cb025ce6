// refused: wrong-thread — a blocking thread of tokio computes

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    tokio::task::spawn_blocking(work).await.unwrap()
}

fn main() {}
