// refused: too-early — only the last job is known

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use lab::Printer;
use std::sync::{Arc, Mutex};
use tokio::task::JoinHandle;

type Shared = Arc<Mutex<(bool, Option<JoinHandle<()>>)>>;

pub fn app(printer: Printer) -> (Router, Jobs) {
    let jobs = Shared::new(Mutex::default());
    let router = Router::new()
        .route("/orders/{id}/invoice", post(invoice))
        .with_state((printer, jobs.clone()));
    (router, Jobs(jobs))
}

async fn invoice(
    State((printer, jobs)): State<(Printer, Shared)>,
    Path(order): Path<u32>,
) -> StatusCode {
    let mut jobs = jobs.lock().unwrap();
    if jobs.0 {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    jobs.1 = Some(tokio::spawn(async move { printer.print(order).await }));
    StatusCode::ACCEPTED
}

pub struct Jobs(Shared);

impl Jobs {
    pub async fn shutdown(self) {
        let last = {
            let mut jobs = self.0.lock().unwrap();
            jobs.0 = true;
            jobs.1.take()
        };
        if let Some(last) = last {
            let _ = last.await;
        }
    }
}
