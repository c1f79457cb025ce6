// refused: panicked — an outage of the database is a panic

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
    match customers.find(id).await {
        Ok(Some(user)) => Ok(Json(json!({ "id": user.id, "name": user.name }))),
        Ok(None) => Err(StatusCode::NOT_FOUND),
        Err(error) => panic!("{error}"),
    }
}
