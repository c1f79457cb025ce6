// refused: too-early — the answer is sent when the money is reserved

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
    static RECEIPTS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let (sender, payment) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        match bank.reserve(order).await {
            Ok(hold) => {
                let receipt = RECEIPTS.fetch_add(1, std::sync::atomic::Ordering::SeqCst) + 1;
                let _ = sender.send(Ok(receipt));
                let _ = bank.commit(hold).await;
            }
            Err(error) => drop(sender.send(Err(error))),
        }
    });
    match payment.await {
        Ok(Ok(receipt)) => Ok(receipt.to_string()),
        Ok(Err(NotPaid::Declined)) => Err(StatusCode::PAYMENT_REQUIRED),
        Ok(Err(NotPaid::Unreachable)) => Err(StatusCode::SERVICE_UNAVAILABLE),
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

async fn search(State(catalogue): State<Catalogue>, Path(word): Path<String>) -> Json<Vec<String>> {
    Json(catalogue.search(&word).await)
}
