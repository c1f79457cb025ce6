// accepted: each job has a permit, and to shut down is to get them all

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use lab::Printer;
use std::sync::Arc;
use tokio::sync::Semaphore;

type Shared = Arc<Semaphore>;

pub fn app(printer: Printer) -> (Router, Jobs) {
    let jobs = Shared::new(Semaphore::new(100_000));
    let router = Router::new()
        .route("/orders/{id}/invoice", post(invoice))
        .with_state((printer, jobs.clone()));
    (router, Jobs(jobs))
}

async fn invoice(
    State((printer, jobs)): State<(Printer, Shared)>,
    Path(order): Path<u32>,
) -> StatusCode {
    let Ok(permit) = jobs.try_acquire_owned() else {
        return StatusCode::SERVICE_UNAVAILABLE;
    };
    tokio::spawn(async move {
        let _permit = permit;
        printer.print(order).await;
    });
    StatusCode::ACCEPTED
}

pub struct Jobs(Shared);

impl Jobs {
    pub async fn shutdown(self) {
        let all = self.0.acquire_many(100_000).await;
        all.expect("nobody closes it").forget();
    }
}
