// Since Monday, the print room prints the pages of the catalogue, four of which are
// requested ahead. The service answers within 10 ms, and says so in its log. But half of
// the requests end with a time-out after a second: "you did not take the answer".
//
// A stream with `buffered` keeps futures, and polls them when somebody asks it for the
// next item. Whoever asks it no more polls none of them.
//
// https://docs.rs/futures/latest/futures/stream/trait.StreamExt.html#method.buffered

use futures::{StreamExt, stream};
use lab::{FakeApi, ms};
use std::panic::resume_unwind;
use tokio::time::sleep;

/// Request the page of each of `ids` with `api.page`, once for each time that its id
/// comes, and in this order. `print` each text, in the same order: one at a time, as soon
/// as it is there and all before it are printed. No ids are nothing to print.
///
/// A request goes on while something is printed, however long that takes, and ends as
/// soon as its answer is there. No thread is blocked.
///
/// The first four requests begin at once, and never are more than four under way: each
/// call counts its own. They run ahead of the printer, but not too far: never more than
/// eight pages have been requested whose printing has not begun. (Below that, how far is
/// left open. On several threads, requests that begin together may do so in any order.)
pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    // Each request is a task of its own, which the runtime polls. What the stream keeps
    // are the handles of the tasks, and those may wait.
    let requests = stream::iter(ids).map(|id| {
        let api = api.clone();
        tokio::spawn(async move { api.page(id).await })
    });
    let mut pages = requests.buffered(4);
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => print(page).await,
            // A request that panics does so here, as it would without a task.
            Err(error) => resume_unwind(error.into_panic()),
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let api = FakeApi::new();
    print_all(&api, (1..7).collect(), async |page| {
        sleep(ms(300)).await;
        println!("{page}");
    })
    .await;
    for call in api.journal().calls() {
        let end = call.end.unwrap_or_default();
        println!("{} took {} ms.", call.item, (end - call.start).as_millis());
    }
}

// These tests look at what is printed. A hidden test also looks at the requests.
#[cfg(test)]
mod tests {
    use super::*;

    async fn printed(ids: &[u32]) -> Vec<String> {
        let mut printed = Vec::new();
        print_all(&FakeApi::new(), ids.to_vec(), async |page| {
            printed.push(page)
        })
        .await;
        printed
    }

    #[tokio::test(start_paused = true)]
    async fn pages_are_printed_in_order() {
        assert_eq!(printed(&[3, 1, 3]).await, ["page 3", "page 1", "page 3"]);
    }

    #[tokio::test(start_paused = true)]
    async fn no_ids_are_nothing_to_print() {
        assert!(printed(&[]).await.is_empty());
    }
}
