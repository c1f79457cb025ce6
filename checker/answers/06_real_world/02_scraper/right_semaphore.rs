// accepted: all futures at once, each with a permit before its request

use futures::future::join_all;
use lab::{Site, SiteError};
use std::time::Duration;
use tokio::sync::Semaphore;
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
    let room = Semaphore::new(at_once);
    let requests = urls.iter().map(async |url| {
        let _permit = room.acquire().await.expect("nobody closes it");
        request(site, url, limit).await
    });
    join_all(requests).await
}

fn main() {}
