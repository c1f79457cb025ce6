// refused: leaks — the limit ends the wait for the task, and the task goes on

use futures::{StreamExt, stream};
use lab::{Site, SiteError};
use std::time::Duration;
use tokio::time::timeout;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Page(String),
    Failed(SiteError),
    TimedOut,
}

async fn request(site: Site, url: &str, limit: Duration) -> Outcome {
    let url = url.to_owned();
    let task = tokio::spawn(async move { site.get(&url).await });
    match timeout(limit, task).await {
        Ok(Ok(Ok(text))) => Outcome::Page(text),
        Ok(Ok(Err(error))) => Outcome::Failed(error),
        _ => Outcome::TimedOut,
    }
}

pub async fn scrape(
    site: &Site,
    urls: Vec<String>,
    at_once: usize,
    limit: Duration,
) -> Vec<Outcome> {
    let mut outcomes: Vec<(usize, Outcome)> = stream::iter(urls.into_iter().enumerate())
        .map(async |(place, url)| (place, request(site.clone(), &url, limit).await))
        .buffer_unordered(at_once)
        .collect()
        .await;
    outcomes.sort_by_key(|(place, _)| *place);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn main() {}
