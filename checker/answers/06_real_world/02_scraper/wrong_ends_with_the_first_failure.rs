// refused: wrong-result — one broken page, and the others are not asked for

use futures::{StreamExt, stream};
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
    let mut outcomes = vec![Outcome::TimedOut; urls.len()];
    let mut requests = stream::iter(urls.into_iter().enumerate())
        .map(async |(place, url)| (place, request(site, &url, limit).await))
        .buffer_unordered(at_once);
    while let Some((place, outcome)) = requests.next().await {
        let failed = matches!(outcome, Outcome::Failed(_));
        outcomes[place] = outcome;
        if failed {
            break;
        }
    }
    outcomes
}

fn main() {}
