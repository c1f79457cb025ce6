// refused: panicked — whoever waits for the jobs panics with them

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use lab::Printer;
use std::sync::{Arc, Mutex};
use tokio::task::JoinSet;

type Shared = Arc<Mutex<Option<JoinSet<()>>>>;

pub fn app(printer: Printer) -> (Router, Jobs) {
    let jobs = Shared::new(Mutex::new(Some(JoinSet::new())));
    let router = Router::new()
        .route("/orders/{id}/invoice", post(invoice))
        .with_state((printer, jobs.clone()));
    (router, Jobs(jobs))
}

async fn invoice(
    State((printer, jobs)): State<(Printer, Shared)>,
    Path(order): Path<u32>,
) -> StatusCode {
    match jobs.lock().unwrap().as_mut() {
        Some(jobs) => {
            jobs.spawn(async move { printer.print(order).await });
            StatusCode::ACCEPTED
        }
        None => StatusCode::SERVICE_UNAVAILABLE,
    }
}

pub struct Jobs(Shared);

impl Jobs {
    pub async fn shutdown(self) {
        let jobs = self.0.lock().unwrap().take();
        jobs.unwrap_or_default().join_all().await;
    }
}
