// refused: wrong-result — a layer around the route counts also who comes with another method

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use lab::Database;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Clone)]
struct Shop {
    database: Database,
    visitors: Arc<AtomicU64>,
}

async fn tea(
    State(shop): State<Shop>,
    axum::Extension(visitor): axum::Extension<u64>,
) -> Result<Json<Value>, StatusCode> {
    let price = shop.database.load("tea").await;
    let price = price.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(json!({ "visitor": visitor, "price": price })))
}

async fn count(
    State(visitors): State<Arc<AtomicU64>>,
    mut request: axum::extract::Request,
    next: axum::middleware::Next,
) -> axum::response::Response {
    let visitor = visitors.fetch_add(1, Ordering::Relaxed) + 1;
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

async fn visitors(State(shop): State<Shop>) -> Json<Value> {
    Json(json!({ "visitors": shop.visitors.load(Ordering::Relaxed) }))
}

pub fn app(database: Database) -> Router {
    let visitors_so_far: Arc<AtomicU64> = Arc::default();
    Router::new()
        .route(
            "/tea",
            get(tea).layer(axum::middleware::from_fn_with_state(
                visitors_so_far.clone(),
                count,
            )),
        )
        .route("/visitors", get(visitors))
        .with_state(Shop {
            database,
            visitors: visitors_so_far,
        })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(Database::sample())).await
}
