// When a client hangs up, axum drops the future of its request, at whatever `.await` it
// waits. For a search that is just right: nobody would read what it finds. For a payment
// it is a disaster: the money is reserved, and the order is never paid. So what has to
// come to its end must not live in the future of the request.
//
// https://docs.rs/tokio/latest/tokio/task/fn.spawn.html

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use lab::{Bank, Catalogue, NotPaid};

/// The web service of the shop, for payments and for a look around.
///
/// `POST /orders/7/pay` pays order 7: the money is reserved, and then what is reserved is
/// committed. When that is done, the answer has the status 200 and the number of the
/// receipt as its body. If there is no receipt, the status is
///
/// - 402 if the bank says no,
/// - 503 if it cannot be reached,
/// - 500 if its program panics,
///
/// and nothing is tried again. Each request is one payment. Once it has begun, it is
/// brought to its end, and happens once, even if the client hangs up at any moment.
///
/// `GET /search/tea` answers with status 200 and the articles that the catalogue finds, as
/// JSON: `["Assam", "Sencha"]`. If the client hangs up, the search stops at once.
///
/// No request waits for another one, and no thread is blocked. When a request and its
/// payment are over, no task is left of them.
pub fn app(bank: Bank, catalogue: Catalogue) -> Router {
    Router::new()
        .route("/orders/{id}/pay", post(pay).with_state(bank))
        .route("/search/{word}", get(search).with_state(catalogue))
}

async fn pay(State(bank): State<Bank>, Path(order): Path<u32>) -> Result<String, StatusCode> {
    // TODO: What is left of this when the client hangs up, and what if the bank panics?
    let payment = async move {
        let hold = bank.reserve(order).await?;
        bank.commit(hold).await
    };
    match payment.await {
        Ok(receipt) => Ok(receipt.to_string()),
        Err(NotPaid::Declined) => Err(StatusCode::PAYMENT_REQUIRED),
        Err(NotPaid::Unreachable) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}

async fn search(State(catalogue): State<Catalogue>, Path(word): Path<String>) -> Json<Vec<String>> {
    // TODO: And what is left of this?
    let search = tokio::spawn(async move { catalogue.search(&word).await });
    Json(search.await.unwrap_or_default())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    // Ask it with `curl -i -X POST http://127.0.0.1:3000/orders/7/pay`, and with
    // `curl -i http://127.0.0.1:3000/search/tea`.
    let app = app(Bank::new(), Catalogue::sample());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app).await
}

// These tests have a client that stays, and one that hangs up after 10 ms. A hidden test
// has clients that hang up at any step, and a bank that does not always say yes.
#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use axum::response::Response;
    use lab::ms;
    use tokio::time::{sleep, timeout};
    use tower::ServiceExt;

    async fn ask(app: Router, method: &str, path: &str) -> Response {
        let request = Request::builder().method(method).uri(path);
        app.oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn a_payment_has_a_receipt() {
        let app = app(Bank::new(), Catalogue::empty());
        let response = ask(app, "POST", "/orders/7/pay").await;
        assert_eq!(response.status(), 200);
        let body = to_bytes(response.into_body(), 1_000).await.unwrap();
        assert_eq!(body, "1");
    }

    #[tokio::test(start_paused = true)]
    async fn a_payment_goes_on_without_its_client() {
        let bank = Bank::new();
        let calls = bank.journal();
        let app = app(bank, Catalogue::empty());
        let asked = timeout(ms(10), ask(app, "POST", "/orders/7/pay")).await;
        assert!(asked.is_err(), "it takes 100 ms");
        sleep(ms(1_000)).await;
        let paid = [
            "start reserve 7",
            "end reserve 7",
            "start commit 7",
            "end commit 7",
        ];
        assert_eq!(calls.lines(), paid);
    }

    #[tokio::test(start_paused = true)]
    async fn a_search_stops_with_its_client() {
        let catalogue = Catalogue::sample();
        let calls = catalogue.journal();
        let app = app(Bank::new(), catalogue);
        let asked = timeout(ms(10), ask(app, "GET", "/search/tea")).await;
        assert!(asked.is_err(), "it takes 300 ms");
        sleep(ms(1)).await;
        assert_eq!(calls.lines(), ["start search tea", "drop search tea"]);
    }
}
