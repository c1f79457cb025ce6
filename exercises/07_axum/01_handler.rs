// The shop gets a web service, and this is its first page: who is customer 7? The name is
// looked up in a database, so the answer takes a moment, and many ask at the same time.
// A handler is an `async fn`: while one request waits, others are served. There is also
// more than one way to get no name, and each has a status of its own.
//
// https://docs.rs/axum/latest/axum/#example

use axum::Router;
use lab::Customers;

/// The web service of the shop.
///
/// `GET /customers/7` looks customer 7 up and answers with status 200 and JSON, of the
/// type `application/json`: `{"id": 7, "name": "Ada"}`. Where there is no name to tell,
/// the status is
///
/// - 404 if there is no such customer, and for every other path,
/// - 400 if what stands in the place of the id is not a `u32`; nothing is looked up then,
/// - 503 if the customers cannot be read,
///
/// and the body may say what you like. A request makes one lookup. Any number of them
/// are under way at the same time, and no thread is blocked.
pub fn app(customers: Customers) -> Router {
    // TODO: Which route, which handler, and what does it need? So far, nothing is served.
    let _ = customers;
    Router::new()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    // Ask it with `curl -i http://127.0.0.1:3000/customers/1`; there are 1 and 2, and 4
    // cannot be read.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(Customers::sample())).await
}

// These tests ask for some customers. A hidden test also looks at how many requests are
// under way at the same time, and at what is looked up.
#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use lab::ms;
    use tower::ServiceExt;

    /// What a service answers: status and body. `oneshot` calls it without a network.
    async fn get(app: Router, path: &str) -> (u16, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = app.oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), 1_000).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test(start_paused = true)]
    async fn a_customer_has_an_id_and_a_name() {
        let app = app(Customers::none().with_customer(7, "Ada", ms(20)));
        let (status, body) = get(app, "/customers/7").await;
        assert_eq!(status, 200);
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(body, serde_json::json!({ "id": 7, "name": "Ada" }));
    }

    #[tokio::test(start_paused = true)]
    async fn each_way_to_get_no_name_has_a_status() {
        let app = app(Customers::sample());
        assert_eq!(get(app.clone(), "/customers/3").await.0, 404);
        assert_eq!(get(app.clone(), "/customers/seven").await.0, 400);
        assert_eq!(get(app, "/customers/4").await.0, 503);
    }
}
