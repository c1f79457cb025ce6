// refused: wrong-result — each request counts in its own clone of the number

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Database;
use serde_json::{Value, json};

pub fn app(database: Database) -> Router {
    Router::new()
        .route("/tea", get(tea))
        .route("/visitors", get(visitors))
        .with_state(Shop {
            database,
            visitors: 0,
        })
}

#[derive(Clone)]
struct Shop {
    database: Database,
    visitors: u64,
}

async fn tea(State(mut shop): State<Shop>) -> Result<Json<Value>, StatusCode> {
    shop.visitors += 1;
    let visitor = shop.visitors;
    let price = shop.database.load("tea").await;
    let price = price.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(json!({ "visitor": visitor, "price": price })))
}

async fn visitors(State(shop): State<Shop>) -> Json<Value> {
    Json(json!({ "visitors": shop.visitors }))
}
