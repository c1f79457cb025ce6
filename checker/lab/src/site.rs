//! The web sites of other shops.

use crate::{Journal, ms};
use instrument::{Activity, Recorder};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// The web site of another shop. Each page takes as long as it was built to take; a page
/// that does not exist is answered at once. Clones are the same site.
///
/// ```
/// use lab::{Site, SiteError, ms};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let site = Site::empty()
///     .with_page("/tea", "4 EUR", ms(30))
///     .with_broken("/cups", 503, ms(20));
///
/// assert_eq!(site.get("/tea").await, Ok("4 EUR".to_owned())); // 30 ms later
/// assert_eq!(site.get("/cups").await, Err(SiteError { status: 503 })); // 20 ms after that
/// assert_eq!(site.get("/pots").await, Err(SiteError { status: 404 })); // at once
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Site {
    pages: Arc<BTreeMap<String, Page>>,
    recorder: Recorder,
}

#[derive(Debug, Clone)]
struct Page {
    content: Result<String, SiteError>,
    latency: Duration,
}

/// A site answered without a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SiteError {
    /// What it answered: 404 where there is no such page, 503 where it is overloaded.
    pub status: u16,
}

impl Site {
    /// A site without pages.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            pages: Arc::default(),
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// A site to try things with: nine pages, one that is broken and one that takes a
    /// minute.
    #[must_use]
    pub fn sample() -> Self {
        let pages = 1..10;
        pages
            .fold(Self::empty(), |site, n| {
                let text = format!("article {n}: {} EUR", 4 * n);
                site.with_page(&format!("/{n}"), &text, ms(30 + 10 * (n % 4)))
            })
            .with_broken("/10", 503, ms(20))
            .with_page("/11", "article 11: sold", ms(60_000))
    }

    /// The page at `url` says `text`; asking takes `latency`.
    #[must_use]
    pub fn with_page(self, url: &str, text: &str, latency: Duration) -> Self {
        self.with(url, Ok(text.to_owned()), latency)
    }

    /// The page at `url` is answered with this `status`; asking takes `latency`.
    #[must_use]
    pub fn with_broken(self, url: &str, status: u16, latency: Duration) -> Self {
        self.with(url, Err(SiteError { status }), latency)
    }

    /// What is built is another site, whose journal is its own.
    fn with(mut self, url: &str, content: Result<String, SiteError>, latency: Duration) -> Self {
        self.recorder = Recorder::new().doing(Activity::Waiting);
        let page = Page { content, latency };
        Arc::make_mut(&mut self.pages).insert(url.to_owned(), page);
        self
    }

    /// The text of the page at `url`.
    ///
    /// # Errors
    ///
    /// When the site answers without a page.
    pub async fn get(&self, url: &str) -> Result<String, SiteError> {
        let call = self.recorder.begin(format!("get {url}"));
        let answer = match self.pages.get(url) {
            Some(page) => {
                sleep(page.latency).await;
                page.content.clone()
            }
            None => Err(SiteError { status: 404 }),
        };
        call.finish();
        answer
    }

    /// The requests that it got: `get /tea`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the site answered with status {}", self.status)
    }
}

impl std::error::Error for SiteError {}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{Instant, timeout};

    #[tokio::test(start_paused = true)]
    async fn pages_come_after_their_time() {
        let (site, start) = (Site::sample(), Instant::now());
        assert_eq!(site.get("/1").await, Ok("article 1: 4 EUR".to_owned()));
        assert_eq!(start.elapsed(), ms(40));
        let error = site.get("/10").await.map_err(|error| error.to_string());
        assert_eq!(error, Err("the site answered with status 503".to_owned()));
        assert_eq!(start.elapsed(), ms(60));
        assert_eq!(site.get("/12").await, Err(SiteError { status: 404 }));
        assert_eq!(start.elapsed(), ms(60));
    }

    #[tokio::test(start_paused = true)]
    async fn clones_share_a_journal_that_sees_a_dropped_request() {
        let site = Site::sample();
        let same = site.clone();
        assert!(timeout(ms(10), same.get("/11")).await.is_err());
        assert_eq!(site.journal().lines(), ["start get /11", "drop get /11"]);
    }

    #[tokio::test(start_paused = true)]
    async fn who_builds_on_a_site_has_another_one() {
        let site = Site::sample();
        let other = site.clone().with_page("/1", "sold", ms(5));
        assert_eq!(other.get("/1").await, Ok("sold".to_owned()));
        assert!(site.journal().calls().is_empty());
    }
}
