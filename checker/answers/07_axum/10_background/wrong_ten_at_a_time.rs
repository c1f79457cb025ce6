// refused: not-concurrent — ten print, and the others wait

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use lab::Printer;
use tokio_util::task::TaskTracker;

static PLACES: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(10);

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
    jobs.spawn(async move {
        let _place = PLACES.acquire().await;
        printer.print(order).await;
    });
    StatusCode::ACCEPTED
}

pub struct Jobs(TaskTracker);

impl Jobs {
    pub async fn shutdown(self) {
        self.0.close();
        self.0.wait().await;
    }
}
