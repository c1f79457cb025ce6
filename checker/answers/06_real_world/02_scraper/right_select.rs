// accepted: a race of the request and its deadline

use futures::{StreamExt, stream};
use lab::{Site, SiteError};
use std::time::Duration;
use tokio::time::sleep;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Page(String),
    Failed(SiteError),
    TimedOut,
}

async fn request(site: &Site, url: String, limit: Duration) -> Outcome {
    tokio::select! {
        answer = site.get(&url) => answer.map_or_else(Outcome::Failed, Outcome::Page),
        () = sleep(limit) => Outcome::TimedOut,
    }
}

pub async fn scrape(
    site: &Site,
    urls: Vec<String>,
    at_once: usize,
    limit: Duration,
) -> Vec<Outcome> {
    let mut outcomes: Vec<(usize, Outcome)> = stream::iter(urls.into_iter().enumerate())
        .map(async |(place, url)| (place, request(site, url, limit).await))
        .buffer_unordered(at_once)
        .collect()
        .await;
    outcomes.sort_by_key(|(place, _)| *place);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn main() {}
