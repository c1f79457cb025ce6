// refused: wrong-result — closes when `shutdown` is called, before that is awaited

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use lab::Printer;
use tokio_util::task::TaskTracker;

pub fn app(printer: Printer) -> (Router, Jobs) {
    let tasks = TaskTracker::new();
    let app = Router::new()
        .route("/orders/{id}/invoice", post(invoice))
        .with_state((printer, tasks.clone()));
    (app, Jobs { tasks })
}

async fn invoice(
    State((printer, tasks)): State<(Printer, TaskTracker)>,
    Path(order): Path<u32>,
) -> StatusCode {
    let token = tasks.token();
    if tasks.is_closed() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    tasks.spawn(async move { printer.print(order).await });
    drop(token);
    StatusCode::ACCEPTED
}

/// The invoices that are accepted and not printed yet.
pub struct Jobs {
    tasks: TaskTracker,
}

impl Jobs {
    pub fn shutdown(self) -> impl Future<Output = ()> {
        self.tasks.close();
        async move { self.tasks.wait().await }
    }
}
