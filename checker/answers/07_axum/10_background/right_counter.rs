// accepted: a count of what is open, which a guard takes back

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use lab::Printer;
use std::sync::Arc;
use tokio::sync::watch;

type Shared = Arc<watch::Sender<Open>>;

#[derive(Default)]
struct Open {
    jobs: usize,
    closed: bool,
}

struct Guard(Shared);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.send_modify(|open| open.jobs -= 1);
    }
}

pub fn app(printer: Printer) -> (Router, Jobs) {
    let jobs = Shared::new(watch::Sender::default());
    let router = Router::new()
        .route("/orders/{id}/invoice", post(invoice))
        .with_state((printer, jobs.clone()));
    (router, Jobs(jobs))
}

async fn invoice(
    State((printer, jobs)): State<(Printer, Shared)>,
    Path(order): Path<u32>,
) -> StatusCode {
    let accepted = jobs.send_if_modified(|open| {
        open.jobs += usize::from(!open.closed);
        !open.closed
    });
    if !accepted {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    let guard = Guard(jobs);
    tokio::spawn(async move {
        let _guard = guard;
        printer.print(order).await;
    });
    StatusCode::ACCEPTED
}

pub struct Jobs(Shared);

impl Jobs {
    pub async fn shutdown(self) {
        self.0.send_modify(|open| open.closed = true);
        let _ = self.0.subscribe().wait_for(|open| open.jobs == 0).await;
    }
}
