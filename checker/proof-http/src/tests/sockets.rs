//! Clients with WebSockets.

use crate::Socket;
use axum::Router;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::routing::get;
use lab::ms;
use proof::testing::{accepts, refuses};
use proof::{Kind, virtual_time};

/// Says again what is said, until it hears "bye", and then goes away.
fn echo() -> Router {
    let talk = async |mut socket: WebSocket| {
        // The end of a socket is answered while it is read on.
        while let Some(Ok(message)) = socket.recv().await {
            match message {
                Message::Text(text) if text == "bye" => return,
                Message::Text(_) => drop(socket.send(message).await),
                Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Close(_) => {}
            }
        }
    };
    let upgrade = async move |upgrade: WebSocketUpgrade| upgrade.on_upgrade(talk);
    Router::new().route("/echo", get(upgrade))
}

#[test]
fn a_socket_is_spoken_to_and_closed() {
    accepts(|| {
        virtual_time(async |clock| {
            let mut socket = Socket::connect("clerk", &echo(), "/echo").await;
            for text in ["tea", "", "two\nlines"] {
                socket.says(text).await;
                socket.hears(text).await;
            }
            socket.closes().await;
            clock.elapsed_is(ms(0), "nobody waits for anything");
        });
    });
    refuses(Kind::WrongResult, "what clerk heard is \"tea\"", || {
        virtual_time(async |_| {
            let mut socket = Socket::connect("clerk", &echo(), "/echo").await;
            socket.says("tea").await;
            socket.hears("cups").await;
        });
    });
    refuses(Kind::WrongResult, "the socket of clerk broke off", || {
        virtual_time(async |_| {
            let mut socket = Socket::connect("clerk", &echo(), "/echo").await;
            socket.says("bye").await;
            socket.is_closed().await;
        });
    });
    refuses(
        Kind::WrongResult,
        "clerk asked for a WebSocket at `/tea`",
        || {
            virtual_time(async |_| drop(Socket::connect("clerk", &echo(), "/tea").await));
        },
    );
}
