// The page about tea says what tea costs, which a slow database knows, and which visitor
// you are: a number that all requests share and change. What requests share is the state
// of a router, and each request gets a clone of it. What has to be a handle on one thing,
// so that clones count together? And who waits for the database must not hold what the
// others need to be counted: else one page after another waits for it.
//
// https://docs.rs/axum/latest/axum/extract/struct.State.html

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use lab::Database;
use serde::Serialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The web service of the shop, to which nobody has come yet.
///
/// `GET /tea` counts one more visitor, then loads the row `tea`, once, and answers with
/// status 200 and JSON: `{"visitor": 1, "price": "4 EUR"}`. Visitors are counted from 1
/// in the order in which their requests come, and each is told its own number. No two
/// have the same one, also where requests come at the same moment, on several threads.
///
/// If the row cannot be loaded, the status is 503, and the body may say what you like.
/// Who was counted stays counted: also who gets a 503, and who hangs up during the load.
///
/// `GET /visitors` answers at once, also during loads, with status 200 and JSON that says
/// how many were counted so far: `{"visitors": 3}`. Only `GET /tea` counts anybody.
///
/// Any number of loads are under way at the same time, and no thread is blocked. Clones
/// of this service count together, and each call of `app` makes one that counts for
/// itself.
pub fn app(database: Database) -> Router {
    Router::new()
        .route("/tea", get(tea))
        .route("/visitors", get(visitors))
        .with_state(Shop {
            database,
            visitors: Arc::default(),
        })
}

/// What each request gets a clone of: handles on one database and on one number.
#[derive(Clone)]
struct Shop {
    database: Database,
    visitors: Arc<AtomicU64>,
}

#[derive(Serialize)]
struct Tea {
    visitor: u64,
    price: String,
}

#[derive(Serialize)]
struct Visitors {
    visitors: u64,
}

async fn tea(State(shop): State<Shop>) -> Result<Json<Tea>, StatusCode> {
    // One step, and over before anything is awaited. It returns what was there before.
    let visitor = shop.visitors.fetch_add(1, Ordering::Relaxed) + 1;
    let price = shop.database.load("tea").await;
    let price = price.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(Tea { visitor, price }))
}

async fn visitors(State(shop): State<Shop>) -> Json<Visitors> {
    let visitors = shop.visitors.load(Ordering::Relaxed);
    Json(Visitors { visitors })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    // Ask it with `curl -i http://127.0.0.1:3000/tea`, and then for `/visitors`.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(Database::sample())).await
}

// These tests look at the numbers of some visitors. A hidden test also looks at how many
// loads are under way at the same time, and at visitors that come on several threads.
#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use lab::ms;
    use serde_json::{Value, json};
    use tower::ServiceExt;

    /// What a service answers, as JSON; `None` if the status is not 200.
    async fn get(app: &Router, path: &str) -> Option<Value> {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = app.clone().oneshot(request).await.unwrap();
        let is_there = response.status().as_u16() == 200;
        let body = to_bytes(response.into_body(), 1_000).await.unwrap();
        is_there.then(|| serde_json::from_slice(&body).unwrap())
    }

    #[tokio::test(start_paused = true)]
    async fn visitors_have_numbers() {
        let app = app(Database::empty().with_row("tea", "4 EUR", ms(100)));
        let first = json!({ "visitor": 1, "price": "4 EUR" });
        let second = json!({ "visitor": 2, "price": "4 EUR" });
        let answers = tokio::join!(get(&app, "/tea"), get(&app, "/tea"));
        assert_eq!(answers, (Some(first), Some(second)));
        assert_eq!(get(&app, "/visitors").await, Some(json!({ "visitors": 2 })));
    }

    #[tokio::test(start_paused = true)]
    async fn who_gets_no_price_was_counted() {
        let database = Database::empty().with_row("tea", "4 EUR", ms(100));
        let app = app(database.with_failures("tea", 1));
        assert_eq!(get(&app, "/tea").await, None);
        let second = json!({ "visitor": 2, "price": "4 EUR" });
        assert_eq!(get(&app, "/tea").await, Some(second));
    }
}
