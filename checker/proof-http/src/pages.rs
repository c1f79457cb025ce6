//! A service of the test's own, which an answer puts something around.

use axum::Router;
use axum::body::Body;
use axum::http::{StatusCode, Uri};
use axum::routing::any;
use futures::StreamExt;
use instrument::Journal;
use proof::Work;
use std::ops::Deref;
use std::time::Duration;
use tokio::time::sleep;

/// Pages that take their time. Each answers with status 200, its path in the header
/// `page`, and as its text what was asked for: `/tea?7`. That is also what is written
/// down, while a handler has the request; [`proof::Claims`] can be made of it.
#[derive(Debug, Clone, Default)]
pub struct Pages {
    router: Router,
    work: Work,
}

impl Pages {
    /// There are none yet.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The page at `path` takes so long.
    #[must_use]
    pub fn with_page(mut self, path: &'static str, takes: Duration) -> Self {
        let work = self.work.clone();
        let page = any(async move |uri: Uri| {
            let call = work.begin(&uri.to_string());
            sleep(takes).await;
            call.finish();
            ([("page", path)], uri.to_string())
        });
        self.router = self.router.route(path, page);
        self
    }

    /// The page at `path` answers at once, or after a while, and its text comes in these
    /// pieces, each so long after the one before.
    #[must_use]
    pub fn with_report(
        mut self,
        path: &'static str,
        takes: Duration,
        pieces: &'static [&'static str],
        each: Duration,
    ) -> Self {
        let page = any(async move || {
            sleep(takes).await;
            let pieces = futures::stream::iter(pieces).then(move |piece| async move {
                sleep(each).await;
                std::io::Result::Ok(*piece)
            });
            Body::from_stream(pieces)
        });
        self.router = self.router.route(path, page);
        self
    }

    /// The page at `path` panics, at once or after a while: `out of tea`.
    #[must_use]
    pub fn with_panic(mut self, path: &'static str, takes: Duration) -> Self {
        let page = any(async move || -> StatusCode {
            if !takes.is_zero() {
                sleep(takes).await;
            }
            panic!("out of tea")
        });
        self.router = self.router.route(path, page);
        self
    }

    /// Wherever there is no page, it takes so long to find that out: status 404, and text
    /// and header as of a page.
    #[must_use]
    pub fn with_nothing_else(mut self, takes: Duration) -> Self {
        let work = self.work.clone();
        self.router = self.router.fallback(async move |uri: Uri| {
            let call = work.begin(&uri.to_string());
            sleep(takes).await;
            call.finish();
            (StatusCode::NOT_FOUND, [("page", "none")], uri.to_string())
        });
        self
    }

    /// The same pages twice: as they are, and below `/shop`.
    pub fn nested(&self) -> Router {
        Router::new()
            .nest("/shop", self.router())
            .merge(self.router())
    }

    /// The service, to which the test can add what it likes.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Where pages write down what they do.
    #[must_use]
    pub fn work(&self) -> &Work {
        &self.work
    }
}

impl Deref for Pages {
    type Target = Journal;

    fn deref(&self) -> &Journal {
        &self.work
    }
}
