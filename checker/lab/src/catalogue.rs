//! The catalogue of the shop.

use crate::{Journal, ms};
use instrument::{Activity, Recorder};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// The catalogue, which is large: a search goes through all of it. Clones are the same
/// catalogue.
///
/// ```
/// use lab::{Catalogue, ms};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let catalogue = Catalogue::empty().with_articles("tea", &["Assam", "Sencha"], ms(300));
///
/// assert_eq!(catalogue.search("tea").await, ["Assam", "Sencha"]); // 300 ms later
/// assert!(catalogue.search("coffee").await.is_empty()); // nothing, and at once
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Catalogue {
    words: Arc<BTreeMap<String, Found>>,
    recorder: Recorder,
}

#[derive(Debug, Clone)]
struct Found {
    articles: Vec<String>,
    latency: Duration,
}

impl Catalogue {
    /// A catalogue in which nothing is found.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            words: Arc::default(),
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// A catalogue to try things with: there is tea, and there are cups.
    #[must_use]
    pub fn sample() -> Self {
        Self::empty()
            .with_articles("tea", &["Assam", "Sencha"], ms(300))
            .with_articles("cups", &["a large one", "a small one"], ms(300))
    }

    /// The search for `word` finds these articles after so long.
    #[must_use]
    pub fn with_articles(self, word: &str, articles: &[&str], latency: Duration) -> Self {
        let articles = articles.iter().map(|&article| article.to_owned()).collect();
        let mut words = BTreeMap::clone(&self.words);
        words.insert(word.to_owned(), Found { articles, latency });
        Self {
            words: Arc::new(words),
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// The articles that `word` stands for.
    pub async fn search(&self, word: &str) -> Vec<String> {
        let call = self.recorder.begin(format!("search {word}"));
        let articles = match self.words.get(word) {
            Some(found) => {
                sleep(found.latency).await;
                found.articles.clone()
            }
            None => Vec::new(),
        };
        call.finish();
        articles
    }

    /// What was searched for: `search tea`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{Instant, timeout};

    #[tokio::test(start_paused = true)]
    async fn a_search_takes_its_time_and_stops_when_it_is_dropped() {
        let (catalogue, start) = (Catalogue::sample(), Instant::now());
        assert_eq!(catalogue.clone().search("tea").await, ["Assam", "Sencha"]);
        assert_eq!(start.elapsed(), ms(300));
        assert!(timeout(ms(10), catalogue.search("cups")).await.is_err());
        let lines = [
            "start search tea",
            "end search tea",
            "start search cups",
            "drop search cups",
        ];
        assert_eq!(catalogue.journal().lines(), lines);
    }
}
