// accepted: a watch channel tells the server and the clock

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
    let (tell, mut told) = tokio::sync::watch::channel(false);
    let mut server_told = told.clone();
    let server = axum::serve(listener, app).with_graceful_shutdown(async move {
        let _ = server_told.wait_for(|told| *told).await;
    });
    tokio::spawn(async move {
        stop.await;
        closing.cancel();
        let _ = tell.send(true);
        std::future::pending::<()>().await;
    });
    let over = async {
        let _ = told.wait_for(|told| *told).await;
        sleep(grace).await;
    };
    tokio::select! {
        biased;
        _ = server => Ended::Drained,
        _ = over => Ended::CutOff,
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
