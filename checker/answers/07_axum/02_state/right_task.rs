// accepted: a task of its own counts, and is asked through a channel

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Database;
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

pub fn app(database: Database) -> Router {
    let (asks, mut asked) = mpsc::channel::<(u64, oneshot::Sender<u64>)>(8);
    tokio::spawn(async move {
        let mut visitors = 0;
        while let Some((more, answer)) = asked.recv().await {
            visitors += more;
            let _ = answer.send(visitors);
        }
    });
    Router::new()
        .route("/tea", get(tea))
        .route("/visitors", get(visitors))
        .with_state(Shop { database, asks })
}

#[derive(Clone)]
struct Shop {
    database: Database,
    asks: mpsc::Sender<(u64, oneshot::Sender<u64>)>,
}

impl Shop {
    /// Count so many more visitors: how many there are then.
    async fn count(&self, more: u64) -> Result<u64, StatusCode> {
        let (answer, visitors) = oneshot::channel();
        let gone = StatusCode::SERVICE_UNAVAILABLE;
        self.asks.send((more, answer)).await.map_err(|_| gone)?;
        visitors.await.map_err(|_| gone)
    }
}

async fn tea(State(shop): State<Shop>) -> Result<Json<Value>, StatusCode> {
    let visitor = shop.count(1).await?;
    let price = shop.database.load("tea").await;
    let price = price.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(json!({ "visitor": visitor, "price": price })))
}

async fn visitors(State(shop): State<Shop>) -> Result<Json<Value>, StatusCode> {
    let visitors = shop.count(0).await?;
    Ok(Json(json!({ "visitors": visitors })))
}
