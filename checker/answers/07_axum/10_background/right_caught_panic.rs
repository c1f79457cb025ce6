// accepted: a panic is caught, and the job ends as any other

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use futures::FutureExt;
use lab::Printer;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex};
use tokio::sync::mpsc::{Receiver, Sender, channel};

type Open = Arc<Mutex<Option<Sender<()>>>>;

pub fn app(printer: Printer) -> (Router, Jobs) {
    let (sender, printed) = channel(1);
    let open = Arc::new(Mutex::new(Some(sender)));
    let app = Router::new()
        .route("/orders/{id}/invoice", post(invoice))
        .with_state((printer, open.clone()));
    (app, Jobs { open, printed })
}

async fn invoice(
    State((printer, open)): State<(Printer, Open)>,
    Path(order): Path<u32>,
) -> StatusCode {
    let Some(job) = open.lock().ok().and_then(|open| open.clone()) else {
        return StatusCode::SERVICE_UNAVAILABLE;
    };
    tokio::spawn(async move {
        let _ = AssertUnwindSafe(printer.print(order)).catch_unwind().await;
        drop(job);
    });
    StatusCode::ACCEPTED
}

pub struct Jobs {
    open: Open,
    printed: Receiver<()>,
}

impl Jobs {
    pub async fn shutdown(mut self) {
        if let Ok(mut open) = self.open.lock() {
            *open = None;
        }
        // There is a value only when something is said, and nothing ever is.
        while self.printed.recv().await.is_some() {}
        // The last task may still have to return.
        tokio::task::yield_now().await;
    }
}
