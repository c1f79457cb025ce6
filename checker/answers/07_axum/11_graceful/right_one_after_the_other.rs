// accepted: first the stop is waited for beside the server, and then the server with a limit

use axum::Router;
use futures::StreamExt;
use std::time::Duration;
use tokio::net::TcpListener;
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
    use std::future::IntoFuture;
    let closing = CancellationToken::new();
    let app = pages(closing.clone());
    let server = axum::serve(listener, app)
        .with_graceful_shutdown(closing.clone().cancelled_owned())
        .into_future();
    tokio::pin!(server, stop);
    tokio::select! {
        biased;
        () = &mut stop => closing.cancel(),
        _ = &mut server => return Ended::Drained,
    }
    if tokio::time::timeout(grace, server).await.is_ok() {
        Ended::Drained
    } else {
        Ended::CutOff
    }
}

pub async fn told_to_stop() {
    use futures::stream::{SelectAll, once};
    use tokio::signal::unix::{SignalKind, signal};
    let waits = [SignalKind::terminate(), SignalKind::interrupt()].map(|kind| {
        let mut signal = signal(kind).expect("the system knows these signals");
        once(async move { signal.recv().await }).boxed()
    });
    SelectAll::from_iter(waits).next().await;
}
