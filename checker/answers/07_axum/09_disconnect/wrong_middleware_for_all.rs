// refused: leaks — middleware makes a task of each request, also of a search

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use lab::{Bank, Catalogue, NotPaid};

pub fn app(bank: Bank, catalogue: Catalogue) -> Router {
    Router::new()
        .route("/orders/{id}/pay", post(pay).with_state(bank))
        .route("/search/{word}", get(search).with_state(catalogue))
        .layer(from_fn(to_its_end))
}

async fn pay(State(bank): State<Bank>, Path(order): Path<u32>) -> Result<String, StatusCode> {
    let payment = async {
        let hold = bank.reserve(order).await?;
        bank.commit(hold).await
    };
    match payment.await {
        Ok(receipt) => Ok(receipt.to_string()),
        Err(NotPaid::Declined) => Err(StatusCode::PAYMENT_REQUIRED),
        Err(NotPaid::Unreachable) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// The whole request is a task.
async fn to_its_end(request: Request, next: Next) -> Response {
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn search(State(catalogue): State<Catalogue>, Path(word): Path<String>) -> Json<Vec<String>> {
    Json(catalogue.search(&word).await)
}
