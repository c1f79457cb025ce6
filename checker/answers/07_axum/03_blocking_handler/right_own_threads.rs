// accepted: two threads that live as long as the service, and a line in front of them

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use lab::Image;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, mpsc};
use tokio::sync::oneshot;

type Order = oneshot::Sender<Option<String>>;

fn work(photo: &Image, orders: &Mutex<mpsc::Receiver<Order>>) {
    loop {
        let Ok(order) = orders.lock().expect("nobody panics here").recv() else {
            return;
        };
        if order.is_closed() {
            continue;
        }
        let thumb = catch_unwind(AssertUnwindSafe(|| photo.shrink().name().to_owned()));
        // Who asked may be gone.
        let _ = order.send(thumb.ok());
    }
}

pub fn app(photo: Image) -> Router {
    let (orders, ordered) = mpsc::channel();
    let ordered = Arc::new(Mutex::new(ordered));
    for _ in 0..2 {
        let (photo, ordered) = (photo.clone(), Arc::clone(&ordered));
        std::thread::spawn(move || work(&photo, &ordered));
    }
    let thumbnail = async move || {
        let (order, done) = oneshot::channel();
        orders
            .send(order)
            .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        let name = done.await.ok().flatten();
        name.ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    };
    Router::new()
        .route("/thumbnail", get(thumbnail))
        .route("/health", get(async || "ok"))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(Image::new("tea"))).await
}
