// refused: panicked — a lock that is held while the printer panics

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use lab::Printer;
use std::sync::{Arc, Mutex};
use tokio_util::task::TaskTracker;

type Shared = Arc<Mutex<()>>;

pub fn app(printer: Printer) -> (Router, Jobs) {
    let tracker = TaskTracker::new();
    let jobs = Shared::new(Mutex::new(()));
    let router = Router::new()
        .route("/orders/{id}/invoice", post(invoice))
        .with_state((printer, jobs, tracker.clone()));
    (router, Jobs(tracker))
}

async fn invoice(
    State((printer, jobs, tracker)): State<(Printer, Shared, TaskTracker)>,
    Path(order): Path<u32>,
) -> StatusCode {
    if tracker.is_closed() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    drop(jobs.lock().unwrap());
    tracker.spawn(async move {
        let printed = tokio::spawn(async move { printer.print(order).await }).await;
        let _open = jobs.lock().unwrap();
        printed.unwrap();
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
