// accepted: the pages about customers are a router of their own, and the state is shared

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::{Customers, User};
use serde_json::{Value, json};
use std::sync::Arc;

type Failure = (StatusCode, Json<Value>);

pub fn app(customers: Customers) -> Router {
    let pages = Router::new().route("/{id}", get(customer));
    Router::new()
        .nest("/customers", pages)
        .with_state(Arc::new(customers))
}

async fn customer(
    State(customers): State<Arc<Customers>>,
    Path(id): Path<u32>,
) -> Result<Json<Value>, Failure> {
    let found = customers.find(id).await;
    let found = found.map_err(|error| failure(StatusCode::SERVICE_UNAVAILABLE, &error.to_string()));
    let User { id, name } =
        found?.ok_or_else(|| failure(StatusCode::NOT_FOUND, "there is nobody"))?;
    Ok(Json(json!({ "id": id, "name": name })))
}

fn failure(status: StatusCode, why: &str) -> Failure {
    (status, Json(json!({ "error": why })))
}
