// refused: not-concurrent — no thread is started

pub fn par_map<T, R>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let _ = threads;
    items.iter().map(work).collect()
}

fn main() {}
