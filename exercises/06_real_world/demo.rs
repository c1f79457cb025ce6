// How much at once, and how long? The prices of another shop are on six pages. All at once
// would overrun that shop, so never more than two are under way: `buffer_unordered` begins
// the next one whenever one is done. And one page never comes. Without a limit it would keep
// a place for ever; with a deadline its future is dropped, the place is free again, and
// what came of the others is not lost.
//
// `workbook demo 6` draws it while it runs. Change something, and run it again.

use futures::StreamExt;
use futures::stream;
use lab::{demo, ms};
use std::time::Duration;
use tokio::time::timeout;

/// The most pages under way at the same time.
const AT_ONCE: usize = 2;
/// Whoever has not answered by then does not answer.
const DEADLINE: Duration = ms(500);
/// How long each page takes to come; the third does not.
const PAGES: [Duration; 6] = [ms(200), ms(300), ms(60_000), ms(250), ms(150), ms(200)];

async fn page(number: usize, takes: Duration) -> Result<String, String> {
    let name = format!("page {number}");
    let fetched = timeout(DEADLINE, demo::fetch(&name, takes)).await;
    match fetched {
        Ok(()) => Ok(name),
        Err(_) => Err(format!("{name} did not come within {DEADLINE:?}")),
    }
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let pages = PAGES.into_iter().enumerate();
    let pages = pages.map(|(index, takes)| page(index + 1, takes));
    let mut pages = stream::iter(pages).buffer_unordered(AT_ONCE);
    while let Some(page) = pages.next().await {
        match page {
            Ok(name) => println!("{name}: read"),
            Err(why) => println!("{why}"),
        }
    }
}
