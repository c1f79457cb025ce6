// accepted: `for_each_concurrent`, and a place for each outcome

use lab::{Site, SiteError};
use std::time::Duration;

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
    use futures::StreamExt;
    let outcomes = std::sync::Mutex::new(vec![None; urls.len()]);
    futures::stream::iter(urls.iter().enumerate())
        .for_each_concurrent(at_once, async |(place, url)| {
            let outcome = match tokio::time::timeout(limit, site.get(url)).await {
                Ok(Ok(text)) => Outcome::Page(text),
                Ok(Err(error)) => Outcome::Failed(error),
                Err(_) => Outcome::TimedOut,
            };
            outcomes.lock().unwrap()[place] = Some(outcome);
        })
        .await;
    outcomes
        .into_inner()
        .unwrap()
        .into_iter()
        .flatten()
        .collect()
}

fn main() {}
