// refused: wrong-result — an id that is negative is an id, which nobody has

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
    Path(id): Path<i64>,
) -> Result<Json<Value>, StatusCode> {
    let Ok(id) = u32::try_from(id) else {
        return Err(StatusCode::NOT_FOUND);
    };
    match customers.find(id).await {
        Ok(Some(user)) => Ok(Json(json!({ "id": user.id, "name": user.name }))),
        Ok(None) => Err(StatusCode::NOT_FOUND),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}
