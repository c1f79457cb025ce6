// refused: wrong-result — a search that takes longer than ten seconds finds nothing

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use lab::{Bank, Catalogue, NotPaid};

pub fn app(bank: Bank, catalogue: Catalogue) -> Router {
    Router::new()
        .route("/orders/{id}/pay", post(pay).with_state(bank))
        .route("/search/{word}", get(search).with_state(catalogue))
}

async fn pay(State(bank): State<Bank>, Path(order): Path<u32>) -> Result<String, StatusCode> {
    let payment = tokio::spawn(payment(bank, order));
    match payment.await {
        Ok(Ok(receipt)) => Ok(receipt.to_string()),
        Ok(Err(NotPaid::Declined)) => Err(StatusCode::PAYMENT_REQUIRED),
        Ok(Err(NotPaid::Unreachable)) => Err(StatusCode::SERVICE_UNAVAILABLE),
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

async fn payment(bank: Bank, order: u32) -> Result<u32, NotPaid> {
    let hold = bank.reserve(order).await?;
    bank.commit(hold).await
}

async fn search(State(catalogue): State<Catalogue>, Path(word): Path<String>) -> Json<Vec<String>> {
    let found = tokio::time::timeout(lab::ms(10_000), catalogue.search(&word));
    Json(found.await.unwrap_or_default())
}
