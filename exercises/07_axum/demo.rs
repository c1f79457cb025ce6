// When a client hangs up. Three clients ask the web service for a customer, and each
// request is a future of its own: the handlers wait for the database at the same time.
// The second client loses patience. Then the future of its request is dropped, and its
// handler with it, at the `.await` where it stands: what it would have done after that
// never happens, no error is raised, and nobody is told.
//
// `workbook demo 7` draws it while it runs. Change something, and run it again.

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::Request;
use axum::routing::get;
use lab::{demo, ms};
use std::time::Duration;
use tokio::time::timeout;
use tower::ServiceExt;

/// The handler: it asks the database, and writes down that it did.
async fn customer(Path(id): Path<u32>) -> String {
    demo::fetch(&format!("database {id}"), ms(500)).await;
    println!("customer {id}: found");
    demo::fetch(&format!("log {id}"), ms(150)).await;
    format!("customer {id}")
}

/// A client that waits so long for its answer, and then hangs up.
async fn client(shop: Router, id: u32, patience: Duration) {
    let request = Request::get(format!("/customers/{id}"));
    let request = request.body(Body::empty()).expect("it is a request");
    match timeout(patience, shop.oneshot(request)).await {
        Ok(Ok(response)) => println!("customer {id}: {}", response.status()),
        Ok(Err(never)) => match never {},
        Err(_) => println!("customer {id}: the client hung up"),
    }
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let shop = Router::new().route("/customers/{id}", get(customer));
    // No socket in between: a router is a service, and can be called.
    tokio::join!(
        client(shop.clone(), 1, ms(5_000)),
        client(shop.clone(), 2, ms(300)),
        client(shop, 3, ms(5_000)),
    );
}
