// refused: blocks-runtime — the work is done in the `async fn` itself

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    work()
}

fn main() {}
