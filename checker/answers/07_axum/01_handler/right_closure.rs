// accepted: a closure that owns the customers, and no state

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use lab::Customers;
use serde_json::json;

pub fn app(customers: Customers) -> Router {
    let customer = move |Path(id): Path<u32>| async move {
        match customers.find(id).await {
            Ok(Some(user)) => Json(json!({ "id": user.id, "name": user.name })).into_response(),
            Ok(None) => StatusCode::NOT_FOUND.into_response(),
            Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        }
    };
    Router::new().route("/customers/{id}", get(customer))
}
