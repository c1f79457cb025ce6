use std::sync::Arc;

pub fn workers(count: usize, work: Arc<dyn Fn(usize) + Send + Sync>) -> usize {
    std::thread::scope(|scope| {
        let started: Vec<_> = (0..count).map(|worker| scope.spawn({ let work = &work; move || work(worker) })).collect();
        started.into_iter().filter_map(|thread| thread.join().ok()).count()
    })
}

fn main() {}
