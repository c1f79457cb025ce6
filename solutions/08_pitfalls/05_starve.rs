// Since Monday, the price list comes out of a cache in the memory and no longer over the
// network. The import has become much faster; but while it runs, the till does not answer
// and the lamp stands still. With ten articles nobody saw a difference.
//
// A task gives its thread back when it has to wait at an `.await`. An `.await` whose
// future is ready goes on at once, and the other tasks of the thread wait.
//
// https://docs.rs/tokio/latest/tokio/task/coop/index.html

use futures::{Stream, StreamExt, stream};
use tokio::task::coop::consume_budget;
use tokio::task::yield_now;

/// Call `store` for each of `articles`, in their order and as soon as it is there, until
/// there are no more. (Articles that are there together may be taken together before the
/// first of them is stored.) While none is there, sleep until the next one, however long.
///
/// Meanwhile the other tasks of this thread have their turns: never are more than 256
/// articles stored in a row without such a turn, be it at the beginning, in between or at
/// the end, also where all of them are there at once. Imports that follow each other without
/// a turn count together.
///
/// Wait for nothing besides articles and turns: articles that are there take no time on
/// the clock. No thread is blocked.
pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    while let Some(article) = articles.next().await {
        store(article);
        // A stream in memory knows nothing of the budget that tokio gives each task for
        // one turn. This takes one of its 128 units, and ends the turn when none is left.
        consume_budget().await;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::spawn(async {
        for turn in 1.. {
            println!("*blink* {turn}");
            yield_now().await;
        }
    });
    let mut stored = 0;
    import(stream::iter(0..1_000), |_| stored += 1).await;
    println!("{stored} articles are imported.");
}

// These tests look at the articles alone. A hidden test also looks at the other tasks.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn articles_are_stored_in_their_order() {
        let mut stored = Vec::new();
        import(stream::iter([5, 3, 5]), |article| stored.push(article)).await;
        assert_eq!(stored, [5, 3, 5]);
    }

    #[tokio::test(start_paused = true)]
    async fn many_articles_are_stored() {
        let mut stored = 0;
        import(stream::iter(0..1_000), |_| stored += 1).await;
        assert_eq!(stored, 1_000);
    }
}
