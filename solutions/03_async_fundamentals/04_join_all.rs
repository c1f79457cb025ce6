// The catalogue of the shop is printed, page by page, and how many pages it has is
// known only when the program runs. `join!` needs to know its futures when it is
// compiled; for a list of them there is something else.
//
// The pages arrive in any order. The printer wants them in the order in which they
// were asked for.
//
// https://docs.rs/futures/latest/futures/future/fn.join_all.html

use futures::future::join_all;
use lab::FakeApi;

/// Ask for the pages `ids`, all of them at the same time and each once, however
/// many there are, and return their texts in the order of `ids`.
///
/// The ids come in any order, and all are different. It takes as long as the
/// slowest page alone, and no thread is blocked meanwhile. No ids are no texts.
pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    // Without `.await` this makes a list of futures. None of them has begun.
    let requests = ids.into_iter().map(|id| api.page(id));
    // `join_all` polls them all, and puts each output in the place of its future,
    // whichever is ready first.
    join_all(requests).await
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let api = FakeApi::new();
    for text in fetch_all(&api, vec![8, 3, 5, 1]).await {
        println!("{text}");
    }
    println!("{} requests at once", api.journal().peak());
}

// These tests look at what is returned. A hidden test also looks at how it runs:
// how many requests overlap, and what becomes of texts that arrive out of order.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn each_id_has_its_text() {
        let pages = fetch_all(&FakeApi::new(), vec![4, 2]).await;
        assert_eq!(pages, ["page 4", "page 2"]);
    }

    #[tokio::test(start_paused = true)]
    async fn no_ids_are_no_texts() {
        let pages = fetch_all(&FakeApi::new(), Vec::new()).await;
        assert!(pages.is_empty());
    }
}
