// refused: wrong-result — leaves out a space before the number

use axum::Json;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use lab::Customers;
use lab::User;
use serde_json::{Value, json};

fn shown(user: User) -> Value {
    json!({ "id": user.id, "name": user.name })
}

async fn customer(
    State(customers): State<Customers>,
    Path(id): Path<String>,
) -> Result<Json<Value>, StatusCode> {
    let id: u32 = id.trim().parse().map_err(|_| StatusCode::BAD_REQUEST)?;
    match customers.find(id).await {
        Ok(Some(user)) => Ok(Json(shown(user))),
        Ok(None) => Err(StatusCode::NOT_FOUND),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}

pub fn app(customers: Customers) -> Router {
    Router::new()
        .route("/customers/{id}", get(customer))
        .with_state(customers)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(Customers::sample())).await
}
