// accepted: closures that own handles, and no state

use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Database;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

pub fn app(database: Database) -> Router {
    let counted = Arc::new(AtomicU32::new(0));
    let visitors = counted.clone();
    let tea = async move || {
        let visitor = counted.fetch_add(1, Ordering::Relaxed) + 1;
        match database.load("tea").await {
            Ok(price) => Ok(Json(json!({ "visitor": visitor, "price": price }))),
            Err(error) => Err((StatusCode::SERVICE_UNAVAILABLE, error.to_string())),
        }
    };
    let visitors = async move || Json(json!({ "visitors": visitors.load(Ordering::Relaxed) }));
    Router::new()
        .route("/tea", get(tea))
        .route("/visitors", get(visitors))
}
