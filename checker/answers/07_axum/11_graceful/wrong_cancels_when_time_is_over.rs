// refused: late — the news end when the grace is over

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
    let late = CancellationToken::new();
    let app = pages(late.clone());
    let begins = closing.clone();
    let stopped = async move {
        stop.await;
        begins.cancel();
    };
    let time_is_over = async {
        closing.cancelled().await;
        sleep(grace).await;
        late.cancel();
    };
    tokio::select! {
        _ = axum::serve(listener, app).with_graceful_shutdown(stopped) => Ended::Drained,
        () = time_is_over => Ended::CutOff,
    }
}

pub async fn told_to_stop() {
    let [mut terminate, mut interrupt] = [SignalKind::terminate(), SignalKind::interrupt()]
        .map(|kind| signal(kind).expect("the system has signals"));
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
