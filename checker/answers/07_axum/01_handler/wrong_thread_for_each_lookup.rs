// refused: hangs — a thread waits for each lookup

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
    Path(id): Path<u32>,
) -> Result<Json<Value>, StatusCode> {
    let runtime = tokio::runtime::Handle::current();
    let found = tokio::task::spawn_blocking(move || runtime.block_on(customers.find(id)));
    match found.await.unwrap() {
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
