// refused: blocks-runtime — a thread and a runtime for each page, all waited for by this thread

use lab::FakeApi;
use std::thread;
use tokio::runtime::Runtime;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let ask = |id| move || Runtime::new().unwrap().block_on(api.page(id));
    thread::scope(|scope| {
        let pages: Vec<_> = ids.into_iter().map(|id| scope.spawn(ask(id))).collect();
        pages.into_iter().map(|page| page.join().unwrap()).collect()
    })
}

fn main() {}
