// refused: wrong-thread — each page is fetched by a thread of its own

use lab::{ApiError, BlockingApi};
use std::thread;

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    thread::scope(|scope| {
        let threads: Vec<_> = ids
            .iter()
            .map(|&id| scope.spawn(move || api.page(id)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

fn main() {}
