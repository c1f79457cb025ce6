// accepted: every future is polled whenever one of them wakes the task

use futures::FutureExt;
use futures::future::maybe_done;
use lab::FakeApi;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let mut pages: Vec<_> = ids
        .into_iter()
        .map(|id| maybe_done(Box::pin(api.page(id))))
        .collect();
    poll_fn(|context| {
        let pending = pages
            .iter_mut()
            .filter_map(|page| page.poll_unpin(context).is_pending().then_some(()));
        if pending.count() == 0 {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    pages
        .into_iter()
        .filter_map(|mut page| Pin::new(&mut page).take_output())
        .collect()
}

fn main() {}
