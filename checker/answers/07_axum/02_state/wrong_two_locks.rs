// refused: wrong-result — the lock is given back between the look and the change

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Database;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

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
    visitors: Arc<Mutex<u64>>,
}

async fn tea(State(shop): State<Shop>) -> Result<Json<Value>, StatusCode> {
    let visitor = *shop.visitors.lock().unwrap() + 1;
    *shop.visitors.lock().unwrap() = visitor;
    let price = shop.database.load("tea").await;
    let price = price.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(json!({ "visitor": visitor, "price": price })))
}

async fn visitors(State(shop): State<Shop>) -> Json<Value> {
    let visitors = *shop.visitors.lock().unwrap();
    Json(json!({ "visitors": visitors }))
}
