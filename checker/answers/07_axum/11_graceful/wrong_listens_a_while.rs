// refused: late — new connections are taken for a moment after the stop

use axum::Router;
use lab::ms;
use std::time::Duration;
use tokio::net::TcpListener;
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
    let told = closing.clone();
    let server = axum::serve(listener, app).with_graceful_shutdown(async move {
        stop.await;
        told.cancel();
        sleep(ms(300)).await;
    });
    let over = async {
        closing.cancelled().await;
        sleep(grace).await;
    };
    tokio::select! {
        _ = server.into_future() => Ended::Drained,
        () = over => Ended::CutOff,
    }
}

pub async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).expect("signals can be waited for");
    let mut interrupt = signal(SignalKind::interrupt()).expect("signals can be waited for");
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
