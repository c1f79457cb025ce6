// refused: wrong-result — an order has one invoice, however often somebody asks

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use lab::Printer;
use tokio_util::task::TaskTracker;

type Known = std::sync::Arc<std::sync::Mutex<std::collections::HashSet<u32>>>;

pub fn app(printer: Printer) -> (Router, Jobs) {
    let jobs = TaskTracker::new();
    let router = Router::new()
        .route("/orders/{id}/invoice", post(invoice))
        .with_state((printer, jobs.clone(), Known::default()));
    (router, Jobs(jobs))
}

async fn invoice(
    State((printer, jobs, known)): State<(Printer, TaskTracker, Known)>,
    Path(order): Path<u32>,
) -> StatusCode {
    if jobs.is_closed() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    if !known.lock().unwrap().insert(order) {
        return StatusCode::ACCEPTED;
    }
    jobs.spawn(async move { printer.print(order).await });
    StatusCode::ACCEPTED
}

pub struct Jobs(TaskTracker);

impl Jobs {
    pub async fn shutdown(self) {
        self.0.close();
        self.0.wait().await;
    }
}
