// accepted: a cashier has a queue, and a task for each payment

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use lab::{Bank, Catalogue, NotPaid};
use tokio::sync::{mpsc, oneshot};

type Order = (u32, oneshot::Sender<Result<u32, NotPaid>>);

pub fn app(bank: Bank, catalogue: Catalogue) -> Router {
    let (orders, mut queue) = mpsc::channel::<Order>(1);
    tokio::spawn(async move {
        while let Some((order, reply)) = queue.recv().await {
            let bank = bank.clone();
            tokio::spawn(async move {
                let payment = async {
                    let hold = bank.reserve(order).await?;
                    bank.commit(hold).await
                };
                let _ = reply.send(payment.await);
            });
        }
    });
    Router::new()
        .route("/orders/{id}/pay", post(pay).with_state(orders))
        .route("/search/{word}", get(search).with_state(catalogue))
}

async fn pay(
    State(orders): State<mpsc::Sender<Order>>,
    Path(order): Path<u32>,
) -> Result<String, StatusCode> {
    let (reply, payment) = oneshot::channel();
    let _ = orders.send((order, reply)).await;
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
