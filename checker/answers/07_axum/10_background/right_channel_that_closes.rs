// accepted: each job holds a sender; without senders the channel is closed

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use lab::Printer;
use std::sync::{Arc, Mutex};
use tokio::sync::mpsc;

type Shared = Arc<Mutex<Option<mpsc::Sender<()>>>>;

pub fn app(printer: Printer) -> (Router, Jobs) {
    let (open, closed) = mpsc::channel(1);
    let jobs = Shared::new(Mutex::new(Some(open)));
    let router = Router::new()
        .route("/orders/{id}/invoice", post(invoice))
        .with_state((printer, jobs.clone()));
    (router, Jobs(jobs, closed))
}

async fn invoice(
    State((printer, jobs)): State<(Printer, Shared)>,
    Path(order): Path<u32>,
) -> StatusCode {
    let Some(open) = jobs.lock().unwrap().clone() else {
        return StatusCode::SERVICE_UNAVAILABLE;
    };
    tokio::spawn(async move {
        let _open = open;
        printer.print(order).await;
    });
    StatusCode::ACCEPTED
}

pub struct Jobs(Shared, mpsc::Receiver<()>);

impl Jobs {
    pub async fn shutdown(mut self) {
        self.0.lock().unwrap().take();
        self.1.recv().await;
    }
}
