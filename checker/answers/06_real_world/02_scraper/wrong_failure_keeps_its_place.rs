// refused: not-concurrent — a request that failed keeps its place until its limit

use lab::{Site, SiteError};
use std::time::Duration;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Page(String),
    Failed(SiteError),
    TimedOut,
}

pub async fn scrape(
    site: &Site,
    urls: Vec<String>,
    at_once: usize,
    limit: Duration,
) -> Vec<Outcome> {
    use futures::StreamExt;
    let mut outcomes: Vec<_> = futures::stream::iter(urls.iter().enumerate())
        .map(async |(place, url)| {
            let end = tokio::time::sleep(limit);
            let outcome = match tokio::time::timeout(limit, site.get(url)).await {
                Ok(Ok(text)) => Outcome::Page(text),
                Ok(Err(error)) => {
                    end.await;
                    Outcome::Failed(error)
                }
                Err(_) => Outcome::TimedOut,
            };
            (place, outcome)
        })
        .buffer_unordered(at_once)
        .collect()
        .await;
    outcomes.sort_by_key(|(place, _)| *place);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn main() {}
