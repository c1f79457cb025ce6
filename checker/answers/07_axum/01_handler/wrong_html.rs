// refused: wrong-result — JSON that says that it is text

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use lab::Customers;
use serde_json::json;

pub fn app(customers: Customers) -> Router {
    Router::new()
        .route("/customers/{id}", get(customer))
        .with_state(customers)
}

async fn customer(
    State(customers): State<Customers>,
    Path(id): Path<u32>,
) -> Result<String, StatusCode> {
    match customers.find(id).await {
        Ok(Some(user)) => Ok(json!({ "id": user.id, "name": user.name }).to_string()),
        Ok(None) => Err(StatusCode::NOT_FOUND),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}
