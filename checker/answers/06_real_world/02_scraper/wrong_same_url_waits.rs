// refused: not-concurrent — a URL that is under way already is requested again only after that

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
    use std::collections::HashMap;
    let doors: std::sync::Mutex<HashMap<&str, std::sync::Arc<tokio::sync::Mutex<()>>>> =
        Default::default();
    let mut outcomes: Vec<_> = futures::stream::iter(urls.iter().enumerate())
        .map(async |(place, url)| {
            let door = doors
                .lock()
                .unwrap()
                .entry(url.as_str())
                .or_default()
                .clone();
            let _open = door.lock().await;
            let outcome = match tokio::time::timeout(limit, site.get(url)).await {
                Ok(Ok(text)) => Outcome::Page(text),
                Ok(Err(error)) => Outcome::Failed(error),
                Err(_) => Outcome::TimedOut,
            };
            (place, outcome)
        })
        .buffer_unordered(at_once)
        .collect()
        .await;
    outcomes.sort_by_key(|(place, _)| *place);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn main() {}
