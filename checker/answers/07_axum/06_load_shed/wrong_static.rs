// refused: wrong-result — all services count together

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

pub fn with_shedding(pages: Router) -> Router {
    let places = ();
    pages.layer(from_fn_with_state(places, shed))
}

async fn shed(State(places): State<()>, request: Request, next: Next) -> Response {
    let () = places;
    let Ok(_place) = PLACES.try_acquire() else {
        return (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "1")]).into_response();
    };
    next.run(request).await
}

static PLACES: Semaphore = Semaphore::const_new(2);
