// refused: wrong-result — the limit begins before there is room

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

pub async fn scrape(
    site: &Site,
    urls: Vec<String>,
    at_once: usize,
    limit: Duration,
) -> Vec<Outcome> {
    let room = Semaphore::new(at_once);
    let requests = urls.iter().map(async |url| {
        let request = async {
            let _permit = room.acquire().await.expect("nobody closes it");
            site.get(url).await
        };
        match timeout(limit, request).await {
            Ok(Ok(text)) => Outcome::Page(text),
            Ok(Err(error)) => Outcome::Failed(error),
            Err(_) => Outcome::TimedOut,
        }
    });
    join_all(requests).await
}

fn main() {}
