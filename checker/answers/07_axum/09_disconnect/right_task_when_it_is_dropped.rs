// accepted: the payment is a part of the request until that is dropped, and then a task

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use futures::FutureExt;
use futures::future::BoxFuture;
use lab::{Bank, Catalogue, NotPaid};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::task::{Context, Poll};

pub fn app(bank: Bank, catalogue: Catalogue) -> Router {
    Router::new()
        .route("/orders/{id}/pay", post(pay).with_state(bank))
        .route("/search/{word}", get(search).with_state(catalogue))
}

/// A future that is brought to its end by a task when it is dropped half-way.
struct ToTheEnd<T: Send + 'static>(Option<BoxFuture<'static, T>>);

impl<T: Send + 'static> Future for ToTheEnd<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let Some(inner) = &mut self.0 else {
            return Poll::Pending;
        };
        let result = inner.poll_unpin(cx);
        if result.is_ready() {
            self.0 = None;
        }
        result
    }
}

impl<T: Send + 'static> Drop for ToTheEnd<T> {
    fn drop(&mut self) {
        if let Some(rest) = self.0.take() {
            tokio::spawn(rest);
        }
    }
}

async fn pay(State(bank): State<Bank>, Path(order): Path<u32>) -> Result<String, StatusCode> {
    let payment = async move {
        let hold = bank.reserve(order).await?;
        bank.commit(hold).await
    };
    let payment = AssertUnwindSafe(payment).catch_unwind().boxed();
    match ToTheEnd(Some(payment)).await {
        Ok(Ok(receipt)) => Ok(receipt.to_string()),
        Ok(Err(NotPaid::Declined)) => Err(StatusCode::PAYMENT_REQUIRED),
        Ok(Err(NotPaid::Unreachable)) => Err(StatusCode::SERVICE_UNAVAILABLE),
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

async fn search(State(catalogue): State<Catalogue>, Path(word): Path<String>) -> Json<Vec<String>> {
    Json(catalogue.search(&word).await)
}
