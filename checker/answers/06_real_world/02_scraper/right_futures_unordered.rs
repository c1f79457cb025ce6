// accepted: a set of futures that is filled up again

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use lab::{Site, SiteError};
use std::collections::BTreeMap;
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
    let mut left = urls
        .iter()
        .enumerate()
        .map(|(place, url)| async move { (place, request(site, url, limit).await) });
    let mut under_way: FuturesUnordered<_> = left.by_ref().take(at_once).collect();
    let mut outcomes = BTreeMap::new();
    while let Some((place, outcome)) = under_way.next().await {
        outcomes.insert(place, outcome);
        under_way.extend(left.next());
    }
    outcomes.into_values().collect()
}

fn main() {}
