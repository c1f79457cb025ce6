// refused: wrong-result — after three requests without an answer, the others are not made

use lab::{Site, SiteError};
use std::time::Duration;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Page(String),
    Failed(SiteError),
    TimedOut,
}

use std::sync::Mutex;

async fn request(site: &Site, url: &str, limit: Duration) -> Outcome {
    match tokio::time::timeout(limit, site.get(url)).await {
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
    let count = urls.len();
    let queue = Mutex::new(urls.into_iter().enumerate());
    let strikes = std::sync::atomic::AtomicUsize::new(0);
    let lanes = (0..at_once.min(count)).map(|_| async {
        let mut mine = Vec::new();
        loop {
            let job = queue.lock().unwrap().next();
            let Some((place, url)) = job else {
                return mine;
            };
            if strikes.load(std::sync::atomic::Ordering::SeqCst) >= 3 {
                mine.push((place, Outcome::TimedOut));
                continue;
            }
            let outcome = request(site, &url, limit).await;
            if outcome == Outcome::TimedOut {
                strikes.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            }
            mine.push((place, outcome));
        }
    });
    let mut all: Vec<_> = futures::future::join_all(lanes)
        .await
        .into_iter()
        .flatten()
        .collect();
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, outcome)| outcome).collect()
}

fn main() {}
