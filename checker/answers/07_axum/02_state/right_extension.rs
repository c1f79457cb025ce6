// accepted: an `Extension` in the place of a state, and a task for each load

use axum::extract::Extension;
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
        .layer(Extension(database))
        .layer(Extension(Arc::new(AtomicU64::new(1))))
}

async fn tea(
    Extension(next): Extension<Arc<AtomicU64>>,
    Extension(database): Extension<Database>,
) -> Result<Json<Value>, StatusCode> {
    let visitor = next.fetch_add(1, Ordering::SeqCst);
    let load = tokio_util::task::AbortOnDropHandle::new(tokio::spawn(async move {
        database.load("tea").await
    }));
    match load.await {
        Ok(Ok(price)) => Ok(Json(json!({ "visitor": visitor, "price": price }))),
        _ => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}

async fn visitors(Extension(next): Extension<Arc<AtomicU64>>) -> Json<Value> {
    Json(json!({ "visitors": next.load(Ordering::SeqCst) - 1 }))
}
