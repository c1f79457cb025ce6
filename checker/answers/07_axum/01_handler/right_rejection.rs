// accepted: looks at why the path was rejected, and does each lookup in a task of its own

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Customers;
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    id: u32,
    name: String,
}

pub fn app(customers: Customers) -> Router {
    Router::new()
        .route("/customers/{id}", get(customer))
        .with_state(customers)
}

async fn customer(
    State(customers): State<Customers>,
    id: Result<Path<u32>, PathRejection>,
) -> Result<Json<Page>, StatusCode> {
    let Path(id) = id.map_err(|_| StatusCode::BAD_REQUEST)?;
    let lookup = tokio::spawn(async move { customers.find(id).await });
    match lookup.await {
        Ok(Ok(Some(user))) => Ok(Json(Page {
            id: user.id,
            name: user.name,
        })),
        Ok(Ok(None)) => Err(StatusCode::NOT_FOUND),
        Ok(Err(_)) => Err(StatusCode::SERVICE_UNAVAILABLE),
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}
