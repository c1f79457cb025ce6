// refused: blocks-runtime — a task is no thread: it computes where the others run

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    tokio::spawn(async { rayon::join(work, || ()).0 })
        .await
        .unwrap()
}

fn main() {}
