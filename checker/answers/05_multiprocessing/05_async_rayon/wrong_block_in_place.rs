// refused: panicked — there is no other thread to which the runtime could move

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    tokio::task::block_in_place(|| rayon::scope(|_| work()))
}

fn main() {}
