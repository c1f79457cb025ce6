// The shop prints its catalogue, page by page. One request at a time is slow, and
// all of them at once is more than the server allows. So a few are under way at
// a time, and as soon as there is room, the next one starts.
//
// A stream is like an iterator, but its values may have to be waited for. Here,
// `then` makes a future of each id and waits for it. Where the futures themselves
// are the values of a stream, some of them can run at once.
//
// https://docs.rs/futures/latest/futures/stream/trait.StreamExt.html

use futures::{StreamExt, stream};
use lab::FakeApi;

/// Fetch the page of every id with `FakeApi::page`, and return the texts in the
/// order of `ids`, whatever each page takes. An id may come more than once, and is
/// fetched each time. No ids are no texts.
///
/// Never more than `at_once` requests are under way. The first `at_once` start
/// together. Whenever the oldest one (the first in `ids` of those under way) is
/// done, the next one starts without waiting for the others. When a younger one is
/// done before it, its place is taken then, or only when the oldest is done, too.
/// `at_once` is from 1 to 1000, and may be more than there are ids. No thread is
/// blocked.
pub async fn catalogue(api: &FakeApi, ids: Vec<u32>, at_once: usize) -> Vec<String> {
    // TODO: Keep `at_once` requests under way. So far, there is one at a time.
    let _ = at_once;
    stream::iter(ids).then(|id| api.page(id)).collect().await
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let api = FakeApi::new();
    let pages = catalogue(&api, vec![3, 1, 4, 1, 5, 9, 2, 6], 3).await;
    println!("{}", pages.join(", "));
    println!("At most {} requests at a time.", api.journal().peak());
}

// These tests look at what is returned. A hidden test also looks at how it
// runs: how many requests are under way, and when the next one starts.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;

    #[tokio::test(start_paused = true)]
    async fn pages_come_in_the_order_of_the_ids() {
        let api = FakeApi::empty()
            .with_page(1, "tea", ms(90))
            .with_page(2, "cups", ms(10))
            .with_page(3, "kettles", ms(40));
        let pages = catalogue(&api, vec![3, 1, 2], 2).await;
        assert_eq!(pages, ["kettles", "tea", "cups"]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_catalogue_without_pages_is_empty() {
        assert!(catalogue(&FakeApi::empty(), vec![], 5).await.is_empty());
    }
}
