//! Clients with real connections.

use super::shop;
use crate::Visitor;
use axum::Router;
use proof::testing::{accepts, refuses};
use proof::{Kind, real_time};
use serde_json::json;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// Serve `router` on a port of this machine until the test is over.
async fn served(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    tokio::spawn(axum::serve(listener, router).into_future());
    addr
}

#[test]
fn a_visitor_asks_again_on_the_same_connection() {
    accepts(|| {
        real_time(async || {
            let addr = served(shop()).await;
            let mut visitor = Visitor::connect("visitor", addr).await;
            for _ in 0..2 {
                let mut reply = visitor.get("/7").await;
                reply.status_is(200);
                reply.json_is(&json!({ "id": 7 })).await;
            }
            visitor.get("/slow").await.text_is("cutsewn").await;
            Visitor::connect("another", addr).await.resets();
            visitor.get("/").await.text_is("tea").await;
        });
    });
}

#[test]
fn a_connection_that_ends_under_way_is_refused() {
    refuses(
        Kind::WrongResult,
        "`GET /` of visitor got no answer",
        || {
            real_time(async || {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                let addr = listener.local_addr().unwrap();
                tokio::spawn(async move { drop(listener.accept().await) });
                Visitor::connect("visitor", addr).await.get("/").await;
            });
        },
    );
}

#[test]
fn who_closes_and_who_listens_is_seen() {
    let nobody = || async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    accepts(|| real_time(async || Visitor::is_turned_away(nobody().await).await));
    refuses(Kind::WrongResult, "visitor cannot connect", || {
        real_time(async || drop(Visitor::connect("visitor", nobody().await).await));
    });
    refuses(Kind::Late, "a new connection is still taken", || {
        real_time(async || Visitor::is_turned_away(served(shop()).await).await);
    });
    refuses(
        Kind::Leaks,
        "the connection of visitor is still open",
        || {
            real_time(async || {
                let visitor = Visitor::connect("visitor", served(shop()).await).await;
                visitor.sees_it_closed().await;
            });
        },
    );
}
