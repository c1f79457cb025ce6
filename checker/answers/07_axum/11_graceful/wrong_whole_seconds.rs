// refused: too-early — of the grace only whole seconds count

use axum::Router;
use std::future::IntoFuture;
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
    let stopped = CancellationToken::new();
    let app = pages(stopped.child_token());
    let stopping = stopped.clone();
    let signal = async move {
        stop.await;
        stopping.cancel();
    };
    let serve = axum::serve(listener, app)
        .with_graceful_shutdown(signal)
        .into_future();
    let over = async {
        stopped.cancelled().await;
        sleep(Duration::from_secs(grace.as_secs())).await;
    };
    tokio::select! {
        biased;
        _ = serve => Ended::Drained,
        () = over => Ended::CutOff,
    }
}

pub async fn told_to_stop() {
    let mut terminate = signal(SignalKind::terminate()).expect("a handler for SIGTERM");
    let mut interrupt = signal(SignalKind::interrupt()).expect("a handler for SIGINT");
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}

fn main() {}
