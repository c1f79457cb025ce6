// refused: too-early — a task that the shutdown does not know

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
    tokio::spawn(async move { printer.print(order).await });
    StatusCode::ACCEPTED
}

pub struct Jobs(TaskTracker);

impl Jobs {
    pub async fn shutdown(self) {
        self.0.close();
        self.0.wait().await;
    }
}
