// refused: hangs — waits until all senders are gone, and the router has one

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use lab::Printer;
use std::sync::Arc;
use tokio::sync::mpsc;

type Shared = Arc<mpsc::Sender<()>>;

pub fn app(printer: Printer) -> (Router, Jobs) {
    let (open, closed) = mpsc::channel(1);
    let jobs = Shared::new(open);
    let router = Router::new()
        .route("/orders/{id}/invoice", post(invoice))
        .with_state((printer, jobs));
    (router, Jobs(closed))
}

async fn invoice(
    State((printer, jobs)): State<(Printer, Shared)>,
    Path(order): Path<u32>,
) -> StatusCode {
    tokio::spawn(async move {
        let _open = jobs;
        printer.print(order).await;
    });
    StatusCode::ACCEPTED
}

pub struct Jobs(mpsc::Receiver<()>);

impl Jobs {
    pub async fn shutdown(mut self) {
        self.0.recv().await;
    }
}
