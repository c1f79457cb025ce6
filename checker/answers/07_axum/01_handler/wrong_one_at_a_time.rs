// refused: not-concurrent — a lock around the customers serves one request after another

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Customers;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::Mutex;

pub fn app(customers: Customers) -> Router {
    Router::new()
        .route("/customers/{id}", get(customer))
        .with_state(Arc::new(Mutex::new(customers)))
}

async fn customer(
    State(customers): State<Arc<Mutex<Customers>>>,
    Path(id): Path<u32>,
) -> Result<Json<Value>, StatusCode> {
    match customers.lock().await.find(id).await {
        Ok(Some(user)) => Ok(Json(json!({ "id": user.id, "name": user.name }))),
        Ok(None) => Err(StatusCode::NOT_FOUND),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}
