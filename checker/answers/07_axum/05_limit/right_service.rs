// accepted: a service by hand around the whole router

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::sync::Semaphore;
use tower::Service;

#[derive(Clone)]
struct Limited {
    pages: Router,
    places: Arc<Semaphore>,
}

impl Service<Request> for Limited {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let (mut pages, places) = (self.pages.clone(), Arc::clone(&self.places));
        Box::pin(async move {
            let place = places.acquire().await.expect("it is never closed");
            std::future::poll_fn(|cx| <Router as Service<Request>>::poll_ready(&mut pages, cx))
                .await?;
            let response = pages.call(request).await;
            drop(place);
            response
        })
    }
}

pub fn with_limit(pages: Router) -> Router {
    let places = Arc::new(Semaphore::new(2));
    Router::new().fallback_service(Limited { pages, places })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let pages = Router::new().route("/", axum::routing::get(async || "tea, 4 EUR"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, with_limit(pages)).await
}
