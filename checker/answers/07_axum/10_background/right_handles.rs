// accepted: a list of handles, which is taken away to shut down

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use lab::Printer;
use std::sync::{Arc, Mutex};
use tokio::task::JoinHandle;

type Shared = Arc<Mutex<Option<Vec<JoinHandle<()>>>>>;

pub fn app(printer: Printer) -> (Router, Jobs) {
    let jobs = Shared::new(Mutex::new(Some(Vec::new())));
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
    let Some(jobs) = jobs.as_mut() else {
        return StatusCode::SERVICE_UNAVAILABLE;
    };
    jobs.retain(|job| !job.is_finished());
    jobs.push(tokio::spawn(async move { printer.print(order).await }));
    StatusCode::ACCEPTED
}

pub struct Jobs(Shared);

impl Jobs {
    pub async fn shutdown(self) {
        let jobs = self.0.lock().unwrap().take();
        for job in jobs.unwrap_or_default() {
            let _ = job.await;
        }
    }
}
