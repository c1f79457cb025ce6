// refused: wrong-result — what is no number is answered with 404

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
    Path(id): Path<String>,
) -> Result<Json<Value>, StatusCode> {
    let Ok(id) = id.parse() else {
        return Err(StatusCode::NOT_FOUND);
    };
    match customers.find(id).await {
        Ok(Some(user)) => Ok(Json(json!({ "id": user.id, "name": user.name }))),
        Ok(None) => Err(StatusCode::NOT_FOUND),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}
