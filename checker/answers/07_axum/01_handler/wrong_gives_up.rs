// refused: wrong-result — a lookup that takes more than ten seconds counts as an outage

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Customers;
use serde_json::{Value, json};

pub fn app(customers: Customers) -> Router {
    Router::new()
        .route("/customers/{id}", get(customer))
        .with_state(customers)
}

async fn customer(
    State(customers): State<Customers>,
    Path(id): Path<u32>,
) -> Result<Json<Value>, StatusCode> {
    let limit = std::time::Duration::from_secs(10);
    let found = tokio::time::timeout(limit, customers.find(id)).await;
    match found.unwrap_or(Err(lab::DatabaseError)) {
        Ok(Some(user)) => Ok(Json(json!({ "id": user.id, "name": user.name }))),
        Ok(None) => Err(StatusCode::NOT_FOUND),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}
