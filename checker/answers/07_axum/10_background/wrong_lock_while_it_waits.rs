// refused: late — the shutdown holds the lock while it waits, and requests wait for it

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use lab::Printer;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::task::JoinSet;

type Tasks = Arc<Mutex<Option<JoinSet<()>>>>;

pub fn app(printer: Printer) -> (Router, Jobs) {
    let tasks: Tasks = Arc::new(Mutex::new(Some(JoinSet::new())));
    let app = Router::new()
        .route("/orders/{id}/invoice", post(invoice))
        .with_state((printer, tasks.clone()));
    (app, Jobs { tasks })
}

async fn invoice(
    State((printer, tasks)): State<(Printer, Tasks)>,
    Path(order): Path<u32>,
) -> StatusCode {
    let mut tasks = tasks.lock().await;
    let Some(tasks) = tasks.as_mut() else {
        return StatusCode::SERVICE_UNAVAILABLE;
    };
    tasks.spawn(async move { printer.print(order).await });
    StatusCode::ACCEPTED
}

pub struct Jobs {
    tasks: Tasks,
}

impl Jobs {
    pub async fn shutdown(self) {
        let mut tasks = self.tasks.lock().await;
        if let Some(tasks) = tasks.as_mut() {
            while tasks.join_next().await.is_some() {}
        }
        *tasks = None;
    }
}
