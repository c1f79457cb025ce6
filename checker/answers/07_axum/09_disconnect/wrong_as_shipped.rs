// refused: too-early — the payment ends with the client, and the search does not

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

async fn search(State(catalogue): State<Catalogue>, Path(word): Path<String>) -> Json<Vec<String>> {
    let search = tokio::spawn(async move { catalogue.search(&word).await });
    Json(search.await.unwrap_or_default())
}
