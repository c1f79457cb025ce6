// An order is made in several steps, and the customer would like to watch. A response
// need not be there as a whole: its body can be a stream that goes on for as long as
// there is something to say. Browsers understand one that is made of server-sent events.
// Whoever watches may also be slow, or close the window.
//
// https://docs.rs/axum/latest/axum/response/sse/index.html

use axum::Router;
use lab::{Workshop, ms};

/// The web service of the shop, for those who want to watch.
///
/// `GET /orders/7/steps` is answered at once with status 200 and server-sent events
/// (`text/event-stream`): each step of order 7 is the data of an event without a name,
/// and is sent as soon as the workshop says it. No step is missed that comes after the
/// request. A step has one line or several, and is never empty. When the order is made,
/// the stream ends after its last step. If order 7 is not being made when the request
/// comes, the status is 404, also at once.
///
/// For a client that reads slowly, the workshop keeps some steps, and nobody keeps many
/// more.
/// In the place of those that it missed, it is sent an event with the name `missed`,
/// whose data is their number; then it goes on with the steps that are left.
///
/// Any number of clients watch at the same time, and what one does changes nothing for
/// the others. When a client hangs up, its receiver is dropped at once, and no task is
/// left behind. No thread is blocked.
pub fn app(workshop: Workshop) -> Router {
    // TODO: Who follows the order, and from when on? What turns what it receives into
    // events, and what drops it when the client is gone? So far, nothing is served.
    let _ = workshop;
    Router::new()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    // Watch it with `curl -iN http://127.0.0.1:3000/orders/7/steps`.
    let workshop = Workshop::new();
    let making = workshop.begin(7);
    tokio::spawn(async move {
        for step in ["cut", "sewn", "ironed", "packed"] {
            tokio::time::sleep(ms(5_000)).await;
            making.says(step);
        }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(workshop)).await
}

// These tests watch an order that is made while nobody reads. A hidden test also looks at
// when each event comes, at slow clients, and at what is left when one is gone.
#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use axum::response::Response;
    use tower::ServiceExt;

    async fn watch(app: Router, path: &str) -> Response {
        let request = Request::get(path).body(Body::empty()).unwrap();
        app.oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn each_step_is_an_event() {
        let workshop = Workshop::new();
        let making = workshop.begin(7);
        let response = watch(app(workshop), "/orders/7/steps").await;
        assert_eq!(response.status(), 200);
        let kind = response.headers()["content-type"].to_str().unwrap();
        assert!(kind.starts_with("text/event-stream"), "{kind}");
        making.says("cut");
        making.says("sewn");
        drop(making);
        let body = to_bytes(response.into_body(), 1_000).await.unwrap();
        assert_eq!(body, "data: cut\n\ndata: sewn\n\n");
    }

    #[tokio::test]
    async fn an_order_that_is_not_being_made_is_not_found() {
        let response = watch(app(Workshop::new()), "/orders/7/steps").await;
        assert_eq!(response.status(), 404);
    }
}
