// refused: not-concurrent — each worker has its own URLs from the beginning

use futures::future::join_all;
use lab::{Site, SiteError};
use std::time::Duration;
use tokio::time::timeout;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Page(String),
    Failed(SiteError),
    TimedOut,
}

async fn request(site: &Site, url: &str, limit: Duration) -> Outcome {
    match timeout(limit, site.get(url)).await {
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
    let workers = (0..at_once.min(urls.len())).map(async |first| {
        let mut outcomes = Vec::new();
        for (place, url) in urls.iter().enumerate().skip(first).step_by(at_once) {
            outcomes.push((place, request(site, url, limit).await));
        }
        outcomes
    });
    let mut outcomes: Vec<_> = join_all(workers).await.into_iter().flatten().collect();
    outcomes.sort_by_key(|(place, _)| *place);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn main() {}
