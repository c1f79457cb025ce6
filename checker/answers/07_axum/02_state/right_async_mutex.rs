// accepted: a lock of tokio, held for the count alone

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Database;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::Mutex;

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
    let visitor = shop.next_visitor().await;
    let price = shop.database.load("tea").await;
    let price = price.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(json!({ "visitor": visitor, "price": price })))
}

async fn visitors(State(shop): State<Shop>) -> Json<Value> {
    let visitors = *shop.visitors.lock().await;
    Json(json!({ "visitors": visitors }))
}

impl Shop {
    async fn next_visitor(&self) -> u64 {
        let mut visitors = self.visitors.lock().await;
        *visitors += 1;
        *visitors
    }
}
