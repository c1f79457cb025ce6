// accepted: a task takes the orders from a queue, and has a task for each

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use lab::Printer;
use tokio::sync::mpsc::{self, UnboundedSender, WeakUnboundedSender};
use tokio::task::JoinHandle;

pub fn app(printer: Printer) -> (Router, Jobs) {
    let (sender, mut orders) = mpsc::unbounded_channel();
    let queue = sender.downgrade();
    let worker = tokio::spawn(async move {
        let mut jobs = tokio::task::JoinSet::new();
        while let Some(order) = orders.recv().await {
            let printer = printer.clone();
            jobs.spawn(async move { printer.print(order).await });
        }
        while jobs.join_next().await.is_some() {}
    });
    let router = Router::new()
        .route("/orders/{id}/invoice", post(invoice))
        .with_state(queue);
    (router, Jobs(sender, worker))
}

async fn invoice(
    State(queue): State<WeakUnboundedSender<u32>>,
    Path(order): Path<u32>,
) -> StatusCode {
    match queue.upgrade() {
        Some(queue) if queue.send(order).is_ok() => StatusCode::ACCEPTED,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    }
}

pub struct Jobs(UnboundedSender<u32>, JoinHandle<()>);

impl Jobs {
    pub async fn shutdown(self) {
        drop(self.0);
        let _ = self.1.await;
    }
}
