// refused: not-concurrent — a worker with a queue prints one after another

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
        while let Some(order) = orders.recv().await {
            let printer = printer.clone();
            let _ = tokio::spawn(async move { printer.print(order).await }).await;
        }
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
