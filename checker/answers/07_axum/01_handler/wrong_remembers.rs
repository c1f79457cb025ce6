// refused: wrong-result — a customer that was found once is remembered, and never looked up again

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::{Customers, User};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

type Known = Arc<Mutex<HashMap<u32, User>>>;

pub fn app(customers: Customers) -> Router {
    Router::new()
        .route("/customers/{id}", get(customer))
        .with_state((customers, Known::default()))
}

async fn customer(
    State((customers, known)): State<(Customers, Known)>,
    Path(id): Path<u32>,
) -> Result<Json<Value>, StatusCode> {
    let before = known.lock().unwrap().get(&id).cloned();
    let found = match before {
        Some(user) => Ok(Some(user)),
        None => customers.find(id).await,
    };
    match found {
        Ok(Some(user)) => Ok({
            known.lock().unwrap().insert(id, user.clone());
            Json(json!({ "id": user.id, "name": user.name }))
        }),
        Ok(None) => Err(StatusCode::NOT_FOUND),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}
