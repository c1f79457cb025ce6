// The staff of the shop has a board on the wall: what happens in the shop is shown on it
// at once, and who stands before it can leave a note. With requests and responses somebody
// would have to ask again and again. A WebSocket stays open, and both sides speak when
// they like: so the service must not wait for one side while the other has something to say.
//
// https://docs.rs/axum/latest/axum/extract/ws/index.html

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::{Html, Response};
use axum::routing::get;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

/// The web service of the staff. `news` is where the shop tells what happens.
///
/// `GET /board` becomes a WebSocket. From the moment when a client has it,
///
/// - each text that the client says is answered with `noted: ` and that text, in order,
/// - each piece of news is told as `news: ` and its text, in order and at once, whether the
///   client says anything or not,
/// - a client that was too slow and missed some is told how many, as in `missed: 3`, in
///   their place, and then hears the rest.
///
/// Messages of other kinds get no answer. A client that reads nothing holds up no other
/// one. A client that closes its socket gets the close frame back that the protocol wants.
/// Once a socket is closed, or its client is gone, nobody is subscribed to the news for it
/// any more, also if nothing happens in the shop.
pub fn app(news: broadcast::Sender<String>) -> Router {
    Router::new().route("/board", get(board)).with_state(news)
}

async fn board(
    upgrade: WebSocketUpgrade,
    State(news): State<broadcast::Sender<String>>,
) -> Response {
    // Subscribed before the response is sent: the client misses nothing after it.
    let news = news.subscribe();
    upgrade.on_upgrade(|socket| talk(socket, news))
}

/// Tell whatever comes first, until the client is gone.
async fn talk(mut socket: WebSocket, mut news: broadcast::Receiver<String>) {
    loop {
        // Both can be dropped while they wait, and lose nothing.
        let line = tokio::select! {
            said = socket.recv() => match said {
                Some(Ok(Message::Text(text))) => format!("noted: {text}"),
                // A close frame is answered while the socket is read on, up to its end.
                Some(Ok(_)) => continue,
                Some(Err(_)) | None => return,
            },
            news = news.recv() => match news {
                Ok(text) => format!("news: {text}"),
                Err(RecvError::Lagged(missed)) => format!("missed: {missed}"),
                Err(RecvError::Closed) => return,
            },
        };
        if socket.send(Message::text(line)).await.is_err() {
            return;
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    // Open http://127.0.0.1:3000 in a browser.
    let (news, _) = broadcast::channel(16);
    let page = Router::new().route("/", get(async || Html(PAGE)));
    let service = app(news.clone()).merge(page);
    tokio::spawn(async move {
        for hour in 9..18 {
            tokio::time::sleep(lab::ms(2_000)).await;
            // An error means that nobody stands before the board.
            let _ = news.send(format!("it is {hour} o'clock"));
        }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, service).await
}

const PAGE: &str = r#"<!doctype html><title>Board</title>
<form onsubmit="socket.send(note.value); note.value = ''; return false"><input id="note"></form>
<pre id="board"></pre>
<script>
const socket = new WebSocket("/board");
socket.onmessage = (message) => { board.textContent += message.data + "\n"; };
</script>"#;

// This test looks at a request that asks for no WebSocket. A hidden test has clients that
// speak, listen, are slow, close and go away.
#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    #[tokio::test]
    async fn who_asks_for_no_socket_gets_none() {
        let (news, _) = broadcast::channel(16);
        let request = Request::get("/board").body(Body::empty()).unwrap();
        let response = app(news.clone()).oneshot(request).await.unwrap();
        assert!(response.status().is_client_error());
        assert_eq!(news.receiver_count(), 0);
    }
}
