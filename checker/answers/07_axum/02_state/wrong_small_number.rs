// refused: panicked — a number that ends at 255

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
    visitors: Arc<Mutex<u8>>,
}

async fn tea(State(shop): State<Shop>) -> Result<Json<Value>, StatusCode> {
    let visitor = shop.next();
    let price = shop.database.load("tea").await;
    let price = price.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(json!({ "visitor": visitor, "price": price })))
}

async fn visitors(State(shop): State<Shop>) -> Json<Value> {
    let visitors = *shop.visitors.lock().unwrap();
    Json(json!({ "visitors": visitors }))
}

impl Shop {
    fn next(&self) -> u8 {
        let mut visitors = self.visitors.lock().unwrap();
        *visitors += 1;
        *visitors
    }
}
