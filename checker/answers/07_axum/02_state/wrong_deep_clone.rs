// refused: wrong-result — a clone of the state makes a new number

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Database;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU64, Ordering};

struct Shop {
    database: Database,
    visitors: AtomicU64,
}

impl Clone for Shop {
    fn clone(&self) -> Self {
        Self {
            database: self.database.clone(),
            visitors: AtomicU64::new(self.visitors.load(Ordering::SeqCst)),
        }
    }
}

pub fn app(database: Database) -> Router {
    Router::new()
        .route("/tea", get(tea))
        .route("/visitors", get(visitors))
        .with_state(Shop {
            database,
            visitors: AtomicU64::new(0),
        })
}

async fn tea(State(shop): State<Shop>) -> Result<Json<Value>, StatusCode> {
    let visitor = shop.visitors.fetch_add(1, Ordering::SeqCst) + 1;
    let price = shop.database.load("tea").await;
    let price = price.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(json!({ "visitor": visitor, "price": price })))
}

async fn visitors(State(shop): State<Shop>) -> Json<Value> {
    Json(json!({ "visitors": shop.visitors.load(Ordering::SeqCst) }))
}
