// refused: wrong-result — equal URLs are requested once

use futures::{StreamExt, stream};
use lab::{Site, SiteError};
use std::collections::{HashMap, HashSet};
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
    let mut seen = HashSet::new();
    let different = urls.iter().filter(|url| seen.insert(*url));
    let outcomes: HashMap<&String, Outcome> = stream::iter(different)
        .map(async |url| (url, request(site, url, limit).await))
        .buffer_unordered(at_once)
        .collect()
        .await;
    urls.iter().map(|url| outcomes[url].clone()).collect()
}

fn main() {}
