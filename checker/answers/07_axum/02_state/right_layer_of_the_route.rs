// accepted: a layer of one route counts, with a channel that others look at

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Json};
use lab::Database;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::watch;

#[derive(Clone, Copy)]
struct Visitor(u64);

async fn count(
    State(visitors): State<Arc<watch::Sender<u64>>>,
    mut request: Request,
    next: Next,
) -> Response {
    let mut number = 0;
    visitors.send_modify(|visitors| {
        *visitors += 1;
        number = *visitors;
    });
    request.extensions_mut().insert(Visitor(number));
    next.run(request).await
}

async fn tea(
    State(database): State<Database>,
    Extension(Visitor(visitor)): Extension<Visitor>,
) -> Result<Json<Value>, StatusCode> {
    match database.load("tea").await {
        Ok(price) => Ok(Json(json!({ "visitor": visitor, "price": price }))),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}

pub fn app(database: Database) -> Router {
    let visitors = Arc::new(watch::Sender::new(0));
    let seen = visitors.subscribe();
    Router::new()
        .route(
            "/tea",
            get(tea).route_layer(from_fn_with_state(visitors, count)),
        )
        .route(
            "/visitors",
            get(async move || Json(json!({ "visitors": *seen.borrow() }))),
        )
        .with_state(database)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(Database::sample())).await
}
