// refused: wrong-result — puts a name into JSON as it is, whatever is in it

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::routing::get;
use lab::Customers;

pub fn app(customers: Customers) -> Router {
    Router::new()
        .route("/customers/{id}", get(customer))
        .with_state(customers)
}

async fn customer(
    State(customers): State<Customers>,
    Path(id): Path<u32>,
) -> Result<([(header::HeaderName, &'static str); 1], String), StatusCode> {
    match customers.find(id).await {
        Ok(Some(user)) => Ok((
            [(header::CONTENT_TYPE, "application/json")],
            format!("{{\"id\":{},\"name\":\"{}\"}}", user.id, user.name),
        )),
        Ok(None) => Err(StatusCode::NOT_FOUND),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}
