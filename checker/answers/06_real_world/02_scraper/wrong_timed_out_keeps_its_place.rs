// refused: leaks — a request that is too late keeps its permit until it would have ended

use futures::future::join_all;
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

pub async fn scrape(
    site: &Site,
    urls: Vec<String>,
    at_once: usize,
    limit: Duration,
) -> Vec<Outcome> {
    let room = Arc::new(Semaphore::new(at_once));
    let requests = urls.iter().map(async |url| {
        let permit = room.clone().acquire_owned().await;
        let (site, url) = (site.clone(), url.clone());
        let task = tokio::spawn(async move {
            let _permit = permit;
            site.get(&url).await
        });
        match timeout(limit, task).await {
            Ok(Ok(Ok(text))) => Outcome::Page(text),
            Ok(Ok(Err(error))) => Outcome::Failed(error),
            _ => Outcome::TimedOut,
        }
    });
    join_all(requests).await
}

fn main() {}
