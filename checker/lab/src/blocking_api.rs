//! The shop's pages, fetched by blocking calls.

use crate::{Journal, ms};
use instrument::{LogicalClock, Recorder};
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// The shop's pages behind blocking calls: [`BlockingApi::page`] returns when
/// the page is there.
///
/// The waiting is simulated: a call takes no real time, it moves a clock that
/// only this service has ([`BlockingApi::elapsed`]).
///
/// ```
/// use lab::{BlockingApi, ms};
///
/// let api = BlockingApi::empty()
///     .with_page(1, "tea", ms(30))
///     .with_error(2, "out of cups", ms(10));
///
/// assert_eq!(api.page(1), Ok("tea".to_owned()));
/// let error = api.page(2).unwrap_err();
/// assert_eq!(error.to_string(), "page 2: out of cups");
/// assert_eq!(api.elapsed(), ms(40));
/// ```
#[derive(Debug)]
pub struct BlockingApi {
    pages: BTreeMap<u32, Scripted>,
    clock: LogicalClock,
    recorder: Recorder,
}

#[derive(Debug)]
struct Scripted {
    result: Result<String, ApiError>,
    latency: Duration,
}

/// The shop could not answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    /// The page that was asked for.
    pub id: u32,
    /// What the shop says about it.
    pub message: String,
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "page {}: {}", self.id, self.message)
    }
}

impl std::error::Error for ApiError {}

impl Default for BlockingApi {
    fn default() -> Self {
        Self::new()
    }
}

impl BlockingApi {
    /// A shop with pages 1 to 3; any other page is an error.
    #[must_use]
    pub fn new() -> Self {
        Self::empty()
            .with_page(1, "tea", ms(30))
            .with_page(2, "cups", ms(20))
            .with_page(3, "kettles", ms(50))
    }

    /// A shop without pages.
    #[must_use]
    pub fn empty() -> Self {
        let clock = LogicalClock::default();
        Self {
            pages: BTreeMap::new(),
            recorder: Recorder::with_clock(clock.clone()),
            clock,
        }
    }

    /// Page `id` says `text`, after `latency`.
    #[must_use]
    pub fn with_page(self, id: u32, text: &str, latency: Duration) -> Self {
        self.with(id, Ok(text.to_owned()), latency)
    }

    /// Page `id` fails with `message`, after `latency`.
    #[must_use]
    pub fn with_error(self, id: u32, message: &str, latency: Duration) -> Self {
        let message = message.to_owned();
        self.with(id, Err(ApiError { id, message }), latency)
    }

    fn with(mut self, id: u32, result: Result<String, ApiError>, latency: Duration) -> Self {
        self.pages.insert(id, Scripted { result, latency });
        self
    }

    /// Fetch page `id`, and wait for it.
    ///
    /// # Errors
    ///
    /// When the shop has no such page, or says that it failed.
    pub fn page(&self, id: u32) -> Result<String, ApiError> {
        let call = self.recorder.begin(format!("page {id}"));
        let result = match self.pages.get(&id) {
            Some(scripted) => {
                self.clock.advance(scripted.latency);
                scripted.result.clone()
            }
            None => Err(ApiError {
                id,
                message: "there is no such page".to_owned(),
            }),
        };
        call.finish();
        result
    }

    /// How long the calls have taken so far, in simulated time.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.clock.now()
    }

    /// The calls that it got: `page 7`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_moves_the_clock_by_what_it_takes() {
        let api = BlockingApi::empty()
            .with_page(1, "tea", ms(30))
            .with_page(2, "cups", ms(20));
        assert_eq!(api.page(1).as_deref(), Ok("tea"));
        assert_eq!(api.elapsed(), ms(30));
        assert_eq!(api.page(2).as_deref(), Ok("cups"));
        assert_eq!(api.elapsed(), ms(50));
        let calls = api.journal().calls();
        assert_eq!((calls[1].start, calls[1].end), (ms(30), Some(ms(50))));
    }

    #[test]
    fn a_call_that_fails_takes_its_time_and_is_written_down() {
        let api = BlockingApi::empty().with_error(2, "out of cups", ms(10));
        let error = api.page(2).map_err(|error| error.to_string());
        assert_eq!(error, Err("page 2: out of cups".to_owned()));
        let error = api.page(3).map_err(|error| error.to_string());
        assert_eq!(error, Err("page 3: there is no such page".to_owned()));
        assert_eq!(api.elapsed(), ms(10));
        assert_eq!(
            api.journal().lines(),
            ["start page 2", "end page 2", "start page 3", "end page 3"]
        );
    }

    #[test]
    fn the_shop_to_try_things_with_has_three_pages() {
        let api = BlockingApi::default();
        assert!((1..=3).all(|id| api.page(id).is_ok()));
        assert!(api.page(4).is_err());
    }
}
