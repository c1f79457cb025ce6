// refused: hangs — a job that panics is never counted as done

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use lab::Printer;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use tokio::sync::Notify;

type Shared = Arc<Open>;

#[derive(Default)]
pub struct Open {
    jobs: AtomicUsize,
    closed: AtomicBool,
    news: Notify,
}

pub fn app(printer: Printer) -> (Router, Jobs) {
    let jobs = Shared::new(Open::default());
    let router = Router::new()
        .route("/orders/{id}/invoice", post(invoice))
        .with_state((printer, jobs.clone()));
    (router, Jobs(jobs))
}

async fn invoice(
    State((printer, jobs)): State<(Printer, Shared)>,
    Path(order): Path<u32>,
) -> StatusCode {
    if jobs.closed.load(Ordering::SeqCst) {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    jobs.jobs.fetch_add(1, Ordering::SeqCst);
    tokio::spawn(async move {
        printer.print(order).await;
        jobs.jobs.fetch_sub(1, Ordering::SeqCst);
        jobs.news.notify_one();
    });
    StatusCode::ACCEPTED
}

pub struct Jobs(Shared);

impl Jobs {
    pub async fn shutdown(self) {
        self.0.closed.store(true, Ordering::SeqCst);
        while self.0.jobs.load(Ordering::SeqCst) > 0 {
            self.0.news.notified().await;
        }
    }
}
