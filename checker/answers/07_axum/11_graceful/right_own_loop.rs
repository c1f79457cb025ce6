// accepted: takes connections itself, and serves them with hyper through axum

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
    let tracker = tokio_util::task::TaskTracker::new();
    let mut stop = std::pin::pin!(stop);
    let (stops, stopped) = tokio::sync::watch::channel(());
    // axum takes whatever can be accepted from; each connection is a server of its own.
    loop {
        let connection = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, addr)) = connection else {
            continue;
        };
        let (app, mut stopped) = (app.clone(), stopped.clone());
        tracker.spawn(async move {
            let one = One(Some((stream, addr)), addr);
            let _ = axum::serve(one, app)
                .with_graceful_shutdown(async move {
                    let _ = stopped.changed().await;
                })
                .await;
        });
    }
    closing.cancel();
    drop((listener, stops));
    tracker.close();
    match tokio::time::timeout(grace, tracker.wait()).await {
        Ok(()) => Ended::Drained,
        Err(_) => Ended::CutOff,
    }
}

struct One(
    Option<(tokio::net::TcpStream, std::net::SocketAddr)>,
    std::net::SocketAddr,
);

impl axum::serve::Listener for One {
    type Io = tokio::net::TcpStream;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.0.take() {
            Some(one) => one,
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        Ok(self.1)
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
