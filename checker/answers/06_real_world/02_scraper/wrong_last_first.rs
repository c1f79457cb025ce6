// refused: wrong-result — begins with the last URL

use futures::StreamExt;
use futures::stream::FuturesUnordered;
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
    let mut left: Vec<(usize, String)> = urls.into_iter().enumerate().collect();
    let mut under_way = FuturesUnordered::new();
    let mut outcomes = Vec::new();
    loop {
        while under_way.len() < at_once
            && let Some((place, url)) = left.pop()
        {
            under_way.push(async move { (place, request(site, &url, limit).await) });
        }
        match under_way.next().await {
            Some(outcome) => outcomes.push(outcome),
            None => break,
        }
    }
    outcomes.sort_by_key(|(place, _)| *place);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn main() {}
