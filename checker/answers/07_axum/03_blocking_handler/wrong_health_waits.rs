// refused: late — the limit is around the whole service, health included

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use lab::Image;
use tokio::task::spawn_blocking;
use tower::limit::GlobalConcurrencyLimitLayer;

pub fn app(photo: Image) -> Router {
    Router::new()
        .route("/thumbnail", get(thumbnail))
        .route("/health", get(async || "I am well"))
        .with_state(Catalogue { photo, places: () })
        .layer(GlobalConcurrencyLimitLayer::new(2))
}

#[derive(Clone)]
struct Catalogue {
    photo: Image,
    places: (),
}

async fn thumbnail(State(catalogue): State<Catalogue>) -> Result<String, StatusCode> {
    let Catalogue { photo, places } = catalogue;
    let () = places;
    let thumb = spawn_blocking(move || photo.shrink()).await;
    let thumb = thumb.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(thumb.name().to_owned())
}
