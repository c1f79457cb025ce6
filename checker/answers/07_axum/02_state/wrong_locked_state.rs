// refused: not-concurrent — the whole state, with the database, is behind one lock

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Database;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::Mutex;

struct Shop {
    database: Database,
    visitors: u64,
}

type Shared = Arc<Mutex<Shop>>;

pub fn app(database: Database) -> Router {
    let shop = Shop {
        database,
        visitors: 0,
    };
    Router::new()
        .route("/tea", get(tea))
        .route("/visitors", get(visitors))
        .with_state(Arc::new(Mutex::new(shop)))
}

async fn tea(State(shop): State<Shared>) -> Result<Json<Value>, StatusCode> {
    let mut shop = shop.lock().await;
    shop.visitors += 1;
    let visitor = shop.visitors;
    match shop.database.load("tea").await {
        Ok(price) => Ok(Json(json!({ "visitor": visitor, "price": price }))),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}

async fn visitors(State(shop): State<Shared>) -> Json<Value> {
    let visitors = shop.lock().await.visitors;
    Json(json!({ "visitors": visitors }))
}
