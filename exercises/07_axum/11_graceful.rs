// At night the web service of the shop is replaced by a newer one. The old one is told to
// stop by a signal of the system, while customers are in the middle of something: one
// places an order, another one reads the news, a page that never ends. Nobody may lose an
// order, and nobody may hold up the night: some requests hang, and some pages never end.
//
// https://docs.rs/axum/latest/axum/serve/struct.Serve.html#method.with_graceful_shutdown

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use futures::StreamExt;
use lab::ms;
use std::convert::Infallible;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::time::{interval, sleep};
use tokio_stream::wrappers::IntervalStream;
use tokio_util::sync::CancellationToken;

/// How a service ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Nothing was under way any more.
    Drained,
    /// Something was, and the time was over.
    CutOff,
}

/// Serve on `listener` until `stop` is ready, and then come to an end.
///
/// `pages` makes the service; it is called once. Pages that never end by themselves do so
/// when the token that it is given is cancelled. That happens as soon as `stop` is ready,
/// and not before.
///
/// From then on nobody can connect any more. Requests that are under way are answered,
/// each with its whole body, and connections on which no request is under way are closed.
/// It returns `Drained` as soon as there is no connection left.
///
/// `grace` is the longest time that this may take, counted from the moment when `stop` is
/// ready. When it is over, it returns `CutOff`; what is under way then ends with the
/// program. No thread is blocked.
pub async fn run(
    listener: TcpListener,
    pages: impl FnOnce(CancellationToken) -> Router,
    stop: impl Future<Output = ()> + Send + 'static,
    grace: Duration,
) -> Ended {
    let app = pages(CancellationToken::new());
    // TODO: Who cancels the token, and when? What happens if the grace is over? So far,
    // this serves for ever.
    let _ = (stop, grace);
    let _ = axum::serve(listener, app).await;
    Ended::Drained
}

/// Ready when the program is told to stop, by SIGTERM or by SIGINT.
///
/// SIGTERM is what `kill` sends, or a container that is stopped; SIGINT is Ctrl-C. From
/// the first poll on, neither of them ends the program by itself.
/// Each call waits for a signal that comes after its first poll, and blocks no thread.
pub async fn told_to_stop() {
    // TODO: Wait for either of the two. So far, no signal is waited for.
    std::future::pending().await
}

/// The shop: an order takes two seconds, and the news never end by themselves.
fn pages(closing: CancellationToken) -> Router {
    let order = async || {
        sleep(ms(2_000)).await;
        "your order is placed\n"
    };
    let news = async move || {
        let ticks = IntervalStream::new(interval(ms(1_000)));
        let news = ticks.map(|_| Ok::<_, Infallible>("nothing new\n"));
        Body::from_stream(news.take_until(closing.cancelled_owned()))
    };
    Router::new()
        .route("/order", get(order))
        .route("/news", get(news))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    // Ask it with `curl -N http://127.0.0.1:3000/news`, and press Ctrl-C here.
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    let ended = run(listener, pages, told_to_stop(), ms(5_000)).await;
    println!("{ended:?}");
    Ok(())
}

// These tests stop a service on which nothing is under way, and one on which something
// always is. A hidden test has real clients and sends real signals.
#[cfg(test)]
mod tests {
    use super::*;
    use std::future::{pending, ready};
    use tokio::io::AsyncWriteExt;
    use tokio::net::TcpStream;

    async fn listener() -> TcpListener {
        TcpListener::bind("127.0.0.1:0").await.unwrap()
    }

    #[tokio::test]
    async fn an_idle_service_ends_at_once() {
        let ended = run(listener().await, pages, ready(()), ms(60_000)).await;
        assert_eq!(ended, Ended::Drained);
    }

    #[tokio::test]
    async fn a_request_that_hangs_is_cut_off() {
        let listener = listener().await;
        let addr = listener.local_addr().unwrap();
        let hangs = |_: CancellationToken| -> Router {
            Router::new().route("/", get(async || pending::<()>().await))
        };
        let (tell, told) = tokio::sync::oneshot::channel::<()>();
        let stop = async { drop(told.await) };
        let client = async {
            let mut client = TcpStream::connect(addr).await.unwrap();
            let request = b"GET / HTTP/1.1\r\nhost: shop\r\n\r\n";
            client.write_all(request).await.unwrap();
            sleep(ms(100)).await;
            drop(tell);
            client
        };
        let (ended, _client) = tokio::join!(run(listener, hangs, stop, ms(100)), client);
        assert_eq!(ended, Ended::CutOff);
    }
}
