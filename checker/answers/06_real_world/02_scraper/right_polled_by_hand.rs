// accepted: a window of boxed futures, each polled by hand

use lab::{Site, SiteError};
use std::future::poll_fn;
use std::task::Poll;
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
    let mut left = urls.iter().enumerate();
    let mut outcomes = vec![None; urls.len()];
    let mut under_way = Vec::new();
    poll_fn(|context| {
        loop {
            while under_way.len() < at_once
                && let Some((place, url)) = left.next()
            {
                under_way.push((place, Box::pin(request(site, url, limit))));
            }
            let before = under_way.len();
            under_way.retain_mut(|(place, request)| match request.as_mut().poll(context) {
                Poll::Ready(outcome) => {
                    outcomes[*place] = Some(outcome);
                    false
                }
                Poll::Pending => true,
            });
            if under_way.is_empty() && left.len() == 0 {
                return Poll::Ready(());
            }
            if under_way.len() == before {
                return Poll::Pending;
            }
        }
    })
    .await;
    outcomes.into_iter().flatten().collect()
}

fn main() {}
