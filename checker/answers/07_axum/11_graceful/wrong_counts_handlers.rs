// refused: too-early — returns when the handlers have returned, and their bodies are not sent

use axum::Router;
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
    let (open, closed) = tokio::sync::watch::channel(0_usize);
    let open = std::sync::Arc::new(open);
    let app = pages(closing.clone()).layer(axum::middleware::from_fn(
        move |request: axum::extract::Request, next: axum::middleware::Next| {
            let open = open.clone();
            async move {
                open.send_modify(|open| *open += 1);
                let response = next.run(request).await;
                open.send_modify(|open| *open -= 1);
                response
            }
        },
    ));
    let answered = async {
        closing.cancelled().await;
        let mut closed = closed;
        let _ = closed.wait_for(|open| *open == 0).await;
    };
    let told = closing.clone();
    let server = axum::serve(listener, app).with_graceful_shutdown(async move {
        stop.await;
        told.cancel();
    });
    let over = async {
        closing.cancelled().await;
        sleep(grace).await;
    };
    tokio::select! {
        _ = server.into_future() => Ended::Drained,
        () = answered => Ended::Drained,
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
