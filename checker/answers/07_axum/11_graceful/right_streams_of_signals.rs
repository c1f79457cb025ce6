// accepted: each signal sends a message, and the server is polled by hand

use axum::Router;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Drained,
    CutOff,
}

pub async fn run(
    listener: TcpListener,
    pages: impl FnOnce(CancellationToken) -> Router,
    stop: impl Future<Output = ()> + Send + 'static,
    grace: Duration,
) -> Ended {
    let closing = CancellationToken::new();
    let app = pages(closing.clone());
    let begins = closing.clone();
    let server = axum::serve(listener, app)
        .with_graceful_shutdown(async move { begins.cancelled().await })
        .into_future();
    let mut server = std::pin::pin!(server);
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            _ = &mut server => return Ended::Drained,
            () = &mut stop, if !closing.is_cancelled() => {
                closing.cancel();
                break;
            }
        }
    }
    let end = tokio::time::Instant::now() + grace;
    match tokio::time::timeout_at(end, server).await {
        Ok(_) => Ended::Drained,
        Err(_) => Ended::CutOff,
    }
}

pub async fn told_to_stop() {
    let (tell, mut told) = tokio::sync::mpsc::channel(1);
    for kind in [SignalKind::interrupt(), SignalKind::terminate()] {
        let (tell, mut signals) = (tell.clone(), signal(kind).unwrap());
        tokio::spawn(async move {
            tokio::select! {
                _ = signals.recv() => { let _ = tell.send(()).await; }
                () = tell.closed() => {}
            }
        });
    }
    told.recv().await;
}
