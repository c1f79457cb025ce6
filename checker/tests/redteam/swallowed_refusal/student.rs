use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

pub fn workers(count: usize, work: Arc<dyn Fn(usize) + Send + Sync>) -> usize {
    for worker in 0..count {
        let _ = catch_unwind(AssertUnwindSafe(|| work(worker)));
    }
    count
}

fn main() {}
