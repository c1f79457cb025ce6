// refused: wrong-result — the page that tells how many came has a number of its own

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Database;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub fn app(database: Database) -> Router {
    let tea = Router::new()
        .route("/tea", get(tea))
        .with_state((database, Arc::default()));
    let visitors = Router::new()
        .route("/visitors", get(visitors))
        .with_state(Arc::default());
    tea.merge(visitors)
}

async fn tea(
    State((database, visitors)): State<(Database, Arc<AtomicU64>)>,
) -> Result<Json<Value>, StatusCode> {
    let visitor = visitors.fetch_add(1, Ordering::SeqCst) + 1;
    let price = database.load("tea").await;
    let price = price.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(json!({ "visitor": visitor, "price": price })))
}

async fn visitors(State(visitors): State<Arc<AtomicU64>>) -> Json<Value> {
    Json(json!({ "visitors": visitors.load(Ordering::SeqCst) }))
}
