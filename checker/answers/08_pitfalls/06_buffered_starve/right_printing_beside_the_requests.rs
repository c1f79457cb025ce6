// accepted: while a page is printed, the requests are polled beside it

use futures::stream::FuturesOrdered;
use futures::{StreamExt, stream};
use lab::FakeApi;
use std::collections::VecDeque;
use std::pin::pin;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let mut ids = ids.into_iter();
    let mut requests = FuturesOrdered::new();
    requests.extend(ids.by_ref().take(4).map(|id| api.page(id)));
    let mut there = VecDeque::new();
    loop {
        let page = match there.pop_front() {
            Some(page) => page,
            None => match requests.next().await {
                Some(page) => page,
                None => return,
            },
        };
        if requests.len() + there.len() < 4 {
            requests.extend(ids.by_ref().take(1).map(|id| api.page(id)));
        }
        let mut printing = pin!(print(page));
        loop {
            tokio::select! {
                () = &mut printing => break,
                Some(page) = requests.next() => there.push_back(page),
            }
        }
    }
}

fn main() {}
