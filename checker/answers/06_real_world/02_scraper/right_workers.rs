// accepted: workers that share one list of what is left

use futures::future::join_all;
use lab::{Site, SiteError};
use std::cell::RefCell;
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
    let left = RefCell::new(urls.iter().enumerate());
    let outcomes = RefCell::new(vec![None; urls.len()]);
    let worker = async |_| {
        loop {
            let next = left.borrow_mut().next();
            let Some((place, url)) = next else { break };
            let outcome = request(site, url, limit).await;
            outcomes.borrow_mut()[place] = Some(outcome);
        }
    };
    let workers = at_once.min(urls.len());
    join_all((0..workers).map(worker)).await;
    outcomes.into_inner().into_iter().flatten().collect()
}

fn main() {}
