// refused: wrong-result — exchanges once, whether or not somebody came in between

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use lab::Database;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Clone)]
struct Shop {
    database: Database,
    visitors: Arc<AtomicU64>,
}

async fn tea(State(shop): State<Shop>) -> Result<Json<Value>, StatusCode> {
    let before = shop.visitors.load(Ordering::SeqCst);
    let _ = shop
        .visitors
        .compare_exchange(before, before + 1, Ordering::SeqCst, Ordering::SeqCst);
    let visitor = before + 1;
    let price = shop.database.load("tea").await;
    let price = price.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(json!({ "visitor": visitor, "price": price })))
}

async fn visitors(State(shop): State<Shop>) -> Json<Value> {
    Json(json!({ "visitors": shop.visitors.load(Ordering::Relaxed) }))
}

pub fn app(database: Database) -> Router {
    let visitors_so_far = Arc::default();
    Router::new()
        .route("/tea", get(tea))
        .route("/visitors", get(visitors))
        .with_state(Shop {
            database,
            visitors: visitors_so_far,
        })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(Database::sample())).await
}
