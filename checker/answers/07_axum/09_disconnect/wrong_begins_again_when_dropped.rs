// refused: too-early — a guard begins again when the request is dropped

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
    let mut again = Again(Some((bank.clone(), order)));
    let payment = async {
        let hold = bank.reserve(order).await?;
        bank.commit(hold).await
    };
    let paid = payment.await;
    again.0 = None;
    match paid {
        Ok(receipt) => Ok(receipt.to_string()),
        Err(NotPaid::Declined) => Err(StatusCode::PAYMENT_REQUIRED),
        Err(NotPaid::Unreachable) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// Pays again where the request was dropped before it was paid.
struct Again(Option<(Bank, u32)>);

impl Drop for Again {
    fn drop(&mut self) {
        if let Some((bank, order)) = self.0.take() {
            tokio::spawn(async move {
                let hold = bank.reserve(order).await?;
                bank.commit(hold).await
            });
        }
    }
}

async fn search(State(catalogue): State<Catalogue>, Path(word): Path<String>) -> Json<Vec<String>> {
    Json(catalogue.search(&word).await)
}
