// accepted: a service by hand around the whole router, and a number that is exchanged

use axum::Router;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use tower::Service;

#[derive(Clone)]
struct Shedding {
    pages: Router,
    busy: Arc<AtomicUsize>,
}

struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(busy: &Arc<AtomicUsize>) -> Option<Self> {
        let more = |busy| (busy < 2).then_some(busy + 1);
        let taken = busy.fetch_update(Ordering::AcqRel, Ordering::Acquire, more);
        taken.is_ok().then(|| Self(Arc::clone(busy)))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Service<Request> for Shedding {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        <Router as Service<Request>>::poll_ready(&mut self.pages, cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let Some(place) = Place::take(&self.busy) else {
            let not_now = (
                StatusCode::SERVICE_UNAVAILABLE,
                [(header::RETRY_AFTER, "1")],
            );
            return Box::pin(std::future::ready(Ok(not_now.into_response())));
        };
        let page = self.pages.call(request);
        Box::pin(async move {
            let response = page.await;
            drop(place);
            response
        })
    }
}

pub fn with_shedding(pages: Router) -> Router {
    Router::new().fallback_service(Shedding {
        pages,
        busy: Arc::default(),
    })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let pages = Router::new().route("/", axum::routing::get(async || "tea, 4 EUR"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, with_shedding(pages)).await
}
