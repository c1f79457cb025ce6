// refused: blocks-runtime — who asks for health is answered by a thread that sleeps first

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use lab::Image;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

#[derive(Clone)]
struct Catalogue {
    photo: Image,
    places: Arc<Semaphore>,
}

async fn thumbnail(State(catalogue): State<Catalogue>) -> Result<String, StatusCode> {
    let photo = catalogue.photo;
    let place = catalogue
        .places
        .acquire_owned()
        .await
        .expect("it is never closed");
    let work = spawn_blocking(move || {
        let thumb = photo.shrink();
        drop(place);
        thumb
    });
    match work.await {
        Ok(thumb) => Ok(thumb.name().to_owned()),
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

pub fn app(photo: Image) -> Router {
    let places = Arc::new(Semaphore::new(2));
    Router::new()
        .route("/thumbnail", get(thumbnail))
        .route(
            "/health",
            get(async || {
                std::thread::sleep(lab::ms(60));
                "ok"
            }),
        )
        .with_state(Catalogue { photo, places })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(Image::new("tea"))).await
}
