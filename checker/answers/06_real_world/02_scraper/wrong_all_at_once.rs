// refused: too-concurrent — every request at the beginning

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
    let _ = at_once;
    join_all(urls.iter().map(|url| request(site, url, limit))).await
}

fn main() {}
