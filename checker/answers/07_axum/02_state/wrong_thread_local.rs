// refused: wrong-result — each thread counts by itself

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Database;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

pub fn app(database: Database) -> Router {
    Router::new()
        .route("/tea", get(tea))
        .route("/visitors", get(visitors))
        .with_state(Shop {
            database,
            visitors: NEXT.fetch_add(1, Ordering::SeqCst),
        })
}

#[derive(Clone)]
struct Shop {
    database: Database,
    visitors: u64,
}

async fn tea(State(shop): State<Shop>) -> Result<Json<Value>, StatusCode> {
    let visitor = count(shop.visitors, 1);
    let price = shop.database.load("tea").await;
    let price = price.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(json!({ "visitor": visitor, "price": price })))
}

async fn visitors(State(shop): State<Shop>) -> Json<Value> {
    let visitors = count(shop.visitors, 0);
    Json(json!({ "visitors": visitors }))
}

static NEXT: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// How many visitors each service has had.
    static VISITORS: Cell<HashMap<u64, u64>> = Cell::default();
}

fn count(service: u64, more: u64) -> u64 {
    VISITORS.with(|cell| {
        let mut visitors = cell.take();
        let count = visitors.entry(service).or_insert(0);
        *count += more;
        let count = *count;
        cell.set(visitors);
        count
    })
}
