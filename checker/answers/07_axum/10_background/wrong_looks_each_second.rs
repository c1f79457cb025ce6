// refused: late — looks every second whether all are printed

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use lab::Printer;
use tokio_util::task::TaskTracker;

pub fn app(printer: Printer) -> (Router, Jobs) {
    let jobs = TaskTracker::new();
    let router = Router::new()
        .route("/orders/{id}/invoice", post(invoice))
        .with_state((printer, jobs.clone()));
    (router, Jobs(jobs))
}

async fn invoice(
    State((printer, jobs)): State<(Printer, TaskTracker)>,
    Path(order): Path<u32>,
) -> StatusCode {
    if jobs.is_closed() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    jobs.spawn(async move { printer.print(order).await });
    StatusCode::ACCEPTED
}

pub struct Jobs(TaskTracker);

impl Jobs {
    pub async fn shutdown(self) {
        self.0.close();
        while !self.0.is_empty() {
            tokio::time::sleep(lab::ms(1_000)).await;
        }
    }
}
