// refused: wrong-result — tasks that nobody stops

use lab::{Site, SiteError};
use std::sync::Arc;
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
    let room = Arc::new(Semaphore::new(at_once));
    let mut tasks = Vec::new();
    for url in urls {
        let (site, room) = (site.clone(), room.clone());
        tasks.push(tokio::spawn(async move {
            let _permit = room.acquire().await.expect("nobody closes it");
            request(&site, &url, limit).await
        }));
    }
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.expect("no request panics"));
    }
    outcomes
}

fn main() {}
