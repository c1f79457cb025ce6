// refused: wrong-result — one limit for all requests together

use futures::{StreamExt, stream};
use lab::{Site, SiteError};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Page(String),
    Failed(SiteError),
    TimedOut,
}

async fn request(site: &Site, url: &str, end: Instant) -> Outcome {
    match timeout_at(end, site.get(url)).await {
        Ok(Ok(text)) => Outcome::Page(text),
        Ok(Err(error)) => Outcome::Failed(error),
        Err(_) => Outcome::TimedOut,
    }
}

pub async fn scrape(
    site: &Site,
    urls: Vec<String>,
    at_once: usize,
    limit: Duration,
) -> Vec<Outcome> {
    let end = Instant::now() + limit;
    let mut outcomes: Vec<(usize, Outcome)> = stream::iter(urls.into_iter().enumerate())
        .map(async |(place, url)| (place, request(site, &url, end).await))
        .buffer_unordered(at_once)
        .collect()
        .await;
    outcomes.sort_by_key(|(place, _)| *place);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn main() {}
