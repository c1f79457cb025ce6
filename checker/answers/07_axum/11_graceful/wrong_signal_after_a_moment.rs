// refused: blocks-runtime — sleeps for a moment with its thread before it waits for a signal

use axum::Router;
use lab::ms;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// How a service ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Nothing was under way any more.
    Drained,
    /// Something was, and the time was over.
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
    // axum waits for this one, and then for what is under way. The token is ours: axum
    // knows nothing of pages that never end.
    let begins = closing.clone();
    let stopped = async move {
        stop.await;
        begins.cancel();
    };
    let time_is_over = async {
        closing.cancelled().await;
        sleep(grace).await;
    };
    tokio::select! {
        _ = axum::serve(listener, app).with_graceful_shutdown(stopped) => Ended::Drained,
        () = time_is_over => Ended::CutOff,
    }
}

pub async fn told_to_stop() {
    let [mut terminate, mut interrupt] = [SignalKind::terminate(), SignalKind::interrupt()]
        .map(|kind| signal(kind).expect("the system has signals"));
    // Time for the system to know of it.
    std::thread::sleep(ms(50));
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
