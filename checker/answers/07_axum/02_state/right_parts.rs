// accepted: each handler asks for the part of the state that it needs

use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Database;
use serde_json::{Value, json};
use std::sync::{Arc, RwLock};

pub fn app(database: Database) -> Router {
    Router::new()
        .route("/tea", get(tea))
        .route("/visitors", get(visitors))
        .with_state(Arc::new(Shop {
            database,
            visitors: Visitors::default(),
        }))
}

struct Shop {
    database: Database,
    visitors: Visitors,
}

#[derive(Clone, Default)]
struct Visitors(Arc<RwLock<u64>>);

impl FromRef<Arc<Shop>> for Visitors {
    fn from_ref(shop: &Arc<Shop>) -> Self {
        shop.visitors.clone()
    }
}

impl Visitors {
    fn one_more(&self) -> u64 {
        let mut visitors = self.0.write().unwrap();
        *visitors += 1;
        *visitors
    }
}

async fn tea(
    State(shop): State<Arc<Shop>>,
    State(visitors): State<Visitors>,
) -> Result<Json<Value>, StatusCode> {
    let visitor = visitors.one_more();
    let Ok(price) = shop.database.load("tea").await else {
        return Err(StatusCode::SERVICE_UNAVAILABLE);
    };
    Ok(Json(json!({ "visitor": visitor, "price": price })))
}

async fn visitors(State(visitors): State<Visitors>) -> Json<Value> {
    let visitors = *visitors.0.read().unwrap();
    Json(json!({ "visitors": visitors }))
}
