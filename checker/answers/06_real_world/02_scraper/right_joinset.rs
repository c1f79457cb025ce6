// accepted: a task for each request that is under way, in a set

use lab::{Site, SiteError};
use std::time::Duration;
use tokio::task::JoinSet;
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
    let mut set = JoinSet::new();
    for (place, url) in urls.into_iter().enumerate() {
        if set.len() == at_once
            && let Some(done) = set.join_next().await
        {
            let (place, outcome) = done.expect("no request panics");
            outcomes[place] = outcome;
        }
        let site = site.clone();
        set.spawn(async move { (place, request(&site, &url, limit).await) });
    }
    while let Some(done) = set.join_next().await {
        let (place, outcome) = done.expect("no request panics");
        outcomes[place] = outcome;
    }
    outcomes
}

fn main() {}
