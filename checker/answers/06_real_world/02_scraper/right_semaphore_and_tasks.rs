// accepted: tasks that own their permit

use lab::{Site, SiteError};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
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
    let room = Arc::new(Semaphore::new(at_once));
    let mut set = JoinSet::new();
    for (place, url) in urls.into_iter().enumerate() {
        let permit = room
            .clone()
            .acquire_owned()
            .await
            .expect("nobody closes it");
        let site = site.clone();
        set.spawn(async move {
            let outcome = request(&site, &url, limit).await;
            drop(permit);
            (place, outcome)
        });
    }
    let mut outcomes = set.join_all().await;
    outcomes.sort_by_key(|(place, _)| *place);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn main() {}
