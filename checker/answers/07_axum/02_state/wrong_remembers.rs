// refused: wrong-result — loads the price once and remembers it

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Database;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::OnceCell;

pub fn app(database: Database) -> Router {
    Router::new()
        .route("/tea", get(tea))
        .route("/visitors", get(visitors))
        .with_state(Shop {
            database,
            visitors: Arc::default(),
        })
}

#[derive(Clone)]
struct Shop {
    database: Database,
    visitors: Arc<(AtomicU64, OnceCell<String>)>,
}

async fn tea(State(shop): State<Shop>) -> Result<Json<Value>, StatusCode> {
    let visitor = shop.visitors.0.fetch_add(1, Ordering::SeqCst) + 1;
    let price = shop
        .visitors
        .1
        .get_or_try_init(|| shop.database.load("tea"));
    let price = price.await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(json!({ "visitor": visitor, "price": price })))
}

async fn visitors(State(shop): State<Shop>) -> Json<Value> {
    let visitors = shop.visitors.0.load(Ordering::SeqCst);
    Json(json!({ "visitors": visitors }))
}
