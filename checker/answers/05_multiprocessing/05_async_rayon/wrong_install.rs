// refused: blocks-runtime — the thread of the runtime waits for the pool

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    rayon::scope(|_| work())
}

fn main() {}
