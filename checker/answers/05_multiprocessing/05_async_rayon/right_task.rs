// accepted: a task of the runtime stands between them

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let task = tokio::spawn(async {
        let waits = tokio::task::spawn_blocking(|| rayon::join(work, || ()));
        waits.await.unwrap().0
    });
    task.await.unwrap()
}

fn main() {}
