// refused: wrong-result — a middleware counts every request

use axum::extract::{Extension, Request, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use lab::Database;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

type Shop = (Database, Arc<AtomicU64>);

pub fn app(database: Database) -> Router {
    let shop: Shop = (database, Arc::default());
    Router::new()
        .route("/tea", get(tea))
        .route("/visitors", get(visitors))
        .layer(middleware::from_fn_with_state(shop.clone(), count))
        .with_state(shop)
}

async fn count(State((_, visitors)): State<Shop>, mut request: Request, next: Next) -> Response {
    let visitor = visitors.fetch_add(1, Ordering::SeqCst) + 1;
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

async fn tea(
    State((database, _)): State<Shop>,
    Extension(visitor): Extension<u64>,
) -> Result<Json<Value>, StatusCode> {
    let price = database.load("tea").await;
    let price = price.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(json!({ "visitor": visitor, "price": price })))
}

async fn visitors(State((_, visitors)): State<Shop>) -> Json<Value> {
    Json(json!({ "visitors": visitors.load(Ordering::SeqCst) - 1 }))
}
