// What do other shops ask for an article? Their pages tell. But a site allows only few
// requests at a time, some pages are slow, some are broken, and one never comes. None
// of that may hold up the rest, and the report has an entry for every page.
//
// How many at once, how long for each, and an answer for all: whatever fetches things
// from other people's machines needs these three.
//
// https://docs.rs/futures/latest/futures/stream/trait.StreamExt.html

use futures::{StreamExt, stream};
use lab::{Site, SiteError, ms};
use std::time::Duration;
use tokio::time::timeout;

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It brought this text.
    Page(String),
    /// The site answered without a page.
    Failed(SiteError),
    /// There was no answer within the limit.
    TimedOut,
}

/// Request each of `urls` with `Site::get`, and return what became of each request, in
/// the order of `urls`. A URL that comes twice is requested twice. No URLs are no
/// outcomes.
///
/// Never more than `at_once` requests are under way. They begin in the order of `urls`:
/// the first `at_once` of them together, and as soon as one ends, whichever it is, the
/// next one begins. `at_once` is at least 1, at most ten thousand, and may be more than
/// there are URLs.
///
/// A request has `limit`, from the moment when it begins. If there is no answer by then,
/// it is dropped and has ended: `TimedOut`. (An answer at the very moment of the limit
/// may count or not.) What becomes of one request changes nothing for the others.
///
/// No thread is blocked. When this future is dropped, the requests that are under way
/// are dropped with it, and no other one begins.
pub async fn scrape(
    site: &Site,
    urls: Vec<String>,
    at_once: usize,
    limit: Duration,
) -> Vec<Outcome> {
    let requests = urls.iter().enumerate().map(|(place, url)| async move {
        // The limit begins with the first poll, so not before there is room. Where it is
        // over, `timeout` drops the request.
        let outcome = match timeout(limit, site.get(url)).await {
            Ok(Ok(text)) => Outcome::Page(text),
            Ok(Err(error)) => Outcome::Failed(error),
            Err(_elapsed) => Outcome::TimedOut,
        };
        (place, outcome)
    });
    // Whoever is done makes room. `buffered` would wait for the oldest one.
    let outcomes = stream::iter(requests).buffer_unordered(at_once);
    let mut outcomes: Vec<_> = outcomes.collect().await;
    outcomes.sort_unstable_by_key(|(place, _)| *place);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let site = Site::sample();
    let urls: Vec<String> = (1..13).map(|n| format!("/{n}")).collect();
    let outcomes = scrape(&site, urls.clone(), 5, ms(200)).await;
    for (url, outcome) in urls.iter().zip(outcomes) {
        println!("{url}: {outcome:?}");
    }
    println!("At most {} requests at a time.", site.journal().peak());
}

// These tests look at what is returned. A hidden test also looks at how it runs: how
// many requests are under way, when the next one begins, and what a slow one holds up.
#[cfg(test)]
mod tests {
    use super::*;

    fn urls<const N: usize>(urls: [&str; N]) -> Vec<String> {
        urls.map(str::to_owned).to_vec()
    }

    #[tokio::test(start_paused = true)]
    async fn every_url_has_its_outcome() {
        let site = Site::empty()
            .with_page("/tea", "4 EUR", ms(80))
            .with_page("/cups", "8 EUR", ms(900))
            .with_broken("/pots", 503, ms(10));
        let outcomes = scrape(&site, urls(["/tea", "/cups", "/pots"]), 2, ms(100)).await;
        let want = [
            Outcome::Page("4 EUR".to_owned()),
            Outcome::TimedOut,
            Outcome::Failed(SiteError { status: 503 }),
        ];
        assert_eq!(outcomes, want);
    }

    #[tokio::test(start_paused = true)]
    async fn no_urls_are_no_outcomes() {
        let outcomes = scrape(&Site::empty(), Vec::new(), 5, ms(100)).await;
        assert!(outcomes.is_empty());
    }
}
