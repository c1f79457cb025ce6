// refused: blocks-runtime — waits for the load without letting anybody else run

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Database;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

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
    visitors: Arc<AtomicU64>,
}

async fn tea(State(shop): State<Shop>) -> Result<Json<Value>, StatusCode> {
    let visitor = shop.visitors.fetch_add(1, Ordering::SeqCst) + 1;
    let price = futures::executor::block_on(shop.database.load("tea"));
    let price = price.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(json!({ "visitor": visitor, "price": price })))
}

async fn visitors(State(shop): State<Shop>) -> Json<Value> {
    let visitors = shop.visitors.load(Ordering::SeqCst);
    Json(json!({ "visitors": visitors }))
}
